//! A case: what one person submitted, known to them by a case number and a PIN and to nobody else.

use crate::{Entropy, Timestamp, id::CaseId};

/// Crockford's base 32 alphabet: no I, L, O or U, so nothing is misread and no word appears by accident.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SYMBOLS: usize = 12;

/// Twelve random symbols of Crockford base 32 (60 bits) and a check symbol: `7K3M-9QXZ-04TD-8`.
///
/// The check symbol is the number modulo 37, as Crockford has it. Numbers whose check symbol would be one of
/// the five signs outside the alphabet are never drawn, so that a number has only digits and letters; that
/// costs a fifth of a bit.
#[derive(Clone, PartialEq, Eq)]
pub struct CaseNumber([u8; SYMBOLS]);

/// The text is no case number: a wrong length, a sign that does not occur, or a check symbol that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a case number")]
pub struct ParseCaseNumberError;

impl CaseNumber {
    /// A new number.
    pub fn draw(entropy: &dyn Entropy) -> Self {
        loop {
            let symbols = entropy.bytes::<SYMBOLS>().map(|byte| byte & 31);
            if usize::from(check(symbols)) < ALPHABET.len() {
                return Self(symbols);
            }
        }
    }

    /// Reads what a person typed: any case, with or without hyphens and spaces, `O` for zero, `I` and `L` for one.
    ///
    /// # Errors
    /// Where it is no case number.
    pub fn parse(text: &str) -> Result<Self, ParseCaseNumberError> {
        let symbols: Vec<u8> = text
            .chars()
            .filter_map(plain)
            .map(|c| symbol(c).ok_or(ParseCaseNumberError))
            .collect::<Result<_, _>>()?;
        let (&given, number) = symbols.split_last().ok_or(ParseCaseNumberError)?;
        let number: [u8; SYMBOLS] = number.try_into().map_err(|_| ParseCaseNumberError)?;
        if check(number) == given {
            Ok(Self(number))
        } else {
            Err(ParseCaseNumberError)
        }
    }

    /// Whether a text has this number in it, however it is written, and also without its check symbol.
    pub fn is_within(&self, text: &str) -> bool {
        let symbols: Vec<Option<u8>> = text.chars().filter_map(plain).map(symbol).collect();
        let number = self.0.map(Some);
        symbols.windows(SYMBOLS).any(|window| window == number)
    }

    /// The bytes under which a case is looked up, behind a keyed function.
    pub const fn as_bytes(&self) -> &[u8; SYMBOLS] {
        &self.0
    }
}

/// What a person meant by a sign that they typed or pasted, whatever their keyboard has: Arabic, Persian, Hindi and
/// full-width digits and letters are those of ASCII. `None` for what only parts groups or cannot be seen.
fn plain(typed: char) -> Option<char> {
    let code = u32::from(typed);
    let after = |zero: u32| char::from_digit(code - zero, 10);
    match typed {
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}' => None,
        // Marks that apps put around numbers and nobody sees.
        '\u{061C}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}' => None,
        '\u{0660}'..='\u{0669}' => after(0x0660),
        '\u{06F0}'..='\u{06F9}' => after(0x06F0),
        '\u{0966}'..='\u{096F}' => after(0x0966),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(code - 0xFEE0),
        other => (!other.is_whitespace()).then_some(other),
    }
}

fn symbol(typed: char) -> Option<u8> {
    let canonical = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let byte = u8::try_from(canonical).ok()?;
    ALPHABET
        .iter()
        .position(|&known| known == byte)
        .and_then(|position| u8::try_from(position).ok())
}

fn check(symbols: [u8; SYMBOLS]) -> u8 {
    symbols.iter().fold(0, |rest, &symbol| {
        let next = (u16::from(rest) * 32 + u16::from(symbol)) % 37;
        u8::try_from(next).unwrap_or_else(|_| unreachable!("a number below 37 fits"))
    })
}

impl std::fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (position, &symbol) in self.0.iter().chain([check(self.0)].iter()).enumerate() {
            if position > 0 && position % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(ALPHABET[usize::from(symbol)]))?;
        }
        Ok(())
    }
}

/// Says that it is a case number and not which one.
impl std::fmt::Debug for CaseNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CaseNumber(..)")
    }
}

/// Eight random digits: `4821 9037`. Generated, never chosen: partners know birthdays.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin([u8; 8]);

/// The text is not eight digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a PIN is eight digits")]
pub struct ParsePinError;

impl Pin {
    /// A new PIN; every one of the hundred million is equally likely.
    pub fn draw(entropy: &dyn Entropy) -> Self {
        // Bytes from 250 on would make the digits 0 to 5 likelier than the others.
        Self(std::array::from_fn(|_| {
            loop {
                let [byte] = entropy.bytes();
                if byte < 250 {
                    return byte % 10;
                }
            }
        }))
    }

    /// Reads what a person typed, with or without spaces and hyphens.
    ///
    /// # Errors
    /// Where it is not eight digits.
    pub fn parse(text: &str) -> Result<Self, ParsePinError> {
        let digits: Vec<u8> = text
            .chars()
            .filter_map(plain)
            .map(|c| {
                c.to_digit(10)
                    .and_then(|digit| u8::try_from(digit).ok())
                    .ok_or(ParsePinError)
            })
            .collect::<Result<_, _>>()?;
        Ok(Self(digits.try_into().map_err(|_| ParsePinError)?))
    }

    /// The eight digits, each 0 to 9.
    pub const fn as_bytes(&self) -> &[u8; 8] {
        &self.0
    }
}

impl std::fmt::Display for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (position, digit) in self.0.iter().enumerate() {
            if position == 4 {
                f.write_str(" ")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

/// Says that it is a PIN and not which one.
impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin(..)")
    }
}

/// What is kept of a case. Its number is kept only as a keyed digest, its PIN only as a verifier.
#[derive(Clone, PartialEq, Eq)]
pub struct Case {
    /// Never shown outside.
    pub id: CaseId,
    /// HMAC-SHA-256 of the case number under a key that is not in the database (32 bytes).
    pub number_mac: [u8; 32],
    /// Argon2id of PIN and number, as a PHC string.
    pub pin_verifier: String,
    /// HMAC-SHA-256 of the key that came with the submission, so that sending twice makes one case (32 bytes).
    pub submission_mac: [u8; 32],
    /// SHA-256 of the submitted hashes: the same key with other content is an error, not a repetition.
    pub submission_digest: [u8; 32],
    /// The day of the submission; nothing finer is kept.
    pub opened_on: Timestamp,
    /// The generation of the operator's secret that keyed digests and verifier were made with.
    pub key_generation: u32,
}

/// Leaves out everything by which the case could be found or opened.
impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Case")
            .field("opened_on", &self.opened_on)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn a_number_is_grouped_and_has_only_digits_and_letters() {
        for seed in 0..200 {
            let text = CaseNumber::draw(&SeededEntropy::new(seed)).to_string();
            assert_eq!(text.len(), 16, "{text}");
            assert!(
                text.chars()
                    .all(|c| c == '-' || c.is_ascii_digit() || c.is_ascii_uppercase()),
                "{text}"
            );
        }
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        let number = CaseNumber::draw(&SeededEntropy::new(1));
        let text = number.to_string();
        let sloppy = text
            .to_lowercase()
            .replace('-', " ")
            .replace('0', "o")
            .replace('1', "l");
        assert_eq!(CaseNumber::parse(&text).unwrap(), number);
        assert_eq!(CaseNumber::parse(&format!(" {sloppy} ")).unwrap(), number);
    }

    #[test]
    fn a_number_is_found_within_a_text_however_it_is_written_and_no_other_is() {
        let number = CaseNumber::draw(&SeededEntropy::new(1));
        let text = number.to_string();
        let without_check = text.rsplit_once('-').unwrap().0;
        for written in [
            text.clone(),
            format!("case no. {text}, of 12 C 345/26"),
            format!("({})", text.to_lowercase().replace('-', " ")),
            without_check.replace('-', ""),
            in_digits(&text, 0x0660),
        ] {
            assert!(number.is_within(&written), "{written}");
        }
        let other = CaseNumber::draw(&SeededEntropy::new(2)).to_string();
        // The last has all but one of its symbols.
        for written in ["", "12 C 345/26", other.as_str(), &text[..13]] {
            assert!(!number.is_within(written), "{written}");
        }
    }

    /// With the digits that begin at `zero`.
    fn in_digits(text: &str, zero: u32) -> String {
        let other = |c: char| {
            c.to_digit(10)
                .and_then(|digit| char::from_u32(zero + digit))
                .unwrap_or(c)
        };
        text.chars().map(other).collect()
    }

    #[test]
    fn number_and_pin_are_read_from_every_keyboard() {
        for seed in 0..20 {
            let entropy = SeededEntropy::new(seed);
            let (number, pin) = (CaseNumber::draw(&entropy), Pin::draw(&entropy));
            for zero in [0x0660, 0x06F0, 0x0966, 0xFF10] {
                let (number_text, pin_text) = (
                    in_digits(&number.to_string(), zero),
                    in_digits(&pin.to_string(), zero),
                );
                assert_eq!(CaseNumber::parse(&number_text).unwrap(), number, "{number_text}");
                assert_eq!(Pin::parse(&pin_text).unwrap(), pin, "{pin_text}");
            }
            let wide = |text: String| -> String {
                let wide = |c: char| {
                    if c.is_ascii_graphic() {
                        char::from_u32(u32::from(c) + 0xFEE0).unwrap()
                    } else {
                        c
                    }
                };
                text.chars().map(wide).collect()
            };
            assert_eq!(CaseNumber::parse(&wide(number.to_string())).unwrap(), number);
            assert_eq!(Pin::parse(&wide(pin.to_string())).unwrap(), pin);
        }
    }

    #[test]
    fn marks_that_nobody_sees_and_every_dash_are_left_out() {
        let entropy = SeededEntropy::new(4);
        let (number, pin) = (
            CaseNumber::draw(&entropy).to_string(),
            Pin::draw(&entropy).to_string(),
        );
        for mark in [
            "\u{200E}", "\u{2066}", "\u{2069}", "\u{202C}", "\u{FEFF}", "\u{200B}", "\u{2013}", "\u{2011}",
        ] {
            assert_eq!(
                CaseNumber::parse(&format!("{mark}{number}{mark}")),
                CaseNumber::parse(&number)
            );
            assert_eq!(Pin::parse(&pin.replace(' ', mark)), Pin::parse(&pin), "{mark:?}");
            assert!(Pin::parse(&pin.replace(' ', mark)).is_ok());
        }
    }

    #[test]
    fn neither_number_nor_pin_appears_in_debug_output() {
        let entropy = SeededEntropy::new(2);
        assert_eq!(format!("{:?}", CaseNumber::draw(&entropy)), "CaseNumber(..)");
        assert_eq!(format!("{:?}", Pin::draw(&entropy)), "Pin(..)");
    }

    #[test]
    fn a_pin_is_read_with_and_without_its_space() {
        let pin = Pin::draw(&SeededEntropy::new(3));
        assert_eq!(Pin::parse(&pin.to_string()).unwrap(), pin);
        assert_eq!(Pin::parse(&pin.to_string().replace(' ', "")).unwrap(), pin);
        for wrong in ["", "1234567", "123456789", "1234567a"] {
            assert_eq!(Pin::parse(wrong), Err(ParsePinError), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn one_mistyped_symbol_is_noticed(seed: u64, position in 0_usize..13, other in 0_usize..32) {
            let number = CaseNumber::draw(&SeededEntropy::new(seed)).to_string().replace('-', "");
            let mut typed = number.clone().into_bytes();
            prop_assume!(typed[position] != ALPHABET[other]);
            typed[position] = ALPHABET[other];
            prop_assert!(CaseNumber::parse(std::str::from_utf8(&typed).unwrap()).is_err());
        }

        #[test]
        fn no_text_makes_parsing_panic(text in ".*") {
            let _ = CaseNumber::parse(&text);
            let _ = Pin::parse(&text);
        }
    }
}

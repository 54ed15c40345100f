//! Languages that nobody speaks, made of English: with them a test sees what a translation would do to a page.

/// Stand around a word that was put into a text and stays as it is. Nobody types them: they are for private use.
const PROTECTED: [char; 2] = ['\u{e000}', '\u{e001}'];
/// Between these, letters run from right to left whatever they are (Unicode's RLO and PDF).
const RIGHT_TO_LEFT: [char; 2] = ['\u{202e}', '\u{202c}'];

/// How English is disguised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pseudo {
    /// About half as long again, and no letter without an accent.
    Long,
    /// Written from right to left.
    Mirrored,
}

impl Pseudo {
    pub(super) const ALL: [Self; 2] = [Self::Long, Self::Mirrored];

    /// By custom these two regions, which do not exist, are for this.
    pub(super) const fn tag(self) -> &'static str {
        match self {
            Self::Long => "en-XA",
            Self::Mirrored => "ar-XB",
        }
    }

    pub(super) const fn direction(self) -> &'static str {
        match self {
            Self::Long => "ltr",
            Self::Mirrored => "rtl",
        }
    }

    /// The text in disguise, apart from what was [`protect`]ed and from places in braces.
    pub(super) fn disguise(self, text: &str) -> String {
        let [open, close] = PROTECTED;
        let mut disguised = String::with_capacity(2 * text.len());
        let mut word = String::new();
        let mut kept = false;
        for c in text.chars().chain([' ']) {
            if !kept && c.is_ascii_alphabetic() {
                word.push(c);
                continue;
            }
            self.put(&mut disguised, &std::mem::take(&mut word));
            kept = c == open || c == '{' || (kept && c != close && c != '}');
            if c != open && c != close {
                disguised.push(c);
            }
        }
        disguised.pop();
        disguised
    }

    fn put(self, disguised: &mut String, word: &str) {
        match self {
            _ if word.is_empty() => {}
            Self::Long => disguised.extend(word.chars().flat_map(accented)),
            Self::Mirrored => {
                let [open, close] = RIGHT_TO_LEFT;
                disguised.extend([open].into_iter().chain(word.chars()).chain([close]));
            }
        }
    }
}

/// Marks a word that is put into a text.
pub(super) fn protect(word: &str) -> String {
    let [open, close] = PROTECTED;
    format!("{open}{word}{close}")
}

/// A letter with an accent; a vowel twice.
fn accented(letter: char) -> impl Iterator<Item = char> {
    const PLAIN: &str = "aeiouyAEIOUYcdghjklnrstwzCDGHJKLNRSTWZ";
    const ACCENTED: &str = "áéíóúýÁÉÍÓÚÝçđĝĥĵķļñŕšţŵžÇĐĜĤĴĶĻÑŔŠŢŴŽ";
    let twin = PLAIN
        .chars()
        .zip(ACCENTED.chars())
        .find(|(plain, _)| *plain == letter);
    let accented = twin.map_or(letter, |(_, accented)| accented);
    let vowel = "aeiouyAEIOUY".contains(letter);
    std::iter::repeat_n(accented, if vowel { 2 } else { 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_longer_and_can_still_be_read() {
        let text = "Choose your photos and videos";
        let long = Pseudo::Long.disguise(text);
        assert_eq!(long, "Çĥóóóóšéé ýýóóúúŕ pĥóóţóóš ááñđ vííđééóóš");
        assert!(long.chars().count() * 10 >= text.chars().count() * 13);
    }

    #[test]
    fn what_is_put_in_stays_as_it_is() {
        let text = format!("Call {} {{n}} now", protect("0800 Help"));
        assert_eq!(Pseudo::Long.disguise(&text), "Çááļļ 0800 Help {n} ñóóŵ");
        assert_eq!(
            Pseudo::Mirrored.disguise(&text),
            "\u{202e}Call\u{202c} 0800 Help {n} \u{202e}now\u{202c}"
        );
    }
}

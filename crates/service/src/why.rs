//! Why someone did something, in their own words, as it stands in the record of acts.

use domain::audit::Agent;

use crate::propose::MAX_REASON;

/// What was typed, as it is recorded; `None` where it is too long, or where staff say nothing. An operator may.
pub(crate) fn checked(by: Agent, text: &str) -> Option<&str> {
    let text = text.trim();
    let least = usize::from(matches!(by, Agent::Staff(_)));
    (least..=MAX_REASON)
        .contains(&text.chars().count())
        .then_some(text)
}

/// What someone at the command line says as a reason, as it is recorded: empty where they say nothing. `None` for what is
/// too long, or more than a line.
pub(crate) fn one_line(text: &str) -> Option<&str> {
    let text = text.trim();
    let fits = text.chars().count() <= MAX_REASON && !text.chars().any(char::is_control);
    fits.then_some(text)
}

/// A code, and why behind it where that is said.
pub(crate) fn behind(code: &str, why: &str) -> String {
    if why.is_empty() {
        code.to_owned()
    } else {
        format!("{code}: {why}")
    }
}

#[cfg(test)]
mod tests {
    use domain::id::StaffId;

    use super::*;

    #[test]
    fn staff_have_to_say_why_and_an_operator_may() {
        let staff = Agent::Staff(StaffId::from_bytes([1; 16]));
        for by in [staff, Agent::Operator] {
            assert_eq!(checked(by, " on leave\n"), Some("on leave"));
            let most = "é".repeat(MAX_REASON);
            assert_eq!(checked(by, &most), Some(most.as_str()));
            assert_eq!(checked(by, &format!("{most}x")), None);
        }
        assert_eq!(checked(staff, " \n"), None);
        assert_eq!(checked(Agent::Operator, " \n"), Some(""));
    }
}

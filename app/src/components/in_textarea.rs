/// What stands in a `<textarea>` or a `<title>`, escaped. Leptos escapes what stands in other elements, but leaves this as it
/// is, so that a crafted `</textarea>` would end the field and begin a script.
pub(crate) fn in_textarea(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_does_not_end_the_field_that_it_stands_in() {
        let crafted = "</textarea><script>alert(1)</script> &lt;";
        let escaped = "&lt;/textarea>&lt;script>alert(1)&lt;/script> &amp;lt;";
        assert_eq!(in_textarea(crafted), escaped);
    }
}

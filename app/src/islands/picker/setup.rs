//! What the server hands to the picker.

use domain::submission::CaseForm;

use super::labels::Labels;

/// Everything that the picker has to know.
///
/// It stands in an element of the page and not in properties of the island, which would be read with serde and cost
/// the browser a sixth more code: see [`super::fields`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// Every text of the island.
    pub labels: Labels,
    /// Where the worker and its modules are.
    pub assets: String,
    /// The list that the hashes are for.
    pub list: String,
    /// The case that they are added to.
    pub case: Option<CaseForm>,
}

/// The id of the element whose attribute `data-setup` says it in JSON.
pub const ELEMENT: &str = "picker-setup";

#[cfg(feature = "ssr")]
impl Setup {
    /// For the attribute.
    pub(crate) fn json(&self) -> String {
        let labels: serde_json::Map<_, _> = self
            .labels
            .iter()
            .map(|(name, text)| (name.to_owned(), text.into()))
            .collect();
        let (assets, list, case) = (&self.assets, &self.list, &self.case);
        serde_json::json!({ "labels": labels, "assets": assets, "list": list, "case": case }).to_string()
    }

    /// What the page that is being written has provided.
    pub(super) fn here() -> Self {
        leptos::prelude::expect_context()
    }
}

#[cfg(not(feature = "ssr"))]
impl Setup {
    /// What stands on the page.
    pub(super) fn here() -> Self {
        let json = leptos::prelude::document()
            .get_element_by_id(ELEMENT)
            .and_then(|element| element.get_attribute("data-setup"))
            .unwrap_or_default();
        let setup = super::fields::Fields::parse(&json);
        let (labels, case) = (setup.inner("labels"), setup.inner("case"));
        Self {
            labels: Labels::gather(|name| labels.text(name).unwrap_or_default()),
            assets: setup.text("assets").unwrap_or_default(),
            list: setup.text("list").unwrap_or_default(),
            case: case
                .text("number")
                .zip(case.text("pin"))
                .map(|(number, pin)| CaseForm { number, pin }),
        }
    }
}

//! The script that wasm-bindgen writes beside a module, with less in it.
//!
//! The names by which script and module know each other carry a digest each, which no compression makes smaller; they
//! become a letter or two. And Leptos brings along streams for functions on the server, of which there are none here.

use std::collections::BTreeMap;
use std::mem;

use anyhow::{Result, bail};
use walrus::passes::gc;
use walrus::{Export, Module};

/// How the classes that nobody uses start, in the script and in the module.
const UNUSED: (&str, &str) = ("IntoUnderlying", "intounderlying");

/// Another name for each name of a module.
pub(crate) struct Names {
    imports: BTreeMap<String, String>,
    exports: BTreeMap<String, String>,
}

impl Names {
    /// Leaves out of a module what no page uses, and shortens its names.
    pub(crate) fn shorten(module: &mut Module) -> Self {
        let unused: Vec<_> = module
            .exports
            .iter()
            .filter(|export| export.name.contains(UNUSED.1))
            .map(Export::id)
            .collect();
        for export in unused {
            module.exports.delete(export);
        }
        gc::run(module);
        Self {
            imports: shorten(module.imports.iter_mut().map(|import| &mut import.name)),
            exports: shorten(module.exports.iter_mut().map(|export| &mut export.name)),
        }
    }

    /// The script for the module, of the one that was written before: without what the module has no more.
    pub(crate) fn script(&self, written: &str) -> Result<String> {
        let mut slim = String::with_capacity(written.len());
        let mut offered = 0;
        let mut lines = written.lines();
        while let Some(line) = lines.next() {
            if is_unused(line, "export class ") {
                skip(&mut lines, line, |line| line == "}");
            } else if is_unused(line, "const ") {
                skip(&mut lines, line, |line| line.ends_with(';'));
            } else if is_unused(line, "if (Symbol.dispose) ") {
                // One line.
            } else if let Some(name) = offer(line) {
                if let Some(short) = self.imports.get(name) {
                    offered += 1;
                    slim.push_str(&line.replacen(name, short, 1));
                    slim.push('\n');
                } else {
                    skip(&mut lines, line, |line| line.starts_with("        }"));
                }
            } else {
                slim.push_str(&self.asked(line));
                slim.push('\n');
            }
        }
        if offered != self.imports.len() || slim.contains(UNUSED.0) {
            bail!(
                "wasm-bindgen writes its script in another way than before: look at crates/xtask/src/glue.rs"
            );
        }
        // Pages wait for the module; nothing starts it from bytes that are here already.
        Ok(slim.replacen("export { initSync, ", "export { ", 1))
    }

    /// A line in which everything that is asked of the module has its other name.
    fn asked(&self, line: &str) -> String {
        let mut parts = line.split("wasm.");
        let mut asked = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(|c| !is_of_name(c)).unwrap_or(part.len());
            let (name, rest) = part.split_at(end);
            asked.push_str("wasm.");
            asked.push_str(self.exports.get(name).map_or(name, String::as_str));
            asked.push_str(rest);
        }
        asked
    }
}

/// Gives each a name of one or two letters; answers the names before with those after.
fn shorten<'a>(names: impl Iterator<Item = &'a mut String>) -> BTreeMap<String, String> {
    let letter = |place: usize| char::from(b'a' + u8::try_from(place % 26).unwrap_or(0));
    names
        .enumerate()
        .map(|(place, name)| {
            let short = match place / 26 {
                0 => letter(place).to_string(),
                more => format!("{}{}", letter(more - 1), letter(place)),
            };
            (mem::replace(name, short.clone()), short)
        })
        .collect()
}

/// The name of a function that is offered to the module, on the line where it starts.
fn offer(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix("        ")?.split_once(": function(")?;
    name.chars().all(is_of_name).then_some(name)
}

fn is_unused(line: &str, statement: &str) -> bool {
    line.strip_prefix(statement)
        .is_some_and(|rest| rest.starts_with(UNUSED.0))
}

/// Leaves out everything from this line to the one that ends it.
fn skip<'a>(lines: &mut impl Iterator<Item = &'a str>, line: &str, ends: impl Fn(&str) -> bool) {
    if !ends(line) {
        let _ = lines.find(|line| ends(line));
    }
}

const fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &str = "\
export class IntoUnderlyingSink {
    free() {
        wasm.__wbg_intounderlyingsink_free(this.__wbg_ptr, 0);
    }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = IntoUnderlyingSink.prototype.free;

export function hydrate() {
    wasm.hydrate();
}
function __wbg_get_imports() {
    const import0 = {
        __wbg_close_294d3f727cb7a844: function() { return handleError(function (arg0) {
            arg0.close();
        }, arguments); },
        __wbg_add_cf82c8d153d93ae1: function(arg0) {
            const ptr = passStringToWasm0(arg0, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
        },
    };
}
const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_intounderlyingsink_free(ptr, 1));
export { initSync, __wbg_init as default };
";

    fn names(imports: &[(&str, &str)], exports: &[(&str, &str)]) -> Names {
        let [imports, exports] = [imports, exports].map(|names| {
            names
                .iter()
                .map(|(name, short)| ((*name).to_owned(), (*short).to_owned()))
                .collect()
        });
        Names { imports, exports }
    }

    #[test]
    fn what_the_module_has_no_more_is_left_out_and_the_rest_has_short_names() {
        let names = names(
            &[("__wbg_add_cf82c8d153d93ae1", "a")],
            &[("hydrate", "x"), ("__wbindgen_malloc", "y")],
        );
        assert_eq!(
            names.script(WRITTEN).unwrap(),
            "
export function hydrate() {
    wasm.x();
}
function __wbg_get_imports() {
    const import0 = {
        a: function(arg0) {
            const ptr = passStringToWasm0(arg0, wasm.y, wasm.__wbindgen_realloc);
        },
    };
}
export { __wbg_init as default };
"
        );
    }

    #[test]
    fn a_script_that_does_not_offer_all_that_the_module_wants_is_noticed() {
        let names = names(&[("__wbg_new_0000000000000000", "a")], &[]);
        assert!(names.script(WRITTEN).is_err());
    }

    #[test]
    fn every_name_is_another() {
        let mut long: Vec<String> = (0..700).map(|place| format!("name{place}")).collect();
        shorten(long.iter_mut());
        assert_eq!(
            (long[0].as_str(), long[25].as_str(), long[26].as_str()),
            ("a", "z", "aa")
        );
        long.sort_unstable();
        long.dedup();
        assert_eq!(long.len(), 700);
    }
}

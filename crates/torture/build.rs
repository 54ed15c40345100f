//! Writes the part of a mutant's storage that changes nothing: every method of every repository, handed on to the
//! database. It reads the traits themselves, so a method that is added to one is handed on without a word here.
#![expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script where it is by its environment"
)]

use std::{collections::HashSet, env, fs, path::Path};

use anyhow::{Context as _, Result, bail};
use proc_macro2::TokenStream;
use quote::{ToTokens as _, format_ident, quote};
use syn::{
    FnArg, Ident, Item, ItemTrait, ItemUse, Pat, Path as Name, TraitItem, TraitItemFn, TypeParamBound,
    UseTree,
};

/// What mutants change: these go to `mutant::intercept` in place of the database.
const INTERCEPTED: [&str; 9] = [
    "add_case",
    "announce",
    "append",
    "changes",
    "checkpoint",
    "fence",
    "find_case_by_submission",
    "listings",
    "outbox",
];

fn main() -> Result<()> {
    let sources = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../storage/src");
    println!("cargo::rerun-if-changed={}", sources.display());
    let mut written = String::new();
    let mut found = HashSet::new();
    for repository in repositories(&parse(&sources.join("lib.rs"))?)? {
        let text = delegation(&sources, &repository, &mut found)?;
        written.push_str(&text);
    }
    for name in INTERCEPTED {
        if !found.contains(name) {
            bail!("no repository has a method {name}: bring build.rs and src/mutant/intercept.rs up to date");
        }
    }
    let target = Path::new(&env::var("OUT_DIR")?).join("delegation.rs");
    fs::write(target, written)?;
    Ok(())
}

fn parse(path: &Path) -> Result<syn::File> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    syn::parse_file(&text).with_context(|| format!("cannot parse {}", path.display()))
}

/// The traits that `Transaction` is made of.
fn repositories(root: &syn::File) -> Result<Vec<Ident>> {
    let transaction = root.items.iter().find_map(|item| match item {
        Item::Trait(found) if found.ident == "Transaction" => Some(found),
        _ => None,
    });
    let bounds = &transaction
        .context("storage has no trait Transaction")?
        .supertraits;
    let names = bounds.iter().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.get_ident().cloned(),
        _ => None,
    });
    Ok(names.filter(|name| name != "Send" && name != "Sync").collect())
}

/// A module that implements one repository by handing everything on.
fn delegation(sources: &Path, repository: &Ident, found: &mut HashSet<String>) -> Result<String> {
    for file in fs::read_dir(sources)? {
        let path = file?.path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let source = parse(&path)?;
        let declared = source.items.iter().find_map(|item| match item {
            Item::Trait(found) if found.ident == *repository => Some(found),
            _ => None,
        });
        if let Some(declared) = declared {
            let module = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .unwrap_or_default();
            return implementation(&source, declared, &format_ident!("{module}"), found);
        }
    }
    bail!("the trait {repository} is in no file of {}", sources.display())
}

fn implementation(
    source: &syn::File,
    declared: &ItemTrait,
    module: &Ident,
    found: &mut HashSet<String>,
) -> Result<String> {
    let text = declared.to_token_stream().to_string();
    let named: HashSet<&str> = text
        .split(|sign: char| !sign.is_alphanumeric() && sign != '_')
        .collect();
    let mut imports = Vec::new();
    for item in &source.items {
        match item {
            Item::Use(import) => flatten(import, &mut imports),
            Item::Struct(own) => imports.push((quote!(::storage::#module), own.ident.clone())),
            Item::Enum(own) => imports.push((quote!(::storage::#module), own.ident.clone())),
            Item::Type(own) => imports.push((quote!(::storage::#module), own.ident.clone())),
            _ => {}
        }
    }
    let imports = imports
        .into_iter()
        .filter(|(_, name)| named.contains(name.to_string().as_str()) && name != "async_trait")
        .map(|(path, name)| quote!(use #path::#name;));
    let mut methods = Vec::new();
    for item in &declared.items {
        if let TraitItem::Fn(method) = item {
            found.insert(method.sig.ident.to_string());
            methods.push(handed_on(method)?);
        }
    }
    let name = &declared.ident;
    let within = quote! {
        mod #module {
            #(#imports)*

            #[async_trait::async_trait]
            impl ::storage::#name for crate::mutant::storage::MutatedTransaction {
                #(#methods)*
            }
        }
    };
    Ok(format!("{within}\n"))
}

fn handed_on(method: &TraitItemFn) -> Result<TokenStream> {
    let signature = &method.sig;
    let name = &signature.ident;
    let mut given = Vec::new();
    for input in &signature.inputs {
        match input {
            FnArg::Receiver(_) => {}
            FnArg::Typed(typed) => match typed.pat.as_ref() {
                Pat::Ident(pattern) => given.push(pattern.ident.clone()),
                _ => bail!("an argument of {name} is not a plain name"),
            },
        }
    }
    let answer = signature.asyncness.map(|_| quote!(.await));
    Ok(if INTERCEPTED.iter().any(|intercepted| name == intercepted) {
        quote!(#signature { crate::mutant::intercept::#name(self, #(#given),*) #answer })
    } else {
        quote!(#signature { self.inner.#name(#(#given),*) #answer })
    })
}

/// Each name that a `use` brings in, with the path before it.
fn flatten(import: &ItemUse, names: &mut Vec<(TokenStream, Ident)>) {
    fn walk(tree: &UseTree, before: Option<Name>, names: &mut Vec<(TokenStream, Ident)>) {
        match tree {
            UseTree::Path(path) => {
                // What is `crate` there is `storage` here.
                let segment = if path.ident == "crate" {
                    format_ident!("storage")
                } else {
                    path.ident.clone()
                };
                let mut longer = before.unwrap_or_else(|| Name {
                    leading_colon: Some(Default::default()),
                    segments: Default::default(),
                });
                longer.segments.push(segment.into());
                walk(&path.tree, Some(longer), names);
            }
            UseTree::Name(name) => names.push((before.to_token_stream(), name.ident.clone())),
            UseTree::Group(group) => {
                for tree in &group.items {
                    walk(tree, before.clone(), names);
                }
            }
            UseTree::Rename(_) | UseTree::Glob(_) => {}
        }
    }
    walk(&import.tree, None, names);
}

//! What a function runs: an image whose digest is a variable, or a zip with AWS's own runtime.

use faasc_artifacts::hcl::{Body, Expression};
use faasc_model::{Architecture, Contract, Function, Source};
use faasc_plan::{Entry, entry};

use super::scope::Scope;
use crate::label::label;

/// The variable with the image of a function.
pub(crate) fn image_variable(function: &Function) -> String {
    format!("image_{}", label(&function.name.value))
}

/// The variable with the zip of a function.
pub(crate) fn package_variable(function: &Function) -> String {
    format!("package_{}", label(&function.name.value))
}

/// Whether a function is an image on AWS.
pub(crate) fn is_image(function: &Function) -> bool {
    let is_container = function.runtime.as_ref().is_some_and(|runtime| runtime.value.family() == "container");
    function.contract.value == Contract::Portable
        || is_container
        || matches!(function.source, Source::Image(_))
}

impl Scope<'_> {
    /// The attributes that say what runs.
    pub(crate) fn package(&mut self, function: &Function, mut body: Body) -> Body {
        let architecture = match function.architecture.value {
            Architecture::Arm64 => "arm64",
            Architecture::X86_64 => "x86_64",
        };
        body.set("architectures", Expression::texts([architecture]));
        if is_image(function) {
            let image = self.image(function);
            return body.with("package_type", "Image").with("image_uri", image);
        }
        let name = &function.name.value;
        let package = variable(
            &format!("Path of the zip of `{name}`, as `faasc build` writes it."),
            Expression::Call(
                "regex",
                vec![
                    Expression::text("\\.(jar|zip)$"),
                    Expression::reference(format!("var.{}", package_variable(function))),
                ],
            ),
            &format!("The package of `{name}` is a .zip or .jar file."),
        );
        let package = self.module.variable(&package_variable(function), package);
        let layers = function.layers.iter().map(|layer| self.fill(&layer.value)).collect::<Vec<_>>();
        body.with("package_type", "Zip")
            .with("filename", package.clone())
            .with("source_code_hash", Expression::Call("filebase64sha256", vec![package]))
            .with_some("runtime", runtime(function))
            .with_some("handler", handler(function))
            .with_some("layers", (!layers.is_empty()).then_some(layers))
    }

    fn image(&mut self, function: &Function) -> Expression {
        if let (Source::Image(image), true) =
            (&function.source, function.contract.value != Contract::Portable)
        {
            return Expression::text(&image.value);
        }
        let name = &function.name.value;
        let body = variable(
            &format!("Image of `{name}` in Amazon ECR, by its digest: `…@sha256:…`."),
            Expression::Call(
                "regex",
                vec![
                    Expression::text("^[^@]+@sha256:[0-9a-f]{64}$"),
                    Expression::reference(format!("var.{}", image_variable(function))),
                ],
            ),
            &format!(
                "The image of `{name}` is named by its digest (…@sha256:…), so that what was checked is what runs."
            ),
        );
        self.module.variable(&image_variable(function), body)
    }
}

fn variable(description: &str, matches: Expression, message: &str) -> Body {
    let validation =
        Body::new().with("condition", Expression::Call("can", vec![matches])).with("error_message", message);
    Body::new()
        .with("description", description)
        .with("type", Expression::reference("string"))
        .with("nullable", false)
        .block("validation", validation)
}

/// AWS's name of a managed runtime; absent when there is none.
pub(crate) fn runtime(function: &Function) -> Option<String> {
    let runtime = &function.runtime.as_ref()?.value;
    let version = runtime.version();
    Some(match runtime.family() {
        "python" => format!("python{version}"),
        "node" => format!("nodejs{version}.x"),
        "java" => format!("java{version}"),
        "dotnet" => format!("dotnet{version}"),
        "ruby" => format!("ruby{version}"),
        "go" | "rust" => "provided.al2023".to_owned(),
        _ => return None,
    })
}

/// AWS's name of the handler: `dir/main.py:handler` is `dir/main.handler`.
pub(crate) fn handler(function: &Function) -> Option<String> {
    if let Some(Entry { file, handler }) = entry(function) {
        let dot = file.rfind('.').filter(|dot| *dot > file.rfind('/').unwrap_or(0));
        return Some(format!("{}.{handler}", dot.map_or(file, |dot| &file[..dot])));
    }
    match function.runtime.as_ref()?.value.family() {
        "go" | "rust" => Some("bootstrap".to_owned()),
        _ => function.entry.as_ref().map(|entry| entry.value.clone()),
    }
}

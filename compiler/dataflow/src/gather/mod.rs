//! From analyses to the document.

mod class;
mod creep;
mod crossing;
mod edge;
mod law;
mod name;
mod trust;

use faasc_model::unit::Date;
use faasc_residency::{Analysis, ClassId};
use faasc_source::SourceMap;

use crate::form::{Deployment, Graph, Report, SCHEMA};
use name::Names;

pub use creep::creep;

/// What is asked of the analyses.
#[derive(Clone, Copy)]
pub struct Question<'q> {
    /// The texts that spans point into.
    pub sources: &'q SourceMap,
    /// The version of the compiler.
    pub version: &'q str,
    /// The day by which was judged.
    pub today: Date,
    /// Whether a class is asked for, by the app that declares it and its name.
    pub wants: &'q dyn Fn(&str, &str) -> bool,
}

/// The document about these analyses.
#[must_use]
pub fn gather(analyses: &[Analysis<'_>], question: &Question<'_>) -> Report {
    let mut graphs: Vec<Graph> = analyses.iter().map(|analysis| graph(analysis, question)).collect();
    graphs.sort_by(|a, b| a.deployments.cmp(&b.deployments));
    let notice = analyses.first().map(|analysis| law::notice(analysis)).unwrap_or_default();
    Report {
        schema: SCHEMA,
        version: question.version.to_owned(),
        today: question.today.to_string(),
        notice,
        laws: law::laws(analyses, question),
        graphs,
    }
}

/// The classes that are asked for, by app and name.
fn asked(analysis: &Analysis<'_>, question: &Question<'_>) -> Vec<ClassId> {
    let app = |id: ClassId| &analysis.program().deployment(analysis.class(id).deployment).app;
    let mut all: Vec<ClassId> = analysis
        .classes()
        .filter(|(id, class)| (question.wants)(app(*id), class.name()))
        .map(|(id, _)| id)
        .collect();
    all.sort_by(|a, b| (app(*a), analysis.class(*a).name()).cmp(&(app(*b), analysis.class(*b).name())));
    all
}

fn graph(analysis: &Analysis<'_>, question: &Question<'_>) -> Graph {
    let names = Names::of(analysis, question.sources);
    let classes = asked(analysis, question);
    let deployments = deployments(analysis);
    Graph {
        title: title(&deployments),
        deployments,
        classes: class::classes(&names, &classes),
        edges: edge::edges(&names, &classes),
        trusts: trust::trusts(&names, &classes, classes.len() == analysis.classes().count()),
        nodes: analysis.nodes().count(),
    }
}

/// The name of a graph.
fn graph_title(analysis: &Analysis<'_>) -> String {
    title(&deployments(analysis))
}

fn deployments(analysis: &Analysis<'_>) -> Vec<Deployment> {
    let mut deployments: Vec<Deployment> = analysis
        .deployments()
        .iter()
        .map(|id| {
            let deployment = analysis.program().deployment(*id);
            Deployment {
                app: deployment.app.to_string(),
                environment: deployment.environment.to_string(),
                owner: deployment.owner.as_ref().map(|owner| owner.value.clone()),
            }
        })
        .collect();
    deployments.sort();
    deployments
}

/// `video · production`, or `billing, orders · production` where several apps stand in one environment.
fn title(deployments: &[Deployment]) -> String {
    let first = deployments.first().map(|first| first.environment.as_str()).unwrap_or_default();
    if deployments.iter().all(|deployment| deployment.environment == first) {
        let apps: Vec<&str> = deployments.iter().map(|deployment| deployment.app.as_str()).collect();
        return format!("{} \u{b7} {first}", apps.join(", "));
    }
    let each = deployments.iter().map(|found| format!("{} \u{b7} {}", found.app, found.environment));
    each.collect::<Vec<_>>().join("; ")
}

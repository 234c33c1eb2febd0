//! Regimes that want a complete copy inside.

use faasc_diagnostics::{Code, Sink};
use faasc_facts::Act;

use super::{path, rule, words};
use crate::analysis::Analysis;
use crate::labels::Why;

static NO_COPY: Code = Code::error(
    "F1414",
    "no-copy-inside",
    "data that is kept abroad without the complete copy at home that a law wants",
);

pub(super) static CODES: [&Code; 1] = [&NO_COPY];

pub(super) fn judge(analysis: &Analysis<'_>, sink: &mut Sink) {
    for lacking in &analysis.lacking {
        let law = analysis.class(lacking.class).laws[lacking.law];
        if law.why == Why::Asked {
            continue;
        }
        let copy = &analysis.copies.all[lacking.copy];
        let node = analysis.scope.node(copy.node);
        let home = node.deployment;
        let name = analysis.classes.name_in(&analysis.scope, lacking.class, home);
        let inside = law.regime.inside.join(", ");
        let (what, kept) = match lacking.act {
            Act::Logs => ("no log", "logged"),
            _ => ("no store", "kept"),
        };
        let found = NO_COPY
            .at(
                analysis.model_node(copy.node).name().span,
                format!(
                    "{what} inside {inside} holds `{name}`, which `{}` wants {kept} there in full, too",
                    law.regime.id
                ),
            )
            .here(format!("this one lies {}", analysis.spot(copy).words))
            .label(analysis.class(lacking.class).declared.name.span, "the class");
        let found = path::show(analysis, found, copy.node, lacking.class, home)
            .note(rule::citation(analysis.facts, law.regime))
            .help(format!(
                "place {} inside {inside} first and replicate it abroad, or write a second store there",
                words::node(analysis, node)
            ))
            .weigh(rule::severity(analysis, Some(law), None))
            .about(analysis.model_node(copy.node).key_path())
            .within(analysis.scope.home(copy.node).environment.to_string());
        sink.push(found);
    }
}

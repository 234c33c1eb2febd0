//! One hostile input and what must come of it.

use faasc_tests::folder::Folder;
use faasc_tests::program::{Ended, Limits, clipped, faasc};
use libtest_mimic::Failed;

/// The verbs that read a spec, in the forms that go through most of the program.
const VERBS: [&[&str]; 8] = [
    &["check", "app"],
    &["check", "app", "--format", "json"],
    &["check", "app", "--format", "sarif"],
    &["check", "app", "--format", "github"],
    &["fmt", "--check", "app"],
    &["graph", "app"],
    &["graph", "app", "--format", "svg"],
    &["compile", "app", "-o", "out"],
];

/// A folder `app` that nobody would write, and what `faasc check app` must say about it.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    prepare: fn(&Folder),
    code: Option<i32>,
    says: &'static str,
    verbs: &'static [&'static [&'static str]],
    limits: Limits,
}

impl Case {
    /// A case that every verb must survive.
    pub(crate) fn new(name: &'static str, prepare: fn(&Folder)) -> Self {
        Self { name, prepare, code: None, says: "", verbs: &VERBS, limits: Limits::default() }
    }

    /// `check` must find something and say `text`.
    pub(crate) fn says(mut self, text: &'static str) -> Self {
        self.says = text;
        self.code = Some(1);
        self
    }

    /// `check` must find nothing.
    pub(crate) fn stays_clean(mut self) -> Self {
        self.code = Some(0);
        self
    }

    /// Only `check` is run: what the case takes is time.
    pub(crate) fn check_alone(mut self) -> Self {
        self.verbs = &VERBS[..1];
        self
    }

    /// Within other limits.
    pub(crate) fn within(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Runs it.
    pub(crate) fn hold(&self) -> Result<(), Failed> {
        let folder = Folder::new(self.name);
        std::fs::create_dir(folder.path().join("app")).map_err(|fault| fault.to_string())?;
        (self.prepare)(&folder);
        for verb in self.verbs {
            let ended = faasc(folder.path(), verb.iter().copied()).within(self.limits).run();
            ended.is_orderly().map_err(|fault| format!("{verb:?}: {fault}"))?;
            if *verb == VERBS[0] {
                self.judge(&ended)?;
            }
        }
        Ok(())
    }

    fn judge(&self, ended: &Ended) -> Result<(), Failed> {
        let seen = || format!("{:?}\n{}\n{}", ended.code, clipped(&ended.out), clipped(&ended.err));
        if self.code.is_some() && ended.code != self.code {
            return Err(format!("exit code {:?} was expected: {}", self.code, seen()).into());
        }
        if !ended.out.contains(self.says) && !ended.err.contains(self.says) {
            return Err(format!("`{}` is not said: {}", self.says, seen()).into());
        }
        Ok(())
    }
}

/// A small app that is in order, with `more` at its end.
pub(crate) fn app_with(more: &str) -> String {
    format!(
        "faas: \"1\"\napp: hostile\nowner: team@hostile.example\nfunctions:\n  f:\n    source: ./src\n    runtime: python3.13\n    triggers: [{{ schedule: every 1h }}]\n{more}"
    )
}

/// Writes that app.
pub(crate) fn write_app(folder: &Folder, more: &str) {
    folder.write("app/src/main.py", "def handle(event):\n    pass\n");
    folder.write("app/faas.yaml", app_with(more));
}

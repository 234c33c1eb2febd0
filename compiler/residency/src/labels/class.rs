//! The data classes of an analysis.

use faasc_facts::{Fact, Facts, Regime};
use faasc_model::{DataClass, DeploymentId, QualifiedName};
use faasc_source::{Span, Spanned};
use rustc_hash::FxHashMap;

use super::regime::{self, Derived};
use super::set::Set;
use crate::options::Options;
use crate::scope::Scope;

/// The number of a class in its analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(u32);

impl ClassId {
    /// From a position.
    ///
    /// # Panics
    /// After 2^32 classes.
    #[must_use]
    pub(crate) fn new(index: usize) -> Self {
        Self(u32::try_from(index).expect("fewer than 2^32 classes"))
    }

    /// The position.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Why a regime binds a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The class names it, here.
    Named(Span),
    /// It follows from subjects and categories.
    Implied,
    /// It may: a question of the fact base is not answered yet.
    Asked,
}

/// A regime that binds a class.
#[derive(Clone, Copy, Debug)]
pub struct Law<'a> {
    /// The regime.
    pub regime: Fact<'a, Regime>,
    /// Why it binds.
    pub why: Why,
}

/// A data class of one deployment, with the law that it lives under.
#[derive(Debug)]
pub struct Class<'a> {
    /// Whose.
    pub deployment: DeploymentId,
    /// The declaration.
    pub declared: &'a DataClass,
    /// The regimes that bind it, named ones first, then by id.
    pub laws: Vec<Law<'a>>,
}

impl Class<'_> {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.declared.name.value
    }

    /// Whether anything binds where it lies: a regime that is no mere question, or its own promise.
    #[must_use]
    pub fn is_bound(&self) -> bool {
        !self.declared.stay_in.is_empty() || self.laws.iter().any(|law| law.why != Why::Asked)
    }
}

/// All classes of an analysis.
pub(crate) struct Classes<'a> {
    pub(crate) all: Vec<Class<'a>>,
    numbers: FxHashMap<(DeploymentId, &'a str), ClassId>,
}

impl<'a> Classes<'a> {
    pub(crate) fn of(scope: &Scope<'a>, facts: &'a Facts, options: &Options) -> Self {
        let mut derived = Derived::new(facts, options);
        let (mut all, mut numbers) = (Vec::new(), FxHashMap::default());
        for (id, deployment) in scope.deployments() {
            for declared in &deployment.classes {
                numbers.insert((id, declared.name.value.as_str()), ClassId::new(all.len()));
                let laws = regime::laws(&mut derived, declared);
                all.push(Class { deployment: id, declared, laws });
            }
        }
        Self { all, numbers }
    }

    /// A class.
    pub(crate) fn get(&self, class: ClassId) -> &Class<'a> {
        &self.all[class.index()]
    }

    /// The classes with their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (ClassId, &Class<'a>)> {
        self.all.iter().enumerate().map(|(at, class)| (ClassId::new(at), class))
    }

    /// The class that a deployment means by a name.
    pub(crate) fn number(
        &self,
        scope: &Scope<'a>,
        home: DeploymentId,
        name: &QualifiedName,
    ) -> Option<ClassId> {
        let owner = match &name.app {
            None => home,
            Some(alias) => {
                let uses = &scope.program.deployment(home).uses;
                uses.iter().find(|used| used.name.value == *alias)?.deployment
            }
        };
        self.numbers.get(&(owner, name.name.as_str())).copied()
    }

    /// The classes that a deployment means by a list of names.
    pub(crate) fn listed(
        &self,
        scope: &Scope<'a>,
        home: DeploymentId,
        names: &[Spanned<QualifiedName>],
    ) -> Set {
        names.iter().filter_map(|name| self.number(scope, home, &name.value)).collect()
    }

    /// The name of a class as `home` writes it.
    pub(crate) fn name_in(&self, scope: &Scope<'a>, class: ClassId, home: DeploymentId) -> String {
        let class = self.get(class);
        if class.deployment == home {
            return class.name().to_owned();
        }
        format!("{}/{}", scope.program.deployment(class.deployment).app, class.name())
    }
}

//! What is drawn, before anybody says how.

/// What a shape stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A caller, a clock, a device: what starts things from outside.
    Entry,
    /// A function.
    Function,
    /// An event.
    Event,
    /// A dead letter that nobody declared.
    DeadLetter,
    /// A store.
    Store,
    /// A service of somebody else.
    Service,
}

impl Kind {
    /// The word, as in class names of the picture.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Function => "function",
            Self::Event => "event",
            Self::DeadLetter => "dead-letter",
            Self::Store => "store",
            Self::Service => "service",
        }
    }
}

/// A frame around what stands at one site of one app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// Unique among the clusters, `[A-Za-z0-9_]+`.
    pub id: String,
    /// What readers see.
    pub title: String,
}

/// A node of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Unique among the shapes, `[A-Za-z0-9_]+`.
    pub id: String,
    /// What it stands for.
    pub kind: Kind,
    /// Its name.
    pub title: String,
    /// A second, smaller line; may be empty.
    pub detail: String,
    /// The frame in which it stands.
    pub cluster: Option<usize>,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// What normally happens.
    Solid,
    /// What happens when something fails, or is merely asked.
    Dotted,
}

/// An arrow between two shapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it starts.
    pub from: usize,
    /// Where it points.
    pub to: usize,
    /// What goes along; may be empty.
    pub label: String,
    /// How it is drawn.
    pub stroke: Stroke,
}

/// A picture: frames, shapes and arrows. The same for every format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// What readers see above it.
    pub title: String,
    /// Frames.
    pub clusters: Vec<Cluster>,
    /// Shapes.
    pub shapes: Vec<Shape>,
    /// Arrows.
    pub lines: Vec<Line>,
}

impl Drawing {
    /// The shapes of a frame, or those of none.
    pub(crate) fn shapes_in(&self, cluster: Option<usize>) -> impl Iterator<Item = &Shape> {
        self.shapes.iter().filter(move |shape| shape.cluster == cluster)
    }
}

//! Builds the tree from the parser's events.

use faasc_source::{FileId, Span};
use granit_parser::{Event, Placement, ScalarStyle, ScanError, StructureStyle};

use crate::anchors::Anchors;
use crate::fault::findings::Findings;
use crate::fault::{self, scene::Scene};
use crate::keys;
use crate::merge::Merger;
use crate::places::{find_mark, place_of_block, place_of_nothing};
use crate::scalar::{self, Style, Tag};
use crate::tree::{Comment, DEPTH_LIMIT, Kind, NodeData, NodeId, Part, Tree};

/// About how many bytes of a text make a node; a guess that spares most of the growing.
const BYTES_PER_NODE: usize = 12;

/// Why reading ended before the end of the text.
pub(crate) enum Stop {
    /// A syntax error that was not reported yet.
    Syntax(ScanError),
    /// It was reported; nothing more can be read.
    Reported,
}

/// A list or mapping that is open.
struct Frame {
    node: NodeId,
    is_map: bool,
    /// Whether it was opened by a bracket.
    has_bracket: bool,
    /// Where its children begin among the waiting ones.
    first: usize,
}

/// The tree so far, and what is open in it.
pub(crate) struct Builder<'s> {
    pub(crate) tree: Tree,
    pub(crate) findings: Findings,
    text: &'s str,
    /// Where the part begins that the parser reads now: its offsets count from there.
    pub(crate) base: usize,
    /// The end of what was read last.
    cursor: usize,
    /// Up to where marks were looked for in vain: what is left out has a place before that, and many such places
    /// may be one.
    searched: usize,
    last_plain: Option<usize>,
    /// Whether the next mapping goes on with the root.
    is_resuming: bool,
    has_document: bool,
    frames: Vec<Frame>,
    /// Children of open collections; of a mapping, keys and values by turns.
    waiting: Vec<NodeId>,
    /// By node: how many levels of collections it has, aliases followed.
    heights: Vec<u8>,
    anchors: Anchors,
    merger: Merger,
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<'s> Builder<'s> {
    pub(crate) fn new(file: FileId, text: &'s str) -> Self {
        let nodes = text.len() / BYTES_PER_NODE;
        Self {
            tree: Tree::empty(file, nodes, text.len()),
            findings: Findings::default(),
            text,
            base: 0,
            cursor: 0,
            searched: 0,
            last_plain: None,
            is_resuming: false,
            has_document: false,
            frames: Vec::new(),
            waiting: Vec::new(),
            heights: Vec::with_capacity(nodes),
            anchors: Anchors::default(),
            merger: Merger::default(),
        }
    }

    /// The parser starts anew at byte `from`.
    pub(crate) fn begin_part(&mut self, from: usize) {
        self.base = from;
        self.cursor = from;
        self.last_plain = None;
        self.is_resuming = from > 0;
        self.has_document = false;
        self.anchors.begin_part();
    }

    /// Takes in one event.
    pub(crate) fn event(&mut self, event: Event<'_>, span: &granit_parser::Span) -> Result<(), Stop> {
        let range = span.byte_range().unwrap_or_default();
        let (start, end) = (self.base + range.start, self.base + range.end);
        match event {
            Event::Scalar(value, style, _, tag) => {
                self.must_not_resume()?;
                let tag = tag.map_or((Tag::None, None), |tag| self.scalar_tag(&tag, span));
                self.scalar(&value, style, tag, (start, end));
            }
            Event::SequenceStart(style, _, tag) => {
                self.collection_tag(tag.as_deref(), span, false);
                self.open(false, style, start, end)?;
            }
            Event::MappingStart(style, _, tag) => {
                self.collection_tag(tag.as_deref(), span, true);
                self.open(true, style, start, end)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(Some(end)),
            Event::Alias(number) => {
                self.must_not_resume()?;
                let target = self.anchors.by_number(number);
                self.alias(target, (start, end));
            }
            Event::UnresolvedAlias(name) => {
                self.must_not_resume()?;
                let target = self.anchors.by_name(&name);
                if target.is_none() {
                    self.anchors.note_unknown(&name, self.span(start, end));
                }
                self.alias(target, (start, end));
            }
            Event::Anchor(_, name) => {
                let node = NodeId(offset(self.tree.nodes.len().saturating_sub(1)));
                self.anchors.define(&name, node, self.span(start, end));
            }
            Event::Comment(text, placement) => self.tree.comments.push(Comment {
                span: self.span(start, end),
                text: text.into(),
                is_trailing: placement == Placement::Right,
            }),
            Event::DocumentStart(..) if self.has_document => {
                let place = self.span(start, end);
                self.findings.report(|| fault::second_document(place));
                return Err(Stop::Reported);
            }
            Event::DocumentStart(is_explicit, _) => {
                self.has_document = true;
                if is_explicit {
                    self.cursor = self.cursor.max(end);
                }
            }
            _ => {}
        }
        Ok(())
    }
    /// What was known when the parser stopped at byte `at`.
    pub(crate) fn scene(&self, at: usize) -> Scene<'s> {
        let open = self.frames.last().filter(|frame| frame.has_bracket);
        Scene {
            file: self.tree.file,
            text: self.text,
            at: at.min(self.text.len()),
            cursor: self.cursor.min(at),
            open_flow: open.map(|frame| self.tree.nodes[frame.node.index()].start as usize),
            last_plain: self.last_plain,
        }
    }

    /// Closes all but the outermost mapping, so that it can go on; false when there is none that could.
    pub(crate) fn back_to_root(&mut self) -> bool {
        while self.frames.len() > 1 {
            self.cut_top();
        }
        let Some(root) = self.frames.last().filter(|root| root.is_map && !root.has_bracket) else {
            return false;
        };
        let start = self.tree.nodes[root.node.index()].start as usize;
        self.tree.cut.push(root.node);
        self.complete_pair();
        self.text.get(..start).is_some_and(|before| before.is_empty() || before.ends_with(['\n', '\u{feff}']))
    }

    /// Closes what is still open and gives the tree.
    pub(crate) fn finish(mut self) -> (Tree, Findings) {
        while !self.frames.is_empty() {
            self.cut_top();
        }
        self.tree.cut.sort_unstable();
        self.tree.cut.dedup();
        self.anchors.report_unknown(&mut self.findings);
        self.tree.refuse_bombs(&mut self.findings);
        (self.tree, self.findings)
    }

    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.tree.file, offset(start), offset(end))
    }

    /// Behind a syntax error only the outermost mapping may go on.
    fn must_not_resume(&self) -> Result<(), Stop> {
        if self.is_resuming { Err(Stop::Reported) } else { Ok(()) }
    }

    fn add(&mut self, start: usize, end: usize, kind: Kind, size: u32, height: u8) -> NodeId {
        let id = NodeId(offset(self.tree.nodes.len()));
        self.tree.nodes.push(NodeData { start: offset(start), end: offset(end.max(start)), kind });
        self.tree.sizes.push(size);
        self.heights.push(height);
        if self.frames.is_empty() {
            self.tree.root.get_or_insert(id);
        } else {
            self.waiting.push(id);
        }
        id
    }

    fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        (tag, tag_place): (Tag, Option<(Span, String)>),
        (start, end): (usize, usize),
    ) {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        let is_left_out = style == Style::Plain && start == end;
        let (start, end) = match style {
            Style::Literal | Style::Folded => place_of_block(self.text, self.cursor, start, end),
            _ if is_left_out => {
                let place = self.place_of_nothing(start);
                self.searched = self.searched.max(start);
                place
            }
            _ => (start, end),
        };
        // The parser names a value that is left out `~`.
        let value = if is_left_out { "" } else { value };
        let text = Part { from: offset(self.tree.texts.len()), count: offset(value.len()) };
        self.tree.texts.push_str(value);
        let mut kind = Kind::Scalar { text, style, tag };
        if let Some((place, tag_text)) = tag_place {
            if tag == Tag::None {
                kind = Kind::Faulty;
            } else if scalar::value(value, style, tag).is_none() {
                let is = scalar::value(value, style, Tag::None).map_or("nothing", scalar::Value::describe);
                let at = self.span(start, end);
                self.findings.report(|| fault::tag_mismatch(place, &tag_text, at, tag.describe(), is));
                kind = Kind::Faulty;
            }
        }
        if style == Style::Plain && !is_left_out {
            self.last_plain = Some(start);
        }
        self.add(start, end, kind, 1, 0);
        self.cursor = self.cursor.max(end);
    }

    /// Where a key or value stands that is left out, which the parser puts at `at`: of a key, its colon.
    fn place_of_nothing(&self, at: usize) -> (usize, usize) {
        let searched = self.searched.max(self.cursor);
        let place = match self.frames.last() {
            Some(_) if self.expects_key() => {
                let colon = find_mark(self.text, searched, at + 1, |byte| byte == b':');
                let is_near = self.text.get(self.cursor..at).is_none_or(|between| !between.contains('\n'));
                let at_least = if is_near { at } else { self.cursor };
                return colon.map_or((at_least, at_least), |colon| (colon, colon + 1));
            }
            Some(frame) => place_of_nothing(self.text, self.cursor, searched, at, frame.is_map),
            None => at,
        };
        (place, place)
    }

    /// Whether the next value is a key of the innermost mapping.
    fn expects_key(&self) -> bool {
        self.frames
            .last()
            .is_some_and(|frame| frame.is_map && (self.waiting.len() - frame.first).is_multiple_of(2))
    }

    fn alias(&mut self, target: Option<NodeId>, (start, end): (usize, usize)) {
        let here = self.span(start, end);
        let kind = match target {
            None => Kind::Faulty,
            Some(target) if matches!(self.tree.nodes[target.index()].kind, Kind::Open) => {
                let name = self.text.get(start..end).unwrap_or_default();
                self.findings.report(|| fault::cyclic_alias(name, here, self.tree.span_of(target)));
                Kind::Faulty
            }
            Some(target) if self.frames.len() + usize::from(self.heights[target.index()]) > DEPTH_LIMIT => {
                self.findings.report(|| fault::alias_too_deep(here, self.tree.span_of(target), DEPTH_LIMIT));
                Kind::Faulty
            }
            Some(target) => Kind::Alias(target),
        };
        let (size, height) = match kind {
            Kind::Alias(target) => (self.tree.sizes[target.index()], self.heights[target.index()]),
            _ => (1, 0),
        };
        self.add(start, end, kind, size, height);
        self.cursor = self.cursor.max(end);
    }

    fn open(&mut self, is_map: bool, style: StructureStyle, start: usize, end: usize) -> Result<(), Stop> {
        if self.is_resuming {
            self.is_resuming = false;
            let goes_on =
                is_map && style == StructureStyle::Block && self.frames.len() == 1 && start == self.base;
            return if goes_on { Ok(()) } else { Err(Stop::Reported) };
        }
        if self.frames.len() >= DEPTH_LIMIT {
            let place = self.scene(start).word(start);
            self.findings.report(|| fault::too_deep(place, DEPTH_LIMIT));
            return Err(Stop::Reported);
        }
        let has_bracket = style == StructureStyle::Flow && end > start;
        let start = if is_map || style == StructureStyle::Flow { start } else { self.place_of_dash(start) };
        let node = self.add(start, start, Kind::Open, 1, 0);
        self.frames.push(Frame { node, is_map, has_bracket, first: self.waiting.len() });
        if has_bracket {
            self.cursor = self.cursor.max(end);
        } else if is_map {
            self.cursor = self.cursor.max(start);
        }
        Ok(())
    }

    /// The first dash of the list that the parser reports at `start`. In a mapping that may be behind the dash.
    fn place_of_dash(&mut self, start: usize) -> usize {
        let is_in_map = self.frames.last().is_some_and(|frame| frame.is_map);
        let place =
            if is_in_map { find_mark(self.text, self.cursor, start + 1, |byte| byte == b'-') } else { None };
        let place = place.unwrap_or(start);
        self.cursor = self.cursor.max(place + 1);
        place
    }

    /// Closes the innermost collection. `end` is where the parser says that it ends; none when it was cut short.
    fn close(&mut self, end: Option<usize>) {
        let Some(frame) = self.frames.pop() else { return };
        let last = self.waiting[frame.first..].last().map(|last| self.tree.nodes[last.index()].end);
        let start = self.tree.nodes[frame.node.index()].start;
        let end = match end {
            Some(end) if frame.has_bracket => {
                self.cursor = self.cursor.max(end);
                offset(end)
            }
            _ => last.unwrap_or(start + u32::from(frame.has_bracket || !frame.is_map)),
        };
        let children = self.waiting.split_off(frame.first);
        let kind = if frame.is_map {
            let id =
                keys::complete(&mut self.tree, frame.node, &children, &mut self.merger, &mut self.findings);
            let map = &self.tree.maps[id.index()];
            self.tree.sizes[frame.node.index()] = self.tree.map_size(map);
            self.heights[frame.node.index()] = self.tree.map_height(map, &self.heights);
            Kind::Map(id)
        } else {
            let size =
                children.iter().fold(1_u32, |sum, child| sum.saturating_add(self.tree.sizes[child.index()]));
            self.tree.sizes[frame.node.index()] = size;
            let deepest = children.iter().map(|child| self.heights[child.index()]).max();
            self.heights[frame.node.index()] = deepest.unwrap_or(0).saturating_add(1);
            let items = Part { from: offset(self.tree.items.len()), count: offset(children.len()) };
            self.tree.items.extend(children);
            Kind::Seq(items)
        };
        let node = &mut self.tree.nodes[frame.node.index()];
        node.kind = kind;
        node.end = end.max(start);
    }

    /// Closes the innermost collection where a syntax error ended it.
    fn cut_top(&mut self) {
        self.complete_pair();
        if let Some(frame) = self.frames.last() {
            self.tree.cut.push(frame.node);
        }
        self.close(None);
    }

    /// Gives a key that lost its value a faulty one.
    fn complete_pair(&mut self) {
        if self.frames.last().is_some_and(|frame| frame.is_map) && !self.expects_key() {
            self.add(self.cursor, self.cursor, Kind::Faulty, 1, 0);
        }
    }
}

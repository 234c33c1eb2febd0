//! Places: a site, or somebody else's hands.

use faasc_model::{Name, Place, SiteId};
use rustc_hash::FxHashMap;

use crate::read::Reader;
use crate::view::View;

/// The place under `key`.
pub(crate) fn place(
    reader: &mut Reader<'_>,
    sites: &FxHashMap<String, SiteId>,
    view: &View<'_>,
    key: &str,
) -> Option<Place> {
    let node = view.node(key).filter(|node| !reader.bad.has(*node))?;
    if node.as_map().is_some() {
        let view = View::of(node);
        let service = reader.text(&view, "service").map(|text| text.map(Name::from));
        return Some(Place::Elsewhere {
            located: reader.countries(&view, "located"),
            service,
            span: node.span(),
        });
    }
    let name = reader.name_of(node)?;
    let id = *sites.get(name.as_str())?;
    Some(Place::Site { name: name.value, id, span: node.span() })
}

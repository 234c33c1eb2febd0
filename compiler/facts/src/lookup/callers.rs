//! Who a principal is, and which headers no caller can own.

use crate::fact::Fact;
use crate::facts::Facts;
use crate::row::{Principal, ProxyHeader, SenderSignature};

impl Facts {
    /// The forms that a principal has.
    pub fn principals<'f>(&'f self, text: &str) -> impl Iterator<Item = Fact<'f, Principal>> {
        let text = text.to_owned();
        self.tables.principals().facts().filter(move |fact| {
            let row = fact.row();
            row.begins.iter().any(|begin| if row.is_whole { text == *begin } else { text.starts_with(begin) })
        })
    }

    /// How a sender signs, by the name of the preset.
    #[must_use]
    pub fn signature(&self, preset: &str) -> Option<Fact<'_, SenderSignature>> {
        self.tables.signatures().find(preset)
    }

    /// The row about a header that proxies write; `name` in any case.
    #[must_use]
    pub fn proxy_header(&self, name: &str) -> Option<Fact<'_, ProxyHeader>> {
        let name = name.to_ascii_lowercase();
        self.tables.proxy_headers().facts().find(|fact| {
            let id = &fact.row().id;
            id.strip_suffix('*').map_or(*id == name, |start| name.starts_with(start))
        })
    }
}

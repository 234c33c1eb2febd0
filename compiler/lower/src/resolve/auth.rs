//! Authenticators, and what entries ask of their callers.

use faasc_model::unit::Duration;
use faasc_model::{Auth, Authenticator, AuthenticatorKind, Claim, Hmac, HmacPreset, Signature};
use faasc_source::{Span, Spanned};
use faasc_syntax::{Entry, Node};

use super::Cx;
use super::scope::{name_of, or};
use crate::fault::meaning as fault;
use crate::form::grammar;
use crate::key::auth::PRESETS;
use crate::names::Section;
use crate::view::View;

/// All authenticators.
pub(crate) fn authenticators(cx: &mut Cx<'_>) -> Vec<Authenticator> {
    let entries = cx.entries(Section::Auth);
    entries.into_iter().filter_map(|entry| authenticator(cx, entry)).collect()
}

fn authenticator(cx: &mut Cx<'_>, entry: Entry<'_>) -> Option<Authenticator> {
    let (kind, view) = only(entry.value)?;
    let owner = view.span();
    let kind = match kind {
        "jwt" => AuthenticatorKind::Jwt {
            issuer: cx.reader.template(&view, "issuer")?,
            audience: cx.reader.templates(&view, "audience"),
            algorithms: {
                let found = cx.reader.texts(&view, "algorithms");
                if found.is_empty() { vec![Spanned::new("RS256".to_owned(), owner)] } else { found }
            },
            jwks: cx.reader.template(&view, "jwks"),
        },
        "oidc" => AuthenticatorKind::Oidc {
            issuer: cx.reader.template(&view, "issuer")?,
            client_id: cx.reader.template(&view, "client_id")?,
            client_secret: cx.reader.name(&view, "client_secret")?,
            scopes: {
                let found = cx.reader.texts(&view, "scopes");
                if found.is_empty() { vec![Spanned::new("openid".to_owned(), owner)] } else { found }
            },
        },
        "api_key" => AuthenticatorKind::ApiKey {
            secret: cx.reader.name(&view, "secret")?,
            header: header(cx, &view, "header", "x-api-key", owner),
        },
        "mtls" => AuthenticatorKind::Mtls { trust: cx.reader.name(&view, "trust")? },
        "hmac" => AuthenticatorKind::Hmac {
            secret: cx.reader.name(&view, "secret")?,
            signature: hmac(cx, &view, owner)?,
        },
        "basic" => AuthenticatorKind::Basic { secret: cx.reader.name(&view, "secret")? },
        "cloud_iam" => AuthenticatorKind::CloudIam,
        "custom" => AuthenticatorKind::Custom {
            function: cx.link_of(view.node("function")?, &[Section::Functions])?,
            header: header(cx, &view, "header", "authorization", owner),
            cache: or(cx.reader.duration(&view, "cache"), Duration::default(), owner),
        },
        _ => return None,
    };
    Some(Authenticator { name: name_of(entry), kind, span: entry.key.span.to(entry.value.span()) })
}

/// The one kind of a mapping that has exactly one.
fn only(node: Node<'_>) -> Option<(&str, View<'_>)> {
    let entry = node.as_map()?.entries().next()?;
    Some((entry.key.text, View::of(entry.value)))
}

fn header(cx: &mut Cx<'_>, view: &View<'_>, key: &str, default: &str, owner: Span) -> Spanned<String> {
    or(cx.reader.of_grammar(view, key, &grammar::HEADER), default.to_owned(), owner)
}

fn hmac(cx: &mut Cx<'_>, view: &View<'_>, owner: Span) -> Option<Hmac> {
    const PARTS: [&str; 6] = ["header", "algorithm", "encoding", "signed", "timestamp", "tolerance"];
    let part = PARTS.iter().find_map(|part| view.entry(part));
    if let Some(preset) = view.node("preset") {
        if let Some(part) = part {
            cx.say(fault::half_a_signature(part.key.span, true));
        }
        return cx
            .reader
            .word_of(preset, PRESETS, |word| {
                Some(match word {
                    "github" => HmacPreset::Github,
                    "stripe" => HmacPreset::Stripe,
                    "slack" => HmacPreset::Slack,
                    "standard-webhooks" => HmacPreset::StandardWebhooks,
                    _ => return None,
                })
            })
            .map(Hmac::Preset);
    }
    let Some(header) = cx.reader.of_grammar(view, "header", &grammar::HEADER) else {
        if view.node("header").is_none() {
            cx.say(fault::half_a_signature(owner, false));
        }
        return None;
    };
    Some(Hmac::Own(Box::new(Signature {
        header,
        algorithm: or(cx.reader.text(view, "algorithm"), "sha256".to_owned(), owner),
        encoding: or(cx.reader.text(view, "encoding"), "hex".to_owned(), owner),
        signed: or(cx.reader.text(view, "signed"), "{body}".to_owned(), owner),
        timestamp: cx.reader.of_grammar(view, "timestamp", &grammar::HEADER),
        tolerance: or(cx.reader.duration(view, "tolerance"), Duration::from_secs(300), owner),
    })))
}

/// What an entry asks.
pub(crate) fn asked(cx: &mut Cx<'_>, node: Node<'_>) -> Option<Spanned<Auth>> {
    if cx.reader.bad.has(node) {
        return None;
    }
    let auth = match node.as_map() {
        None => Auth::By(cx.reader.name_of(node)?),
        Some(_) => {
            let (kind, view) = only(node)?;
            match kind {
                "none" => Auth::None(cx.reader.reason_of(view.top())?),
                "any" => Auth::Any(parts(cx, node, kind)?),
                "all" => Auth::All(parts(cx, node, kind)?),
                "then" => then(cx, &view)?,
                _ => return None,
            }
        }
    };
    Some(Spanned::new(auth, node.span()))
}

/// All parts, or none when one was reported.
fn parts(cx: &mut Cx<'_>, node: Node<'_>, key: &str) -> Option<Vec<Auth>> {
    let list = node.as_map()?.get(key)?.value.as_seq()?;
    list.iter().map(|item| asked(cx, item).map(|auth| auth.value)).collect()
}

fn then(cx: &mut Cx<'_>, view: &View<'_>) -> Option<Auth> {
    let check = cx.reader.name(view, "check")?;
    let require = view.get("require")?;
    let mut claims = Vec::new();
    for entry in cx.reader.sorted(require.get("claims").as_ref()) {
        let name = Spanned::new(entry.key.text.to_owned(), entry.key.span);
        let items: Vec<Node<'_>> =
            entry.value.as_seq().map_or_else(|| vec![entry.value], |list| list.iter().collect());
        let mut values = Vec::new();
        for item in items {
            values.extend(cx.reader.raw(item).map(|text| Spanned::new(text.into_owned(), item.span())));
        }
        claims.push(Claim { name, values });
    }
    Some(Auth::Then { check, scopes: cx.reader.texts(&require, "scopes"), claims })
}

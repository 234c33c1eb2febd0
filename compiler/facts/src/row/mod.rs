//! The rows of the fact base: the one definition that the build, the program and the schema share.

#[macro_use]
mod define;
mod caller;
mod capability;
mod credential;
mod crossing;
mod exact;
mod grant;
mod law;
mod limit;
mod ordered;
mod place;
mod placement;
mod price;
mod region;
mod runtime;
mod signature;
mod source;

pub use caller::{Principal, ProxyHeader};
pub use capability::{Capability, CapabilityRow, Coverage, EmissionStatus, Host, Level};
pub use credential::{Credential, CredentialKey, Suspect};
pub use crossing::{CrossingRow, Distance, Passage};
pub use exact::{Amount, Exact, Scalar};
pub use grant::{
    BroadRole, GrantCase, GrantHost, GrantPlace, GrantRow, GrantStatement, GrantTest, Need, UnscopedActions,
};
pub use law::{
    Act, Acts, Applies, Category, Declassifier, How, Mechanism, Mode, Reading, Regime, RegimeKind, Rule,
};
pub use limit::{Figures, Limit, LimitKind};
pub use ordered::Ordered;
pub use place::{AdequacyEntry, AdequacyList, Country, Group};
pub use placement::{ImplicitPlacement, MultiRegion, RegionPair};
pub use price::{Assumption, FreeTier, Price, PriceAlias, Rounding, Tier};
pub use region::{Jurisdiction, Point, Provider, ProviderRow, Region, RegionStatus, RegionTag, Subdivision};
pub use runtime::{LambdaRuntime, Runtime};
pub use signature::{KeyForm, SenderSignature};
pub use source::{Confidence, Source, SourceEntry};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// One entry of a table: an id, and where it comes from.
pub trait Row: Clone + Serialize + DeserializeOwned {
    /// The table's key in a fact file, and the section that `faasc facts` prints it under.
    const SECTION: &'static str;
    /// Whether an id stands once in the table; prices share ids and differ in their regions.
    const IS_UNIQUE: bool = true;

    /// The id within its table.
    fn id(&self) -> &str;
    /// Where it comes from.
    fn source(&self) -> &Source;
    /// Day, month or year of the source, or `undated`.
    fn as_of(&self) -> &str;
    /// How far to trust it.
    fn confidence(&self) -> Confidence;
    /// Source, date and confidence as written, to be completed from the file's defaults.
    #[doc(hidden)]
    fn stated(&mut self) -> (&mut Source, &mut String, &mut Option<Confidence>);
}

/// Calls a macro with `table: Row,` for each table, in the order in which sections are printed.
macro_rules! for_each_table {
    ($then:ident) => {
        $then! {
            limits: crate::row::Limit,
            runtimes: crate::row::Runtime,
            lambda_runtimes: crate::row::LambdaRuntime,
            capabilities: crate::row::CapabilityRow,
            coverage: crate::row::Coverage,
            crossings: crate::row::CrossingRow,
            grants: crate::row::GrantRow,
            unscoped_actions: crate::row::UnscopedActions,
            broad_roles: crate::row::BroadRole,
            prices: crate::row::Price,
            free_tiers: crate::row::FreeTier,
            rounding: crate::row::Rounding,
            price_aliases: crate::row::PriceAlias,
            assumptions: crate::row::Assumption,
            providers: crate::row::ProviderRow,
            regions: crate::row::Region,
            subdivisions: crate::row::Subdivision,
            jurisdictions: crate::row::Jurisdiction,
            countries: crate::row::Country,
            groups: crate::row::Group,
            adequacy_lists: crate::row::AdequacyList,
            mechanisms: crate::row::Mechanism,
            categories: crate::row::Category,
            declassifiers: crate::row::Declassifier,
            regimes: crate::row::Regime,
            implicit_placements: crate::row::ImplicitPlacement,
            region_pairs: crate::row::RegionPair,
            multi_regions: crate::row::MultiRegion,
            reading: crate::row::Reading,
            credentials: crate::row::Credential,
            credential_keys: crate::row::CredentialKey,
            signatures: crate::row::SenderSignature,
            principals: crate::row::Principal,
            proxy_headers: crate::row::ProxyHeader,
        }
    };
}

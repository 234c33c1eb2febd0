//! Prices by meter and region.

use rust_decimal::Decimal;

use crate::fact::Fact;
use crate::facts::Facts;
use crate::row::{Amount, Assumption, FreeTier, Price, PriceAlias, Rounding};

impl Facts {
    /// The price of a meter in a region: the row that names the region, else the one that names its class, else `all`,
    /// else `global`.
    #[must_use]
    pub fn price(&self, id: &str, region: &str) -> Option<Fact<'_, Price>> {
        self.prices_of(id)
            .filter_map(|price| Some((self.fit(price.row(), region)?, price)))
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, price)| price)
    }

    /// All rows of a meter, in the order of the file.
    pub fn prices_of<'a>(&'a self, id: &str) -> impl Iterator<Item = Fact<'a, Price>> + Clone + use<'a> {
        self.tables.prices().all(id)
    }

    /// The price book, by meter.
    pub fn prices(&self) -> impl Iterator<Item = Fact<'_, Price>> + Clone {
        self.tables.prices().facts()
    }

    /// How well a row fits a region; less is better.
    fn fit(&self, price: &Price, region: &str) -> Option<u8> {
        let names = |word: &str| price.regions.iter().any(|named| named == word);
        if names(region) {
            return Some(0);
        }
        if price.except.iter().any(|excepted| excepted == region) {
            return None;
        }
        if price.regions.iter().any(|named| named.contains('=') && self.is_in_class(&price.id, region, named))
        {
            return Some(1);
        }
        if names("all") { Some(2) } else { names("global").then_some(3) }
    }

    fn is_in_class(&self, meter: &str, region: &str, class: &str) -> bool {
        let provider = meter.split('.').next().unwrap_or_default();
        let tier = self.regions_table_row(provider, region).and_then(|row| row.cloud_run_price_tier);
        tier.is_some_and(|tier| class == format!("cloud_run_price_tier={tier}"))
    }

    /// What costs nothing of a meter.
    #[must_use]
    pub fn free_tier(&self, id: &str) -> Option<Fact<'_, FreeTier>> {
        self.tables.free_tiers().find(id)
    }

    /// How a meter or service is rounded before it is multiplied.
    #[must_use]
    pub fn rounding(&self, id: &str) -> Option<Fact<'_, Rounding>> {
        self.tables.rounding().find(id)
    }

    /// The meters by which a service is billed, where they are another's.
    #[must_use]
    pub fn price_alias(&self, id: &str) -> Option<Fact<'_, PriceAlias>> {
        self.tables.price_aliases().find(id)
    }

    /// A figure that an estimate uses where the spec says nothing, such as `month.hours`.
    #[must_use]
    pub fn assumption(&self, id: &str) -> Option<Fact<'_, Assumption>> {
        self.tables.assumptions().find(id)
    }
}

impl Price {
    /// The price of the first unit, if it is known.
    #[must_use]
    pub fn first(&self) -> Option<Decimal> {
        self.price.or_else(|| self.tiers.first().map(|tier| tier.price))?.known()
    }

    /// What a month's quantity costs, without rounding; nothing where a price that it needs is not known, or where the
    /// amount is beyond all decimals.
    #[must_use]
    pub fn amount(&self, quantity: Decimal) -> Option<Decimal> {
        let cost = |part: Decimal, price: Amount| part.checked_mul(price.known()?)?.checked_div(*self.per);
        let mut amount = match self.price {
            Some(price) => cost(quantity, price)?,
            None => Decimal::ZERO,
        };
        let mut below = Decimal::ZERO;
        for tier in &self.tiers {
            let top = tier.up_to.map_or(quantity, |up_to| quantity.min(*up_to));
            if top > below {
                amount = amount.checked_add(cost(top - below, tier.price)?)?;
                below = top;
            }
        }
        Some(self.monthly_cap.map_or(amount, |cap| amount.min(*cap)))
    }
}

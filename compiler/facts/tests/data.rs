//! What the shipped data promises: nothing lost, everything with source and date, figures exact.

use faasc_facts::{Act, Capability, Confidence, Facts, Host, Level, Provider, Rule};
use rust_decimal::Decimal;

fn exact(text: &str) -> Decimal {
    Decimal::from_str_exact(text).expect("a figure")
}

#[test]
fn no_row_is_lost() {
    let counts: Vec<(&str, usize)> =
        Facts::builtin().summary().into_iter().map(|section| (section.section, section.entries)).collect();
    let expected = [
        ("limits", 358),
        ("runtimes", 45),
        ("lambda_runtimes", 53),
        ("capabilities", 562),
        ("coverage", COVERAGE),
        ("crossings", 89),
        ("grants", 160),
        ("unscoped_actions", 80),
        ("broad_roles", 9),
        ("prices", 493),
        ("free_tiers", 38),
        ("rounding", 12),
        ("price_aliases", 1),
        ("assumptions", 1),
        ("providers", 5),
        ("regions", 199),
        ("subdivisions", 6),
        ("jurisdictions", 2),
        ("countries", 249),
        ("groups", 8),
        ("adequacy_lists", 8),
        ("mechanisms", 27),
        ("categories", 36),
        ("declassifiers", 7),
        ("regimes", 70),
        ("implicit_placements", 35),
        ("region_pairs", 5),
        ("multi_regions", 5),
        ("reading", 33),
        ("credentials", 50),
        ("credential_keys", 20),
        ("signatures", 4),
        ("principals", 6),
        ("proxy_headers", 15),
    ];
    for ((section, found), (name, least)) in counts.iter().zip(expected) {
        assert_eq!(*section, name);
        assert!(*found >= least, "{section} has {found} rows, and had {least}");
    }
    assert_eq!(counts.len(), expected.len());
}

/// Rows of a host that nobody has confirmed yet. They warn and stop nothing; a number here may only shrink.
#[test]
fn capabilities_that_are_recalled_only_become_fewer() {
    let most = [
        (Host::Aws, 1),
        (Host::Azure, 58),
        (Host::Gcp, 65),
        (Host::Keda, 13),
        (Host::Knative, 5),
        (Host::Linode, 0),
        (Host::Local, 0),
        (Host::Plain, 13),
    ];
    for (host, most) in most {
        let of_host = format!("{host}/");
        let rows = Facts::builtin().capabilities().filter(|row| row.id.starts_with(&of_host));
        let (recalled, all) =
            rows.fold((0, 0), |(recalled, all), row| (recalled + usize::from(!row.gates()), all + 1));
        assert!(recalled <= most, "{host} has {recalled} recalled rows, and had {most}: name a source");
        assert_eq!(recalled, most, "{host} has fewer recalled rows: write the new number");
        let is_within_a_tenth =
            recalled * 10 < all || matches!(host, Host::Azure | Host::Gcp | Host::Keda | Host::Plain);
        assert!(is_within_a_tenth || all == 0 || recalled == 0, "{host}: {recalled} of {all} are recalled");
    }
}

/// Rows of this table come with the code that emits; it may grow and shrink.
const COVERAGE: usize = 1;

#[test]
fn every_row_has_a_source_and_a_date() {
    for name in Facts::sections() {
        for line in Facts::builtin().section(name).unwrap() {
            assert!(
                line.sources.iter().any(|source| !source.trim().is_empty()),
                "{name}: {} has no source",
                line.id
            );
            let is_date = line.as_of == "undated" || line.as_of.starts_with("20");
            assert!(is_date, "{name}: {} has no date", line.id);
            assert!(!line.value.is_empty(), "{name}: {} says nothing", line.id);
        }
    }
}

#[test]
fn a_limit_knows_its_bounds_and_its_source() {
    let memory = Facts::builtin().limit("aws.lambda.memory").unwrap();
    assert_eq!(*memory.min.unwrap(), exact("128"));
    assert_eq!(*memory.max.unwrap(), exact("10240"));
    assert!(memory.allows(exact("128")) && memory.allows(exact("10240")) && memory.allows(exact("129")));
    assert!(!memory.allows(exact("127")) && !memory.allows(exact("10241")) && !memory.allows(exact("128.5")));
    assert_eq!(memory.nearest(exact("100")), exact("128"));
    assert_eq!(memory.nearest(exact("20000")), exact("10240"));
    assert_eq!(memory.base().unwrap().factor, exact("1048576"));
    let from = memory.provenance();
    assert_eq!(from.as_of, "2026-08-20");
    assert_eq!(from.sources.len(), 3);
    assert!(from.sources[0].contains("agent-toolkit-for-aws"));
    assert!(memory.gates());
}

#[test]
fn a_limit_without_a_source_is_not_known_and_gates_nothing() {
    let size = Facts::builtin().limit("linode.objectstorage.object_size").unwrap();
    assert!(!size.is_known());
    assert_eq!(size.confidence(), Confidence::Unknown);
    assert!(!size.gates());
}

#[test]
fn special_values_and_tables_of_a_limit_are_kept() {
    let facts = Facts::builtin();
    let age = facts.limit("aws.lambda.esm.record_age").unwrap();
    assert!(age.allows(exact("-1")) && !age.allows(exact("59")) && age.allows(exact("60")));
    let cpu = facts.limit("gcp.run.service.memory_to_min_cpu").unwrap();
    assert_eq!(**cpu.pairs[0].get("cpu_min").unwrap(), exact("0.083"));
    let timeout = facts.limit("azure.functions.timeout").unwrap();
    assert_eq!(timeout.by_plan.get("consumption").unwrap().max.as_ref().unwrap().number(), Some(exact("10")));
    assert_eq!(timeout.by_plan.get("premium").unwrap().max.as_ref().unwrap().to_string(), "unbounded");
}

#[test]
fn prices_are_exact_decimals() {
    let facts = Facts::builtin();
    let duration = facts.price("aws.lambda.duration.x86_64", "eu-west-1").unwrap();
    assert_eq!(duration.tiers[0].price.to_string(), "0.0000166667");
    assert_eq!(duration.tiers[2].up_to, None);
    let disk = facts.price("aws.lambda.ephemeral_storage", "us-east-1").unwrap();
    assert_eq!(disk.first().unwrap().to_string(), "0.0000000309");
    assert_eq!(facts.assumption("month.hours").unwrap().value.to_string(), "730");
}

#[test]
fn a_price_is_chosen_by_region_then_class_then_all() {
    let facts = Facts::builtin();
    let at = |id, region| facts.price(id, region).map(|price| price.first());
    assert_eq!(at("linode.lke.ha_control_plane", "id-cgk"), Some(Some(exact("0.108"))));
    assert_eq!(at("linode.lke.ha_control_plane", "de-fra-2"), Some(Some(exact("0.09"))));
    assert_eq!(at("aws.lambda.requests", "eu-south-1"), Some(Some(exact("0.23"))));
    assert_eq!(at("aws.lambda.requests", "mx-central-1"), None, "no row names it: not known, never zero");
    let class = facts
        .prices()
        .find(|price| price.regions.iter().any(|region| region == "cloud_run_price_tier=2"))
        .unwrap();
    let tier_two = facts.price(&class.id, "europe-west3").unwrap();
    assert!(tier_two.regions.iter().any(|region| region == "cloud_run_price_tier=2"));
    let tier_one = facts.price(&class.id, "europe-west1").unwrap();
    assert!(tier_one.regions.iter().any(|region| region == "cloud_run_price_tier=1"));
}

#[test]
fn an_amount_goes_through_its_tiers_and_stops_where_a_price_is_not_known() {
    let facts = Facts::builtin();
    let ireland = facts.price("aws.lambda.duration.x86_64", "eu-west-1").unwrap();
    assert_eq!(ireland.amount(exact("6000000000")), Some(exact("100000.2")));
    assert_eq!(ireland.amount(exact("6000000001")), Some(exact("100000.200015")));
    let frankfurt = facts.price("aws.lambda.duration.x86_64", "eu-central-1").unwrap();
    assert_eq!(frankfurt.amount(exact("6000000001")), None);
    let requests = facts.price("aws.lambda.requests", "eu-west-1").unwrap();
    assert_eq!(requests.amount(exact("3000000")), Some(exact("0.6")));
    let machine = facts.price("linode.instance.g6-standard-4", "de-fra-2").unwrap();
    assert_eq!(machine.amount(exact("730")), Some(exact("48.0")), "an hourly price stops at its monthly cap");
}

#[test]
fn regions_lie_where_they_lie() {
    let facts = Facts::builtin();
    let montreal = facts.locate(Provider::Aws, "ca-central-1").unwrap();
    assert_eq!((montreal.country, montreal.place()), ("CA", "CA-QC"));
    assert_eq!(facts.locate(Provider::Azure, "eastasia").unwrap().place(), "HK");
    assert!(facts.region(Provider::Aws, "eu-centrl-1").is_none());
    assert!(facts.regions(Provider::Aws).any(|region| region.code() == "eu-central-1"));
    assert_eq!(facts.regions(Provider::Linode).count(), 34);
    assert_eq!(facts.region(Provider::Aws, "cn-north-1").unwrap().partition.as_deref(), Some("aws-cn"));
    assert_eq!(facts.locate(Provider::Cloudflare, "weur"), None, "a wide area has no country");
}

#[test]
fn groups_know_territories() {
    let facts = Facts::builtin();
    assert!(facts.is_inside("RE", "@EEA"), "Réunion is in");
    assert!(!facts.is_inside("NC", "@EEA"), "New Caledonia is out");
    assert!(
        facts.is_inside("FR-RE", "@EEA") && !facts.is_inside("FR-NC", "@EEA"),
        "by their other spelling too"
    );
    assert!(facts.is_inside("NO", "@EEA") && !facts.is_inside("NO", "@EU") && !facts.is_inside("SJ", "@EEA"));
    assert!(!facts.is_inside("CH", "@EEA") && !facts.is_inside("GB", "@EEA"));
    assert!(!facts.is_inside("HK", "@CN-MAINLAND") && !facts.is_inside("CN-HK", "@CN-MAINLAND"));
    assert!(facts.is_inside("CN-BJ", "@CN-MAINLAND"));
    assert!(facts.is_inside("IT-BL", "@EU"), "Belluno is not Saint Barthélemy");
    assert!(facts.is_inside("@EU", "@EEA") && !facts.is_inside("@EEA", "@EU"));
    assert!(facts.is_inside("CA-QC", "CA") && !facts.is_inside("CA", "CA-QC"));
    assert!(facts.is_inside("PR", "@US-AND-TERRITORIES"));
    assert_eq!(facts.places("@EU").unwrap().len(), 27 + 7);
    assert_eq!(facts.places("@EEA").unwrap().len(), 30 + 7);
}

#[test]
fn places_meet_where_one_contains_the_other() {
    let facts = Facts::builtin();
    assert!(
        facts.meets("CA", "CA-QC")
            && facts.meets("CA-QC", "CA")
            && facts.meets("RE", "@EEA")
            && facts.meets("@EEA", "DE")
    );
    assert!(!facts.meets("CA-ON", "CA-QC") && !facts.meets("NC", "@EEA") && !facts.meets("XX", "XX"));
}

#[test]
fn what_is_no_place_is_nowhere() {
    let facts = Facts::builtin();
    for text in ["", "EUR", "eu", "@NOWHERE", "XX", "DE-", "DE-TOOLONG", "UK", "@"] {
        assert!(!facts.is_place(text), "{text}");
        assert!(!facts.is_inside(text, "@EEA"), "{text}");
    }
    assert_eq!(facts.country_meant("UK").unwrap().id, "GB");
    assert_eq!(facts.country_meant("germany").unwrap().id, "DE");
}

#[test]
fn partial_adequacy_keeps_its_condition() {
    let facts = Facts::builtin();
    let us = facts.adequacy_entry("eu-adequate", "US-CA").unwrap();
    assert!(us.partial);
    assert_eq!(us.requires.as_deref(), Some("dpf-certified"));
    let gb = facts.adequacy_entry("@eu-adequate", "GB").unwrap();
    assert_eq!(gb.until.as_deref(), Some("2031-12-27"));
    assert!(facts.adequacy_entry("eu-adequate", "IN").is_none());
    assert!(facts.adequacy_entry("uk-adequate", "RE").is_some(), "by way of @EEA");
    let partial = facts
        .adequacy_lists()
        .flat_map(|list| list.row().entries.iter())
        .filter(|entry| entry.partial)
        .count();
    assert_eq!(partial, 12);
}

#[test]
fn categories_imply_their_parents() {
    let facts = Facts::builtin();
    assert_eq!(facts.ancestors("personal.location.precise"), ["personal.location", "personal"]);
    assert!(
        facts.implies("personal.payment", "personal.financial")
            && !facts.implies("personal.financial", "personal.payment")
    );
    assert!(
        facts.needs_subjects("gov.tax")
            && facts.needs_subjects("personal.contact")
            && !facts.needs_subjects("operational")
    );
    assert!(facts.category("personal.contct").is_none());
}

#[test]
fn regimes_say_what_they_bind_and_when_they_apply() {
    let facts = Facts::builtin();
    let gdpr = facts.regime("eu-gdpr").unwrap();
    assert!(gdpr.gates());
    assert_eq!(gdpr.acts.of(Act::Store), Rule::Conditional);
    assert!(facts.applies(gdpr.row(), &["RE"], &["personal.contact"]));
    assert!(!facts.applies(gdpr.row(), &["NC"], &["personal.contact"]));
    assert!(!facts.applies(gdpr.row(), &["DE"], &["operational"]));
    assert!(facts.binds(gdpr.row(), "gov.tax") && !facts.binds(gdpr.row(), "business.confidential"));
    let pci = facts.regime("pci-dss").unwrap();
    assert!(
        facts.applies(pci.row(), &[], &["personal.payment"]) && !facts.binds(pci.row(), "personal.financial")
    );
    assert_eq!(facts.regimes().filter(|regime| regime.gates()).count(), 22);
    assert!(facts.not_legal_advice().contains("A clean result"));
}

#[test]
fn runtimes_lead_to_their_lifecycle() {
    let facts = Facts::builtin();
    let python = facts.runtime("python3.9").unwrap();
    assert_eq!(python.successor.as_deref(), Some("python3.14"));
    assert_eq!(facts.lifecycle(python.row()).unwrap().create_block.as_deref(), Some("2027-02-01"));
    assert_eq!(facts.runtime("node22").unwrap().lambda.as_deref(), Some("nodejs22.x"));
    assert_eq!(facts.runtime("java8").unwrap().lambda.as_deref(), Some("java8.al2"));
    assert_eq!(facts.runtime("rust").unwrap().lambda.as_deref(), Some("provided.al2023"));
    assert_eq!(facts.runtime("container").unwrap().lambda, None);
    assert!(facts.runtime("python3.99").is_none());
}

#[test]
fn each_host_answers_for_each_capability() {
    let facts = Facts::builtin();
    for host in Host::ALL {
        for capability in Capability::ALL {
            assert!(!facts.capability(*host, *capability).how.is_empty());
        }
    }
    let level = |host, word| facts.capability(host, Capability::from_word(word).unwrap()).level;
    assert_eq!(level(Host::Knative, "kafka.batch"), Level::Lossy);
    assert_eq!(level(Host::Keda, "kafka.batch"), Level::Exact);
    assert_eq!(level(Host::Plain, "scale.to_zero"), Level::Impossible);
    assert_eq!(level(Host::Linode, "trigger.http"), Level::Impossible);
    assert_eq!(level(Host::Linode, "store.bucket"), Level::Exact);
    assert_eq!(level(Host::Aws, "bus.order"), Level::Impossible);
}

#[test]
fn coverage_falls_back_to_the_whole_target() {
    let facts = Facts::builtin();
    assert!(facts.is_emitted("terraform-aws", "trigger.http"));
    assert!(!facts.is_emitted("kubernetes-plain", "trigger.http"));
    assert!(facts.coverage("terraform-aws", "no-such-thing").is_none());
}

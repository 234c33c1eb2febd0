//! `faasc graph --schedules`: the next times of each schedule, at each host.

mod common;

use common::Folder;

const APP: &str = "\
faas: \"1\"
app: shop
owner: team@shop.example
defaults: { runtime: python3.13 }
functions:
  settle:
    source: ./f
    triggers: [{ schedule: 30 4 * * *, timezone: Europe/Berlin }]
  remind:
    source: ./f
    triggers: [{ schedule: 0 9 13 * FRI }]
  poll:
    source: ./f
    triggers: [{ schedule: every 7m }]
sites:
  eu: { provider: kubernetes, country: \"DE\", cluster: { broker: kafka } }
  us: { provider: aws, region: us-east-1 }
environments:
  production: { site: eu, place: { remind: us, poll: us } }
";

fn listed(more: &[&str]) -> String {
    let name = format!("schedules-{}", more.join("").replace(|c: char| !c.is_ascii_alphanumeric(), ""));
    let folder = Folder::with(&name, &[("faas.yaml", APP), ("f/main.py", "")]);
    folder.run(&[&["graph", "--schedules"], more].concat()).ends(0).out
}

#[test]
fn each_schedule_has_five_times_in_its_zone_and_in_utc() {
    assert_eq!(
        listed(&["--from", "2027-03-26T12:00:00Z"]),
        "\
shop, production

  poll  every 7m  UTC
    counted from the day that it is made; were it made now:
    Fri 2027-03-26 12:07 +00:00   2027-03-26 12:07 UTC
    Fri 2027-03-26 12:14 +00:00   2027-03-26 12:14 UTC
    Fri 2027-03-26 12:21 +00:00   2027-03-26 12:21 UTC
    Fri 2027-03-26 12:28 +00:00   2027-03-26 12:28 UTC
    Fri 2027-03-26 12:35 +00:00   2027-03-26 12:35 UTC
    us: EventBridge Scheduler `rate(7 minutes)` in UTC: the same times

  remind  0 9 13 * FRI  UTC
    Fri 2027-04-02 09:00 +00:00   2027-04-02 09:00 UTC
    Fri 2027-04-09 09:00 +00:00   2027-04-09 09:00 UTC
    Tue 2027-04-13 09:00 +00:00   2027-04-13 09:00 UTC
    Fri 2027-04-16 09:00 +00:00   2027-04-16 09:00 UTC
    Fri 2027-04-23 09:00 +00:00   2027-04-23 09:00 UTC
    us: EventBridge Scheduler `cron(0 9 13 * ? *)` in UTC and `cron(0 9 ? * FRI *)` in UTC: the same times, at Fri 2027-08-13 09:00 +00:00 twice

  settle  30 4 * * *  Europe/Berlin
    Sat 2027-03-27 04:30 +01:00   2027-03-27 03:30 UTC
    Sun 2027-03-28 04:30 +02:00   2027-03-28 02:30 UTC
    Mon 2027-03-29 04:30 +02:00   2027-03-29 02:30 UTC
    Tue 2027-03-30 04:30 +02:00   2027-03-30 02:30 UTC
    Wed 2027-03-31 04:30 +02:00   2027-03-31 02:30 UTC
    eu: PingSource `30 4 * * *` in Europe/Berlin: the same times
"
    );
}

#[test]
fn the_same_as_json() {
    let text = listed(&["--from", "2027-03-26", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(document["schema"], "faasc.schedules/v1");
    assert_eq!(document["from"], "2027-03-26T00:00:00Z");
    let settle = &document["schedules"][2];
    assert_eq!(settle["next"][1]["local"], "2027-03-27T04:30:00+01:00");
    assert_eq!(settle["next"][1]["utc"], "2027-03-27T03:30:00Z");
    assert_eq!(settle["hosts"][0]["clocks"][0]["expression"], "30 4 * * *");
    assert_eq!(settle["hosts"][0]["agrees"], true);
    assert_eq!(document["schedules"][1]["hosts"][0]["fires_twice"]["utc"], "2027-08-13T09:00:00Z");
}

#[test]
fn pictures_and_tables_have_their_own_formats() {
    let folder = Folder::with("schedules-formats", &[("faas.yaml", APP), ("f/main.py", "")]);
    folder.run(&["graph", "--schedules", "--format", "svg"]).ends(64);
    folder.run(&["graph", "--format", "json"]).ends(64);
    folder.run(&["graph", "--from", "2027-03-26"]).ends(64);
}

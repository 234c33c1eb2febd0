"""The whole transaction, from the click to the teardown, under the real functions-framework."""

import datetime
import pathlib
import sys
import unittest
import uuid

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from stand_in import Host  # noqa: E402

PLAY = {"titleId": "thriller-the-last-byte", "country": "DE", "minutes": 90}


class World:
    """The services that the app calls: as forgetful of duplicates as real ones promise not to be."""

    def __init__(self):
        self.payments, self.payouts, self.streams, self.closed = {}, {}, {}, set()
        self.ads_are_down, self.bank_is_down = False, False

    def psp(self, path, body, headers):
        return 200, self.payments.setdefault(
            headers["idempotency-key"], {"reference": f"psp-{len(self.payments)}", "accepted": True, **body}
        )

    def bank(self, path, body, headers):
        if self.bank_is_down:
            return 503, {"fault": "closed"}
        key = headers["idempotency-key"]
        return 200, self.payouts.setdefault(key, {"reference": f"bank-{len(self.payouts)}", **body})

    def media(self, path, body, headers):
        if path.endswith("/close"):
            self.closed.add(path.split("/")[-2])
            return 200, {}
        key = headers["idempotency-key"]
        return 200, {"url": self.streams.setdefault(key, f"https://stream.media.example/{len(self.streams)}")}

    def ads(self, path, body, headers):
        return (503, {"fault": "down"}) if self.ads_are_down else (200, {"adId": "spot-1", "cents": 2})


class PlayTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        names = ("psp", "bank", "media", "ads")
        services = {name: lambda *asked, name=name: getattr(cls.world, name)(*asked) for name in names}
        cls.host = Host(HERE.parent / "faas.yaml", services=services).__enter__()
        cls.addClassCleanup(cls.host.__exit__)

    def setUp(self):
        self.world.__init__()
        for store in self.host.stores.values():
            (store.rows if hasattr(store, "rows") else store.objects).clear()
        for seen in (self.host.sent, self.host.dead, self.host.dropped, self.host.faults, self.host.calls):
            seen.clear()
        self.serve("ber-1", "DE", 20)

    def tearDown(self):
        self.assertEqual(self.host.faults, [])

    def serve(self, server, country, load):
        self.host.rows("servers")[server] = {"serverId": server, "country": country, "load": f"{load:03}"}

    def play(self, viewer="ada", **wish):
        play_id = str(uuid.uuid4())
        status, answer = self.host.http("authenticate", "POST", "/play", {**PLAY, "playId": play_id, **wish}, viewer)
        self.assertEqual((status, answer), (202, {"playId": play_id}))
        self.host.settle()
        return play_id

    def leave(self, play_id, viewer="ada"):
        status, _ = self.host.http("watch", "DELETE", f"/play/{play_id}", subject=viewer)
        self.host.settle()
        return status

    def test_from_click_to_teardown_everything_happens_once_though_every_message_comes_twice(self):
        play_id = self.play()
        self.assertEqual(self.host.rows("sessions")[play_id]["state"], "running")
        self.assertEqual([(p["amount"], p["currency"]) for p in self.world.payments.values()], [(399, "EUR")])
        paid = {payout["to"]: payout["amount"] for payout in self.world.payouts.values()}
        self.assertEqual(paid, {"studio": 219, "carrier": 31, "collecting-society": 15})
        self.assertEqual({row["state"] for row in self.host.rows("payouts").values()}, {"paid"})
        self.assertEqual(self.kinds(), {"payout-made": 3, "ad-shown": 1})

        self.assertEqual(self.leave(play_id), 200)
        self.assertEqual(self.world.closed, {play_id})
        grave = self.host.rows("sessions")[play_id]
        self.assertEqual((grave["state"], "viewerId" in grave), ("closed", False))
        self.assertEqual(self.kinds(), {"payout-made": 3, "ad-shown": 1, "session-ended": 1})
        self.assertEqual((self.host.dead, self.host.dropped), ([], []))

    def kinds(self):
        found = {}
        for row in self.host.rows("journal").values():
            found[row["kind"]] = found.get(row["kind"], 0) + 1
        return found

    def test_a_second_click_with_the_same_number_is_the_same_play(self):
        play_id = self.play()
        self.host.http("authenticate", "POST", "/play", {**PLAY, "playId": play_id}, "ada")
        self.host.settle()
        self.assertEqual((len(self.world.payments), len(self.world.streams)), (1, 1))

    def test_the_number_of_anothers_play_starts_nothing_and_lies_in_the_dead_letter(self):
        play_id = self.play("ada")
        self.host.http("authenticate", "POST", "/play", {**PLAY, "playId": play_id}, "eve")
        self.host.settle()
        self.assertEqual({function for function, _ in self.host.dead}, {"start-session"})
        self.assertEqual([p["customer"] for p in self.world.payments.values()], ["ada"])

    def test_without_advertisements_the_film_runs_and_is_paid(self):
        self.world.ads_are_down = True
        self.play()
        self.assertEqual({function for function, _ in self.host.dropped}, {"request-ads"})
        self.assertEqual((len(self.world.payments), len(self.world.payouts)), (1, 3))
        self.assertEqual(self.host.dead, [])

    def test_the_least_loaded_server_is_taken_and_a_neighbours_when_home_is_full(self):
        self.serve("ber-1", "DE", 99)
        self.serve("ams-1", "NL", 40)
        self.serve("ams-2", "NL", 10)
        self.play()
        self.assertEqual([e["serverId"] for e in self.host.events("server-selected")], ["ams-2"])

    def test_without_a_free_server_the_play_lies_in_the_dead_letter_and_nobody_pays(self):
        self.serve("ber-1", "DE", 99)
        self.play()
        self.assertEqual({function for function, _ in self.host.dead}, {"select-server"})
        self.assertEqual(self.world.payments, {})

    def test_the_minute_finds_the_sessions_whose_player_never_said_goodbye(self):
        plays = [self.play() for _ in range(3)]
        for play_id in plays[:2]:
            self.host.rows("sessions")[play_id]["endsAt"] = "2026-01-01T00:00:00+00:00"
        self.assertEqual(self.host.tick("watch", "2031-03-01T12:00:00Z"), 200)
        self.host.settle()
        self.assertEqual(self.world.closed, set(plays[:2]))
        self.assertEqual(self.host.rows("sessions")[plays[2]]["state"], "running")

    def test_nobody_ends_anothers_play(self):
        play_id = self.play("ada")
        self.assertEqual(self.leave(play_id, "eve"), 404)
        self.assertEqual(self.host.rows("sessions")[play_id]["state"], "running")

    def test_the_night_pays_what_the_day_did_not_and_writes_the_same_statements_again(self):
        self.world.bank_is_down = True
        self.play()
        self.assertEqual({function for function, _ in self.host.dead}, {"pay"})
        day = next(iter(self.host.rows("payouts").values()))["day"]
        tick = f"{next_day(day)}T03:30:00Z"

        self.world.bank_is_down = False
        for _ in range(2):
            self.assertEqual(self.host.tick("nightly-settlement", tick), 200)
            self.host.settle()
        self.assertEqual(len(self.world.payouts), 3)
        self.assertEqual({row["state"] for row in self.host.rows("payouts").values()}, {"paid"})
        statement = self.host.stores["video", "statements"].objects[f"{day}/studio.csv"]
        self.assertEqual(statement.splitlines()[-1], "sum,219,,")

    def test_a_wish_that_makes_no_sense_is_refused_with_all_its_faults(self):
        status, answer = self.host.http("authenticate", "POST", "/play", {"playId": 7, "country": "XX"}, "ada")
        self.assertEqual((status, len(answer["faults"])), (400, 4))
        self.assertEqual(self.host.sent, [])


def next_day(day):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


if __name__ == "__main__":
    unittest.main()

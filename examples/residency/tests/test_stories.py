"""The functions of the stories, each as its fixed.yaml wires it, under the real functions-framework."""

import datetime
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from stand_in import Host  # noqa: E402


class StoriesTest(unittest.TestCase):
    @staticmethod
    def now(**later):
        moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(**later)
        return f"{moment:%Y-%m-%dT%H:%M:%SZ}"

    def play(self, story, **services):
        host = Host(HERE.parent / story / "fixed.yaml", services=services).__enter__()
        self.addCleanup(host.__exit__)
        self.addCleanup(lambda: self.assertEqual(host.faults, []))
        return host

    def kept(self, story, function, path, sent, table):
        host = self.play(story)
        self.assertEqual([host.http(function, "POST", path, sent, "ada")[0] for _ in range(2)], [201, 201])
        self.assertEqual(host.rows(table), {"1": sent})
        self.assertEqual(host.http(function, "POST", path, {}, "ada")[0], 400)

    def test_an_appointment_is_kept_once(self):
        self.kept("eu-logs-us-collector", "book", "/appointments", {"appointmentId": "1"}, "appointments")

    def test_a_claim_is_kept_once(self):
        self.kept("geo-redundant-backup", "report", "/claims", {"claimId": "1"}, "claims")

    def test_a_prescription_is_kept_once(self):
        self.kept("failover-across-a-border", "renew", "/prescriptions", {"prescriptionId": "1"}, "prescriptions")

    def test_a_change_of_address_is_filed(self):
        host = self.play("dead-letter-elsewhere")
        sent = {"changeId": "1", "recipientId": "ada", "street": "Rue de la Paix 1"}
        self.assertEqual(host.http("take", "POST", "/addresses", sent, "ada")[0], 202)
        host.settle()
        self.assertEqual(host.rows("addresses"), {"ada": sent})

    def test_a_payment_that_looks_like_fraud_is_not_kept(self):
        host = self.play("india-payments", scorer=lambda path, body, headers: (200, {"risk": body["rupees"] / 1000}))
        for number, (rupees, status) in enumerate([(100, 201), (950, 402)]):
            sent = {"paymentId": str(number), "rupees": rupees}
            self.assertEqual(host.http("pay", "POST", "/payments", sent, "ada")[0], status)
        self.assertEqual([row["rupees"] for row in host.rows("ledger").values()], [100])

    def test_a_member_is_abroad_only_after_the_copy(self):
        host = self.play("russian-first-write")
        host.http("join", "POST", "/members", {"memberId": "1"}, "ada")
        self.assertEqual((len(host.rows("members")), host.rows("members-abroad")), (1, {}))
        self.assertLess(host.tick("copy", self.now()), 300)
        self.assertEqual(host.rows("members-abroad"), host.rows("members"))

    def test_a_letter_is_archived(self):
        host = self.play("french-health-hosting")
        self.assertEqual(host.http("send", "POST", "/letters", {"letterId": "1"}, "ada")[0], 201)
        self.assertLess(host.tick("keep", self.now()), 300)

    def test_no_count_of_few_listeners_leaves(self):
        sent = []

        def charts(path, body, headers):
            sent.append(body)
            return 200, {}

        host = self.play("aggregate-before-analytics", charts=charts)
        for number in range(60):
            song = "waltz" if number < 55 else "tango"
            play = {"playId": str(number), "song": song, "listener": f"l{number}"}
            host.http("note-play", "POST", "/plays", play, "ada")
        self.assertLess(host.tick("count", self.now(hours=1)), 300)
        self.assertEqual([(count["song"], count["listeners"]) for count in sent[-1]], [("waltz", 55)])


if __name__ == "__main__":
    unittest.main()

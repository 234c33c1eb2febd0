"""Three apps that use each other's events, under the real functions-framework."""

import json
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from stand_in import Host  # noqa: E402

APPS = ["catalog", "orders", "billing"]


class ShopTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.payments = {}

        def psp(path, body, headers):
            key = headers["idempotency-key"]
            return 200, {"reference": f"psp-{len(cls.payments)}"} | cls.payments.setdefault(key, body)

        cls.host = Host(*[HERE.parent / app / "faas.yaml" for app in APPS], services={"psp": psp}).__enter__()
        cls.addClassCleanup(cls.host.__exit__)

    def setUp(self):
        self.payments.clear()
        for table in self.host.stores.values():
            table.rows.clear()
        for seen in (self.host.sent, self.host.dead, self.host.faults):
            seen.clear()

    def tearDown(self):
        self.assertEqual(self.host.faults, [])

    def price(self, sku, cents):
        body = {"name": sku.title(), "cents": cents}
        status, product = self.host.http("change-product", "PUT", f"/products/{sku}", body, "staff", app="catalog")
        self.host.settle()
        self.assertEqual(status, 200)
        return product

    def order(self, lines, request="first", customer="ada"):
        body = {"requestId": request, "lines": lines}
        answer = self.host.http("place-order", "POST", "/orders", body, customer, app="orders")
        self.host.settle()
        return answer

    def show(self, order_id, customer="ada"):
        return self.host.http("show-order", "GET", f"/orders/{order_id}", subject=customer, app="orders")

    def test_a_price_of_the_catalog_becomes_a_paid_order(self):
        self.price("teapot", 1900)
        self.price("cup", 450)
        status, order = self.order([{"sku": "teapot", "count": 1}, {"sku": "cup", "count": 4}])
        self.assertEqual((status, order["cents"]), (202, 3700))
        self.assertEqual([p["cents"] for p in self.payments.values()], [3700])
        status, row = self.show(order["orderId"])
        self.assertEqual((status, row["state"]), (200, "paid"))
        self.assertEqual(self.host.dead, [])

    def test_a_repeated_request_is_one_order_and_one_invoice(self):
        self.price("cup", 450)
        first, again = (self.order([{"sku": "cup", "count": 1}]) for _ in range(2))
        self.assertEqual(first, again)
        self.assertEqual((len(self.payments), len(self.host.rows("invoices", "billing"))), (1, 1))

    def test_the_newest_price_wins_whatever_comes_last(self):
        self.price("cup", 450)
        newest = self.price("cup", 500)
        late = {"changeId": "cup-1", "sku": "cup", "name": "Cup", "cents": 450, "version": 1}
        headers = {"ce-specversion": "1.0", "ce-id": "cup-1", "ce-type": "catalog.product-changed", "ce-source": "/"}
        process = self.host.processes["orders", "keep-prices"]
        status, _ = process.request(
            "POST", "/", json.dumps(late).encode(), {**headers, "content-type": "application/json"}
        )
        self.assertEqual(status, 200)
        self.assertEqual(self.host.rows("prices", "orders")["cup"]["cents"], newest["cents"])

    def test_what_is_not_for_sale_is_not_ordered(self):
        status, answer = self.order([{"sku": "moon", "count": 1}])
        self.assertEqual((status, answer["fault"]), (400, "lines: moon is not for sale"))
        self.assertEqual(self.host.sent, [])

    def test_another_customers_order_is_not_shown(self):
        self.price("cup", 450)
        _, order = self.order([{"sku": "cup", "count": 1}])
        self.assertEqual(self.show(order["orderId"], "eve")[0], 404)

    def test_the_window_shows_prices_to_everybody(self):
        self.price("cup", 450)
        status, product = self.host.http("show-product", "GET", "/products/cup", app="catalog")
        self.assertEqual((status, product["cents"]), (200, 450))


if __name__ == "__main__":
    unittest.main()

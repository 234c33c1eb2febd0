"""charged: splits what came in among the parties; what is left is the platform's."""

import datetime
import os

import functions_framework

from contract import Table, send


@functions_framework.cloud_event
def handler(event):
    """One row and one payout-due a party. Rows are written on condition: a paid one is not owed again."""
    payment, payouts = event.data, Table("payouts")
    day = str(event.get("time") or datetime.datetime.now(datetime.UTC).isoformat())[:10]
    for party, cents in split(payment["amount"], os.environ["SHARES"]):
        payout = {
            "payoutId": f"{payment['paymentId']}-{party}",
            "paymentId": payment["paymentId"],
            "party": party,
            "amount": cents,
            "currency": payment["currency"],
            "day": day,
        }
        payouts.put_new(payout["payoutId"], {**payout, "state": "due"})
        send("payout-due", payout["payoutId"], payout)


def split(amount, shares):
    """`amount` in cents by shares in percent (`studio=55,carrier=8`), rounded down: the platform keeps the rest."""
    for share in shares.split(","):
        party, percent = share.split("=")
        yield party, amount * int(percent) // 100

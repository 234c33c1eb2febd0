"""payout-due: pays one party, once for each payout."""

import functions_framework

from contract import Table, call, send


@functions_framework.cloud_event
def handler(event):
    """Orders the payment under the payout's number, marks it paid, emits payout-made."""
    payout = event.data
    order = {"to": payout["party"], "amount": payout["amount"], "currency": payout["currency"]}
    receipt = call("bank", "/payouts", order, payout["payoutId"])
    paid = {**payout, "reference": receipt["reference"]}
    Table("payouts").put(payout["payoutId"], {**paid, "state": "paid"})
    send("payout-made", payout["payoutId"], paid)

"""Every night: sends again what was owed yesterday and not paid, and writes the partners' statements."""

import datetime

import functions_framework

from contract import Table, put_object, send

FIELDS = ["payoutId", "paymentId", "party", "amount", "currency", "day"]


@functions_framework.cloud_event
def handler(event):
    """Yesterday by the time of the tick; the same night again writes the same files and owes nothing twice."""
    tick = datetime.datetime.fromisoformat(str(event.get("time") or datetime.datetime.now(datetime.UTC).isoformat()))
    day = (tick - datetime.timedelta(days=1)).date().isoformat()
    statements = {}
    for payout in Table("payouts").query("by-day", day=day):
        if payout["state"] != "paid":
            send("payout-due", payout["payoutId"], {field: payout[field] for field in FIELDS})
        statements.setdefault(payout["party"], []).append(payout)
    for party, payouts in sorted(statements.items()):
        put_object("statements", f"{day}/{party}.csv", statement(payouts))


def statement(payouts):
    """The payouts of a party as CSV, with their sum."""
    lines = ["payout,amount,currency,state"]
    lines += [f"{p['payoutId']},{p['amount']},{p['currency']},{p['state']}" for p in payouts]
    lines.append(f"sum,{sum(p['amount'] for p in payouts)},,")
    return "\n".join(lines) + "\n"

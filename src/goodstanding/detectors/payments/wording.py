"""What is said of a payment."""

from collections.abc import Iterator, Mapping


def sentence(counts: Mapping[str, int | float | str]) -> str:
    """Write the sentence of a payment from its counts alone."""
    said = _say("A payment of %(amount)s", amount=_money(counts["amount"]))
    for part in _parts(counts):
        said = _say("%(said)s; %(part)s", said=said, part=part)
    return _say("%(said)s. %(rank)s", said=said, rank=_rank(counts))


def _parts(counts: Mapping[str, int | float | str]) -> Iterator[str]:
    if int(counts["cards_day"]) > 1:
        yield _say(
            "%(cards)s different cards in %(hours)s hours on one %(party)s",
            cards=counts["cards_day"],
            hours=f"{float(counts['cards_hours']):g}",
            party=counts["cards_on"],
        )
    elif int(counts["cards_ever"]) > 1:
        yield _say("%(cards)s different cards of one user so far", cards=counts["cards_ever"])
    if int(counts["users_of_device"]) > 1:
        yield _say("%(users)s users on one device", users=counts["users_of_device"])
    if int(counts["users_of_card"]) > 1:
        yield _say("%(users)s users of one card", users=counts["users_of_card"])
    if int(counts["payments_day"]) > 1:
        yield _say(
            "the user's payment number %(n)s in 24 hours, together %(amount)s",
            n=counts["payments_day"],
            amount=_money(counts["amount_day"]),
        )
    if int(counts["merchant_day"]) > 1:
        yield _say(
            "number %(n)s to this merchant in 24 hours, together %(amount)s",
            n=counts["merchant_day"],
            amount=_money(counts["merchant_amount_day"]),
        )
    if not int(counts["payments_before"]):
        yield _say("the user's first payment")


def _rank(counts: Mapping[str, int | float | str]) -> str:
    if counts["compared_with"] == "honest":
        return _count(
            "Of %(number)s honest payment not learned from, %(high)s scored as high.",
            "Of %(number)s honest payments not learned from, %(high)s scored as high.",
            int(counts["compared"]),
            high=counts["as_high"],
        )
    return _count(
        "Of the %(number)s payment before it, %(high)s scored as high.",
        "Of the %(number)s payments before it, %(high)s scored as high.",
        int(counts["compared"]),
        high=counts["as_high"],
    )


def _money(value: int | float | str) -> str:
    return f"{float(value):,.2f}"


def _say(template: str, **values: object) -> str:
    return template % values


def _count(one: str, many: str, number: int, **values: object) -> str:
    return (one if number == 1 else many) % {"number": number, **values}

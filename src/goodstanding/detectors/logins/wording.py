"""What is said of a login, to the account's owner."""

from collections.abc import Mapping

HOUR, DAY = 60, 1440


def sentence(counts: Mapping[str, int | float | str]) -> str:
    """Write the sentence of a login from its counts alone."""
    said = _new(counts)
    if counts["last_country"] and counts["last_country"] != counts["country"]:
        said = _say(
            "%(said)s; you were last in %(country)s %(ago)s ago",
            said=said,
            country=counts["last_country"],
            ago=_ago(int(counts["minutes"])),
        )
    if int(counts["failing"]):
        said = _say(
            "%(said)s; %(failing)s",
            said=said,
            failing=_count(
                "from the same address a login to %(number)s other account failed within a day",
                "from the same address logins to %(number)s other accounts failed within a day",
                int(counts["failing"]),
            ),
        )
    return _say(
        "%(said)s. %(asked)s",
        said=said,
        asked=_say("Please confirm that it is you.") if counts["asked"] else _say("As usual."),
    )


def _new(counts: Mapping[str, int | float | str]) -> str:
    if counts["first"]:
        return _say("The first login seen of this account")
    device = _say("New device") if counts["new_device"] else _browser(counts)
    places = [
        text
        for text, key in (
            (_say("a new country"), "new_country"),
            (_say("a new network"), "new_network"),
        )
        if counts[key]
    ]
    if not places and counts["new_address"]:
        places = [_say("a new address of a known network")]
    if not places:
        return _say("%(device)s from a known address", device=device)
    if len(places) == 1:
        return _say("%(device)s from %(place)s", device=device, place=places[0])
    return _say("%(device)s from %(one)s and %(two)s", device=device, one=places[0], two=places[1])


def _browser(counts: Mapping[str, int | float | str]) -> str:
    return _say("New browser") if counts["new_browser"] else _say("Known device")


def _ago(minutes: int) -> str:
    if minutes < 2 * HOUR:
        return _count("%(number)s minute", "%(number)s minutes", minutes)
    if minutes < 2 * DAY:
        return _count("%(number)s hour", "%(number)s hours", minutes // HOUR)
    return _count("%(number)s day", "%(number)s days", minutes // DAY)


def _say(template: str, **values: object) -> str:
    return template % values


def _count(one: str, many: str, number: int, **values: object) -> str:
    return (one if number == 1 else many) % {"number": number, **values}

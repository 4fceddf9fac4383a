"""What is said of a login, to the account's owner."""

from collections.abc import Mapping

from goodstanding.detectors.wording import Worded, counting, worded

HOUR, DAY = 60, 1440


def sentence(counts: Mapping[str, int | float | str]) -> Worded:
    """Write the sentence of a login from its counts alone."""
    said = _new(counts)
    if counts["last_country"] and counts["last_country"] != counts["country"]:
        said = worded(
            "%(said)s; you were last in %(country)s %(ago)s ago",
            said=said,
            country=counts["last_country"],
            ago=_ago(int(counts["minutes"])),
        )
    if int(counts["failing"]):
        said = worded(
            "%(said)s; %(failing)s",
            said=said,
            failing=counting(
                "from the same address a login to %(number)s other account failed within a day",
                "from the same address logins to %(number)s other accounts failed within a day",
                int(counts["failing"]),
            ),
        )
    return worded(
        "%(said)s. %(asked)s",
        said=said,
        asked=worded("Please confirm that it is you.") if counts["asked"] else worded("As usual."),
    )


def _new(counts: Mapping[str, int | float | str]) -> Worded:
    if counts["first"]:
        return worded("The first login seen of this account")
    device = worded("New device") if counts["new_device"] else _browser(counts)
    places = [
        text
        for text, key in (
            (worded("a new country"), "new_country"),
            (worded("a new network"), "new_network"),
        )
        if counts[key]
    ]
    if not places and counts["new_address"]:
        places = [worded("a new address of a known network")]
    if not places:
        return worded("%(device)s from a known address", device=device)
    if len(places) == 1:
        return worded("%(device)s from %(place)s", device=device, place=places[0])
    return worded(
        "%(device)s from %(one)s and %(two)s", device=device, one=places[0], two=places[1]
    )


def _browser(counts: Mapping[str, int | float | str]) -> Worded:
    return worded("New browser") if counts["new_browser"] else worded("Known device")


def _ago(minutes: int) -> Worded:
    if minutes < 2 * HOUR:
        return counting("%(number)s minute", "%(number)s minutes", minutes)
    if minutes < 2 * DAY:
        return counting("%(number)s hour", "%(number)s hours", minutes // HOUR)
    return counting("%(number)s day", "%(number)s days", minutes // DAY)

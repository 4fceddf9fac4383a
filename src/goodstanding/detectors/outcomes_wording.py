"""What is said of contracts that end badly."""

from collections.abc import Mapping

from goodstanding.detectors.wording import Grouped, Worded, worded

ONE_KIND = "kind of work"
SPOKEN = {
    str(one): one
    for one in (
        worded("accepted"),
        worded("not delivered"),
        worded("poor communication"),
        worded("unacceptable work"),
        worded("cancelled"),
    )
}
"""What clients report, as members read it."""


def sentence(counts: Mapping[str, int | float | str]) -> Worded:
    """Write the sentence of a suspicion from its counts alone."""
    of = {"n": counts["n"], "bad": counts["bad"], "days": counts["window_days"]}
    of |= {"reported": _reported(str(counts["reported"]))}
    if counts["n_before"]:
        whose = worded(
            "%(bad)s of your latest %(n)s contract outcomes, since %(since)s, were bad "
            "(%(reported)s; each client counts once in %(days)s days).",
            since=counts["since"],
            **of,
        )
    else:
        whose = worded(
            "%(bad)s of your %(n)s contract outcomes were bad "
            "(%(reported)s; each client counts once in %(days)s days).",
            **of,
        )
    return worded(
        "%(whose)s %(tolerated)s A person within the tolerated rate would ever look this bad in at "
        "most 1 of %(careers)s careers.",
        whose=whose,
        tolerated=_tolerably(counts),
        careers=Grouped(counts["careers"]),
    )


def _tolerably(counts: Mapping[str, int | float | str]) -> Worded:
    """What would be tolerated, and how it was before, where that was left out."""
    of = {"tolerated": number(float(counts["tolerated"])), "n": counts["n"]}
    if counts["mix"] == ONE_KIND:
        said = worded("For this kind of work %(tolerated)s of %(n)s would be tolerated.", **of)
    else:
        said = worded("For this mix of work %(tolerated)s of %(n)s would be tolerated.", **of)
    if not counts["n_before"]:
        return said
    return worded(
        "%(said)s Before that it was %(bad)s of %(n)s.",
        said=said,
        bad=counts["bad_before"],
        n=counts["n_before"],
    )


def _reported(told: str) -> Worded:
    """What was reported how often, e.g. "7 cancelled, 4 not delivered"; the words once more."""
    said = None
    for part in told.split(", "):
        number, _, what = part.partition(" ")
        one = worded("%(number)s %(what)s", number=number, what=SPOKEN.get(what, what))
        said = worded("%(said)s, %(one)s", said=said, one=one) if said else one
    return said or worded("nothing reported")


def number(value: float) -> str:
    """A number with two decimals at most."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def in_words(outcome: str) -> str:
    """An outcome as it is read, e.g. `not delivered`."""
    return outcome.replace("_", " ")

"""Cases a lawyer can read, as the values the law works on.

They stand in `tests/law/cases/*.yaml` and, for one published policy, in
`rulebook/<policy>/cases/*.yaml`. `FORMS` says how each kind is written.
"""

import re
from functools import cache
from pathlib import Path

from goodstanding.law.hold import Ground
from goodstanding.law.policy import PolicyTerms
from goodstanding.law.terms import Capability, Family
from goodstanding.policies.cases import judging, reading
from goodstanding.policies.cases.reading import Form, WrongCaseError
from tests.law import afterwards, words
from tests.law.duties.logs import table

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROMISE_OR_STORY = re.compile(r"P([1-9]|1[0-2])|story S([1-9]|[12]\d)")
IDS = {one.id for part in (table().duties, table().gold, table().structural) for one in part}
"""Every duty, rule of the gold standard and structural rule of the table."""


def source(value):
    """Where what the case expects is asked for: `DSA-20.1, G14, story S13`."""
    found = tuple(one.strip() for one in words.text(value).split(","))
    strange = [one for one in found if one not in IDS and not PROMISE_OR_STORY.fullmatch(one)]
    if strange:
        raise ValueError(f"“{strange[0]}” is no id of a duty, promise or story")
    return found


TOLD = {"case": words.text, "source": source}
"""What every case says first: what happens in a sentence, and what asks for it."""

_VERSION = {
    "announced": words.moment,
    "binds until": words.moment,
    "strikes last": words.days,
    "strikes fall every": words.days,
    "protects owner": words.yes,
}

POLICY = Form(
    {
        "family": Family,
        "announced": words.moment,
        "binds from": words.moment,
        "ladder": words.each(words.step),
    },
    {"protects owner": words.yes},
)

FORMS = {
    "rulings": Form(
        {**judging.RULINGS.needs, **TOLD},
        {
            **judging.RULINGS.may,
            "policy": words.text,
            "ladder": words.each(words.step),
            **_VERSION,
        },
    ),
    "holds": Form(
        {
            **TOLD,
            "ground": Family,
            "contested": words.pots,
            "earned": words.pots,
            "at most": words.pots,
            "in all": words.money,
            "asked": words.pots,
        },
        {"refused": words.text},
    ),
    "moves": Form(
        {**TOLD, "held": words.money, "asked": words.money},
        {
            "given to": words.text,
            "ground": Family,
            "proposed by": words.qualified,
            "agreed by": words.qualified,
            "refused": words.text,
        },
    ),
    "lasting": Form(
        {**TOLD, "ground": Ground, "placed": words.moment},
        {
            "held before": words.days,
            "went to": words.text,
            "latest end": words.moment,
        },
    ),
    "standing": Form(
        {
            **TOLD,
            "at": words.moment,
            "in force": words.each(words.placed),
            "may they": words.each(words.question),
        }
    ),
    "reviewers": Form(
        {**TOLD, "looks again": words.person, "had a hand": words.each(str)},
        {"refused": words.text},
    ),
    "appeals": Form(
        {**TOLD, "delivered": words.moment, "filed": words.moment},
        {"refused": words.text, "reply due": words.moment},
    ),
    "procedure": Form(
        {
            **TOLD,
            "times": words.by(words.name, words.moment),
            "at": words.moment,
            "state": words.name,
        },
        {
            "due": words.due,
            "clocks": words.each(words.clock),
            "refused": words.by(words.name, words.text),
        },
    ),
    **afterwards.forms(TOLD),
}


@cache
def policies():
    """The policies of the cases in this folder: short, and no marketplace's own."""
    file = HERE / "policies.yaml"

    def refuse(line, message):
        raise WrongCaseError(f"{file}:{line}: {message}")

    return {name: POLICY.read(one, refuse) for name, one in reading.tables(file).items()}


def files():
    """Every file of cases: of the law, then of each published policy."""
    return [
        *sorted((HERE / "cases").glob("*.yaml")),
        *sorted((ROOT / "rulebook").glob("*/cases/*.yaml")),
    ]


@cache
def every():
    """Every case of every file as (kind, case).

    Raises:
        WrongCaseError: naming file and line.
    """
    return [one for file in files() for one in reading.cases(file, FORMS)]


def written(kind):
    """Every case of a kind in every file, by its title."""
    cases = [case for each, case in every() if each == kind]
    by_title = {case["case"]: case for case in cases}
    for case in cases:
        if by_title[case["case"]] is not case:
            raise WrongCaseError(f"{case['file']}:{case['line']}: another case has this title")
    return by_title


def facts(case):
    """The facts of a ruling."""
    return judging.facts(case, policy(case))


def policy(case):
    """The policy a case is judged by: the one it names, or the published one it stands with."""
    if "policy" not in case:
        return judging.published(case["file"].parents[1])
    known = policies()[case["policy"]]
    return PolicyTerms(
        slug=case["policy"].replace(" ", "-"),
        version=1,
        title=case["policy"],
        family=known["family"],
        announced_at=case.get("announced", known["announced"]),
        in_force_from=known["binds_from"],
        in_force_until=case.get("binds_until"),
        ladder=case.get("ladder", known["ladder"]),
        strikes_last=case.get("strikes_last"),
        strikes_fall_every=case.get("strikes_fall_every"),
        protects_owner=case.get("protects_owner", known.get("protects_owner", False)),
    )


def asked(question):
    """A question of `standing`: the capability, where, and which measures stop it."""
    where = {key: question[key] for key in ("contract", "subject", "member") if key in question}
    stopped = question["stopped"].split(" and ") if "stopped" in question else []
    return Capability(words.name(question["capability"])), where, stopped

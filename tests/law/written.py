"""Cases a lawyer can read, as the values the law works on.

They stand in `tests/law/cases/*.yaml` and, for one published policy, in
`rulebook/<policy>/cases/*.yaml`. `FORMS` says how each kind is written.
"""

import re
from functools import cache
from pathlib import Path

from goodstanding.law.facts import AUTOMATION, Facts
from goodstanding.law.policy import PolicyTerms
from goodstanding.law.terms import Capability, Exemption, Family, Intention
from goodstanding.policies import rulebook
from goodstanding.policies.rulebook import ladder
from goodstanding.policies.rulebook.reading import moment as settings_moment
from tests.law import reading, words
from tests.law.duties.logs import table
from tests.law.reading import Form, WrongCaseError

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
        {
            **TOLD,
            "at": words.moment,
            "decided by": words.person,
            "found": words.each(words.finding),
            "allowed": words.each(words.measure),
        },
        {
            "policy": words.text,
            "ladder": words.each(words.step),
            **_VERSION,
            "agreed by": words.person,
            "earlier": words.each(words.earlier),
            "notice": words.hearing,
            "emergency": words.emergency,
            "confirming what began": words.moment,
            "a talk is owed until": words.moment,
            "intention": lambda value: Intention(words.name(value)),
            "exemption": lambda value: Exemption(words.name(value)),
            "refused": words.by(words.measure, words.by(words.name, words.text)),
            "takes effect": words.by(words.measure, words.moment),
            "ends by": words.by(words.measure, words.moment),
            "has no end": words.each(words.measure),
            "rests on": words.by(words.measure, words.sentences),
            "weighed": words.by(words.measure, words.sentences),
            "why not less": words.by(words.measure, words.sentences),
            "why not more": words.by(words.measure, words.text),
            "strike": words.by(words.measure, words.strike),
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
    return Facts(
        policy=policy(case),
        findings=case["found"],
        decider=case["decided_by"],
        at=case["at"],
        earlier=case.get("earlier", ()),
        hearing=case.get("notice"),
        emergency=case.get("emergency"),
        confirming=case.get("confirming_what_began"),
        talk_until=case.get("a_talk_is_owed_until"),
        second=case.get("agreed_by", AUTOMATION),
        intention=case.get("intention", Intention.UNKNOWN),
        exemption=case.get("exemption"),
    )


def policy(case):
    """The policy a case is judged by: the one it names, or the published one it stands with."""
    if "policy" not in case:
        return _published(case["file"].parents[1])
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


@cache
def _published(folder):
    settings = rulebook.read(folder).settings
    return PolicyTerms(
        slug=settings["slug"],
        version=settings["version"],
        title=settings["title"],
        family=Family(settings["family"]),
        announced_at=settings_moment(settings["announced"]),
        in_force_from=settings_moment(settings["in_force_from"]),
        ladder=tuple(ladder.step(row) for row in settings["ladder"]),
    )


def asked(question):
    """A question of `standing`: the capability, where, and which measures stop it."""
    where = {key: question[key] for key in ("contract", "subject", "member") if key in question}
    stopped = question["stopped"].split(" and ") if "stopped" in question else []
    return Capability(words.name(question["capability"])), where, stopped

"""Statements for the European database, checked and exported from the command line."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection

from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Decision
from goodstanding.law.european import checking
from goodstanding.law.european.checking import Profile
from goodstanding.law.hold import Pot
from goodstanding.law.terms import MeasureKind, Money
from goodstanding.policies import operations as policies
from goodstanding.policies import rulebook
from goodstanding.reports.models import StatementExport
from tests import people
from tests.law.european.written import EXAMPLES, PLAIN
from tests.people import NOW

DAY = timedelta(days=1)
FEE = (
    "Easy work from home. To get started you pay a registration fee of 35 dollars. For details "
    "message our manager on Telegram at once, do not answer here."
)


@pytest.fixture
def files(tmp_path):
    """Write statements to files."""

    def write(**contents):
        for name, content in contents.items():
            (tmp_path / f"{name}.json").write_text(json.dumps(content))
        return [str(tmp_path / f"{name}.json") for name in contents]

    return write


def test_a_file_a_line_and_one_bad_file_is_enough_for_exit_code_1(goodstanding, files):
    good, bad, batch = files(
        good=PLAIN,
        bad=PLAIN | {"territorial_scope": ["EL"], "puid": "a b"},
        batch={"statements": [PLAIN, PLAIN | {"puid": "b", "decision_facts": " "}]},
    )
    assert goodstanding("statements", "check", good) == (0, f"{good}: valid\n")
    code, said = goodstanding("statements", "check", good, bad, batch)
    assert code == 1
    one, two, three = said.splitlines()
    assert one == f"{good}: valid"
    assert two.startswith(f"{bad}: puid: puid (TDB-5): got 'a b'")
    assert "; territorial_scope: known word (TDB-3): got 'EL'" in two
    assert three.startswith(f"{batch}: statement 2: decision_facts: says something (TDB-2)")


def test_the_published_examples_are_taken_as_they_come(goodstanding, files):
    for example in EXAMPLES:
        (file,) = files(example=example)
        code, said = goodstanding("statements", "check", file)
        assert code == (0 if example["expect"] == "valid" else 1), said
        assert len(said.splitlines()) == 1


def test_our_own_profile_asks_more(goodstanding, files):
    (file,) = files(loose=PLAIN | {"source_identity": "unused", "source_type": "SOURCE_VOLUNTARY"})
    assert goodstanding("statements", "check", file)[0] == 0
    code, said = goodstanding("statements", "check", "--export", file)
    assert code == 1
    assert "source_identity: nothing dropped (export)" in said


def test_files_of_one_platform_never_repeat_an_id(goodstanding, files):
    one, two = files(one=PLAIN, two={"statements": [PLAIN]})
    assert goodstanding("statements", "check", one, two)[0] == 0
    code, said = goodstanding("statements", "check", "--together", one, two)
    assert code == 1
    assert f"puid: R1 unique for ever: {PLAIN['puid']!r} is in {one} too" in " ".join(said.split())


def test_what_is_no_json_is_invalid(goodstanding, tmp_path):
    file = tmp_path / "x.json"
    file.write_text("{")
    code, said = goodstanding("statements", "check", str(file))
    assert (code, said.startswith(f"{file}: the whole: JSON: cannot be read")) == (1, True)


def test_a_file_that_cannot_be_opened_or_never_ends_keeps_no_other_from_being_judged(
    goodstanding, files, tmp_path
):
    (good,) = files(good=PLAIN)
    deep = tmp_path / "deep.json"
    deep.write_text("[" * 100_000)
    missing = str(tmp_path / "none.json")
    code, said = goodstanding("statements", "check", missing, str(tmp_path), str(deep), good)
    assert code == 2
    assert said.splitlines() == [
        f"{missing}: cannot be opened: No such file or directory",
        f"{tmp_path}: cannot be opened: Is a directory",
        f"{deep}: the whole: JSON: cannot be read: lists or objects in one another without end",
        f"{good}: valid",
    ]


def decide(case, measure, *, hear=True, **wish):
    """The manager hears the member where need be, then decides two days later."""
    manager = case.assignment.staff
    if hear:
        cases.serve_preliminary_notice(case=case, measure=measure, by=manager, at=NOW)
        cases.answer(case=case, text="I was ill.", by=case.account.name, at=NOW + DAY)
    wish = Wish(measure, "Ann Smith wrote that her number is +32 2 299 11 11.", **wish)
    return cases.decide(case=case, wish=wish, by=manager, at=NOW + 2 * DAY)


def worked(name):
    """The account's record is bad; the case it opens."""
    people.not_delivering(name)
    return next(one for one in people.work_goes_on() if one.account.name == name)


@pytest.fixture
def _record():
    """Ann is restricted, Abe only warned, Cleo's money held, and a post of Ben's held back."""
    people.rulebook()
    people.team()
    decide(worked("ann"), MeasureKind.RESTRICTION)
    decide(worked("abe"), MeasureKind.WARNING)
    people.member("ben", role="client")
    people.tell(people.posted("ben", 1, FEE))
    people.work_goes_on()
    cleo = worked("cleo")
    people.tell(people.contested("cleo", 0, 15_000))
    people.work_goes_on()
    hold = {Pot("cleo-c0", "EUR"): Money(15_000, "EUR")}
    decide(cleo, MeasureKind.COACHING_NOTE, hear=False, hold=hold)


def exported(folder):
    bodies = [json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))]
    return [statement for body in bodies for statement in body["statements"]]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_record")
def test_every_restriction_on_the_record_is_told_once_and_a_warning_is_not(goodstanding, tmp_path):
    out = tmp_path / "out"
    code, said = goodstanding("export", "statements", "--format", "dsa", "--out", str(out))
    assert (code, said) == (
        0,
        "4 adverse decisions: 3 statements for dsa, 0 left out, 1 restrict nothing.\n",
    )
    told = exported(out)
    assert [one["puid"] for one in told] == [
        f"decision-{one.id}"
        for one in Decision.objects.exclude(measure="warning").order_by("at", "id")
    ]
    assert [checking.one(one, Profile.EXPORT) for one in told] == [[], [], []]
    post, *others = told
    assert post["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_DISABLED"]
    assert post["automated_decision"] == "AUTOMATED_DECISION_FULLY"
    assert post["category"] == "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
    assert post["account_type"] == "ACCOUNT_TYPE_PRIVATE"
    (ann,) = [one for one in others if "decision_provision" in one]
    (cleo,) = [one for one in others if "decision_monetary" in one]
    assert ann["automated_decision"] == "AUTOMATED_DECISION_NOT_AUTOMATED"
    assert ann["automated_detection"] == cleo["automated_detection"] == "Yes"
    assert ann["incompatible_content_ground"].startswith("Poor performance, version 1")
    assert "11 of the member's 20 contract outcomes were bad" in ann["decision_facts"]
    assert cleo["end_date_monetary_restriction"] == "2026-07-03"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_record")
def test_nobody_is_named_in_what_is_told(goodstanding):
    _, said = goodstanding("export", "statements")
    body = said.splitlines()[0].lower()
    names = {"ann", "abe", "ben", "ben-j1", "cleo", "cleo-c0", "rita", "sam", "telegram"}
    assert names & {word.strip('".,:;()[]') for word in body.split()} == set()
    assert [sign for sign in ("@", "+32", "example.org") if sign in body] == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_record")
def test_only_later_decisions_are_told_where_asked(goodstanding):
    _, said = goodstanding("export", "statements", "--since", "2026-06-02")
    assert len(json.loads(said.splitlines()[0])["statements"]) == 2
    assert goodstanding("export", "statements", "--since", "2026-06-04")[1].startswith("0 adverse")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_record")
def test_places_are_as_asked_and_an_earlier_export_is_not_overwritten(goodstanding, tmp_path):
    out = str(tmp_path)
    goodstanding("export", "statements", "--territory", "de, be", "--out", out)
    assert exported(tmp_path)[0]["territorial_scope"] == ["BE", "DE"]
    with pytest.raises(ValueError, match="expected a folder without statements"):
        goodstanding("export", "statements", "--out", out)
    with pytest.raises(ValueError, match="--territory: got 'EL'"):
        goodstanding("export", "statements", "--territory", "EL")


def pia_names(folder, category):
    """Pia says in a copy of the policy how the database calls what it forbids."""
    policy = Path(
        shutil.copytree(people.RULEBOOK / "poor-performance", folder / "poor-performance")
    )
    with (policy / "policy.toml").open("a") as settings:
        settings.write(f'\n[european]\ncategory = "{category}"\nkeywords = ["KEYWORD_OTHER"]\n')
    return policy


@pytest.mark.django_db(transaction=True)
def test_a_policy_may_name_its_own_category(goodstanding, tmp_path):
    policy = pia_names(tmp_path, "STATEMENT_CATEGORY_CONSUMER_INFORMATION")
    policies.adopt(folder=policy, by="Pia", at=people.ADOPTED)
    people.team()
    decide(worked("ann"), MeasureKind.RESTRICTION)
    code, said = goodstanding("export", "statements")
    (statement,) = json.loads(said.splitlines()[0])["statements"]
    assert code == 0
    assert statement["category"] == "STATEMENT_CATEGORY_CONSUMER_INFORMATION"
    assert statement["category_specification"] == ["KEYWORD_OTHER"]


def test_a_category_that_is_none_is_a_mistake_in_the_policy(tmp_path):
    (mistake,) = rulebook.check(pia_names(tmp_path, "STATEMENT_CATEGORY_PORNOGRAPHY"))
    assert "category: got 'STATEMENT_CATEGORY_PORNOGRAPHY', expected a category" in str(mistake)


@pytest.mark.django_db(transaction=True)
def test_a_reversed_decision_keeps_its_statement_and_its_id(goodstanding):
    people.rulebook()
    staff = people.team()
    decision = decide(worked("ann"), MeasureKind.RESTRICTION)
    before = goodstanding("export", "statements")
    cases.reverse(
        decision=decision, cause="appeal", reasons="An error.", by=staff["Sue"], at=NOW + 3 * DAY
    )
    assert goodstanding("export", "statements") == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_record")
def test_what_was_told_to_the_database_is_remembered_once(goodstanding):
    goodstanding("export", "statements")
    goodstanding("export", "statements")
    rows = StatementExport.objects.order_by("id")
    assert [one.puid for one in rows] == [
        f"decision-{one.id}"
        for one in Decision.objects.exclude(measure="warning").order_by("at", "id")
    ]
    assert {one.batch for one in rows} == {1}
    _, log = goodstanding("export", "log")
    told = [one for one in map(json.loads, log.splitlines()) if one["type"] == "sor.exported"]
    assert [one["puid"] for one in told] == [one.puid for one in rows]
    for sql in (
        "UPDATE reports_statementexport SET batch = 9",
        "DELETE FROM reports_statementexport",
    ):
        with pytest.raises(IntegrityError, match="P8: the record is append-only"):
            connection.cursor().execute(sql.format("reports_statementexport"))

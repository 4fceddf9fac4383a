"""S23: the regulator asks, and gets every statement, and every clock let run out, by its case."""

import json

import pytest
from typer.testing import CliRunner

from tests import people
from tests.journeys.town.before import decided, had, heard
from tests.journeys.town.walks import appeals
from tests.people import NOW, timedelta

DAY = timedelta(days=1)
FEE = "Easy work. You pay a registration fee of 35 dollars. Message our manager on Telegram."
RESTRICTS = {"decision_visibility", "decision_monetary", "decision_provision", "decision_account"}
WHY = "A client got nothing and wants the money back."


@pytest.fixture
def forgotten(max_, work, come_in, clock):
    """Ben's post is never looked at; Ann is never talked with; Cyd's money and appeal are left."""
    max_.reports(
        people.registered("ben", "client"),
        people.posted("ben", 1, FEE),
        people.registered("ann"),
        *people.contracts("ann", 11),
        people.registered("cyd"),
        *(people.ended("cyd", n, "not_delivered" if n % 3 == 0 else "accepted") for n in range(15)),
        people.earned("cyd", 3, 18_000),
        people.contested("cyd", 3, 18_000),
    )
    work()
    cases = {name: had(name) for name in ("ben", "ann", "cyd")}
    heard(cases["ann"], "restriction")
    ann = come_in("ann").opens(f"/portal/cases/{cases['ann']}/")
    ann.types("When and how can we reach you?", "After six.")
    ann.presses("Ask for a talk")
    decided(cases["cyd"], "coaching_note", WHY, hold={"cyd-c3": 18_000})
    work()
    cyd = come_in("cyd").opens(f"/portal/cases/{cases['cyd']}/")
    appeals(cyd, "He got everything.")
    clock.move_to(NOW + 30 * DAY)
    work()
    return cases


def says(*words, exits):
    """What the command line says, line by line."""
    from goodstanding.interfaces.cli import main

    said = CliRunner().invoke(main.app, [str(one) for one in words])
    assert said.exit_code == exits, said.output
    return said.stdout.splitlines()


def audit(*more):
    return says("audit", *more, exits=1)


def every_statement_is_exported_as_the_database_takes_it(tmp_path):
    """Ben's post was held back, and Cyd's money; who they are is told to nobody."""
    says("export", "statements", "--format", "dsa", "--out", tmp_path, exits=0)
    (batch,) = tmp_path.glob("*.json")
    assert says("statements", "check", "--export", batch, exits=0) == [f"{batch}: valid"]
    told = batch.read_text()
    restricted = [sorted(set(one) & RESTRICTS) for one in json.loads(told)["statements"]]
    assert sorted(restricted) == [["decision_monetary"], ["decision_visibility"]]
    assert [one for one in ("Ben", "ben-j1", "Cyd", "cyd-c3", "Rita") if one in told] == []


def every_clock_let_run_out_is_named_with_its_case_and_its_day(forgotten):
    ours = {name: set() for name in forgotten}
    lines = audit()
    for name, reference in forgotten.items():
        told = [line for line in lines if line.startswith(f"{reference}: ")]
        ours[name] = {line.split(": ")[1].split(" UTC")[0] for line in told}
        assert len(told) == len(ours[name])
    assert ours == {
        "ben": {
            "confirmation was due 2026-06-02 10:00",
            "first look was due 2026-06-04 10:00",
            "end of the inquiry was due 2026-06-11 10:00",
        },
        "ann": {
            "talk was due 2026-06-08 10:00",
            "decision was due 2026-06-18 10:00",
        },
        "cyd": {"answer to the appeal was due 2026-06-15 10:00"},
    }


def each_line_says_duty_source_and_what_happened(forgotten):
    found = [json.loads(line) for line in audit("--json")]
    said = {(one["duty"], one["case"]): one for one in found if one["duty"] != "record"}
    assert all(one["source"] and one["what_was_due"] and one["what_happened"] for one in found)
    assert {name for _, name in said} == {forgotten["ben"], forgotten["cyd"]}
    assert said["G06", forgotten["ben"]]["what_happened"] == "nobody did"
    assert said["G21", forgotten["cyd"]]["due_at"].startswith("2026-06-08T10:00")
    assert said["G16", forgotten["cyd"]]["due_at"].startswith("2026-06-15T10:00")


def test_every_clock_and_every_statement_goes_to_the_regulator(forgotten, tmp_path):
    every_clock_let_run_out_is_named_with_its_case_and_its_day(forgotten)
    each_line_says_duty_source_and_what_happened(forgotten)
    every_statement_is_exported_as_the_database_takes_it(tmp_path)

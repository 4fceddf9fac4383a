"""What a session may set for itself changes nothing of what is promised (P1 to P12)."""

import psycopg
import pytest

from tests import database
from tests.promises import forging
from tests.promises.story import DAY, DECIDED, NOW

pytestmark = pytest.mark.django_db
STRETCHED = "SET LOCAL timezone = 'AAA-167BBB167,M6.3.0,M6.4.0'"
"""A day of a clock that is put on by two weeks in the middle of June."""


def test_p3_a_day_to_answer_has_24_hours_wherever_the_forger_lives(shell, house, refused):
    hurried = forging.heard(shell, house.waiting, NOW, NOW + DAY / 24)
    for zone in ("Europe/Lisbon", "America/New_York"):
        refused("P3: a preliminary notice leaves more", f"SET LOCAL timezone = '{zone}'", *hurried)
    for day in range(1, 30):
        served = NOW + day * DAY
        one = forging.heard(shell, house.waiting, served, served + DAY / 24)
        refused("P3: a preliminary notice leaves more than a day to answer", STRETCHED, *one)


def test_every_guard_sets_anew_what_a_session_may_set(shell):
    loose = shell.ask(
        "SELECT DISTINCT proname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
        "WHERE NOT tgisinternal AND proname NOT LIKE 'procrastinate%%' "
        "AND NOT coalesce(proconfig::text ~ 'search_path=public, pg_temp', false)"
    )
    assert loose == []


def test_no_guard_finds_its_tables_elsewhere(shell, house, refused):
    mute = forging.decided(shell, house.waiting, measure="warning", measures=0)[3:]
    path = "SET LOCAL search_path = pg_catalog, public"
    refused("P2|foreign key", path, *mute)
    refused("permission denied", "CREATE TEMPORARY TABLE cases_case (id uuid)")
    refused("permission denied", "CREATE SCHEMA shadow")
    refused("permission denied", "CREATE TABLE public.shadow (id uuid)")


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "ALTER TABLE cases_decision DISABLE TRIGGER ALL",
        "DROP TRIGGER check_decision ON cases_decision",
        "ALTER TABLE cases_decision DROP CONSTRAINT decision_has_reasons",
        (
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql "
            "AS 'BEGIN RETURN NEW; END'"
        ),
        "ALTER FUNCTION refuse_change() RESET ALL",
        "TRUNCATE cases_decision CASCADE",
        "CREATE RULE quietly AS ON INSERT TO cases_decision DO INSTEAD NOTHING",
        "SELECT setval('cases_strike_id_seq', 1)",
        "INSERT INTO chain_block DEFAULT VALUES",
        "SELECT chain_shape('auth_user'::regclass)",
        "SELECT chain_pin()",
    ],
)
def test_the_application_s_role_switches_nothing_off(refused, statement):
    refused("permission denied|must be owner|not owner", statement)


@pytest.mark.parametrize(
    "statement",
    [
        (
            "INSERT INTO cases_strike SELECT * FROM cases_strike "
            "ON CONFLICT (id) DO UPDATE SET weight = 0"
        ),
        (
            "MERGE INTO cases_strike s USING cases_strike t ON s.id = t.id "
            "WHEN MATCHED THEN UPDATE SET weight = 0"
        ),
        "MERGE INTO cases_strike s USING cases_strike t ON s.id = t.id WHEN MATCHED THEN DELETE",
        "WITH gone AS (DELETE FROM cases_strike RETURNING *) SELECT * FROM gone",
    ],
)
def test_p8_nothing_is_changed_in_a_roundabout_way(refused, statement):
    refused("P8: the record is append-only: .* of cases_strike is refused", statement)


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_p8_nobody_writes_who_does_not_see_what_others_wrote(house, level):
    with psycopg.connect(database.address()) as session:
        session.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
        with pytest.raises(psycopg.Error, match="P8: the record is written seeing what others"):
            session.execute(
                "INSERT INTO findings_setaside (finding_id, cause, at) VALUES "
                "('00000000-0000-0000-0000-000000000000', 'x', %s)",
                [DECIDED],
            )


def test_nobody_becomes_the_owner(house):
    with psycopg.connect(database.address()) as session:
        (owner,) = session.execute(
            "SELECT tableowner FROM pg_tables WHERE tablename = 'cases_decision'"
        ).fetchone()
        with pytest.raises(psycopg.Error, match="permission denied to set role"):
            session.execute(f"SET ROLE {owner}")

"""Logins: what is new to the account is said, the owner is asked, and memories stay small."""

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from goodstanding.detectors.logins import PLAIN, detect, levels, told
from goodstanding.detectors.logins.likelihood import FAILED_WITHIN, Login, Watch
from goodstanding.detectors.logins.memory import DAY, HALF_LIFE, MOST_VALUES, Account
from goodstanding.detectors.logins.wording import sentence
from goodstanding.evaluations.logins import OURS, measured
from goodstanding.evaluations.logins import PLAIN as FREEMAN
from goodstanding.evaluations.logins_made import honest, intruder, person

MONDAY = 1_767_571_200_000_000
MINUTE = 60_000_000
FIREFOX = "Mozilla/5.0 (Windows NT 10.0) Firefox/120"
CHROME = "Mozilla/5.0 (Android 14) Chrome/120"


def a_login(at, ip="1.1.1.1", asn="Telenor", country="Norway", agent=FIREFOX, device="a", **more):
    return Login(1, "ann", at, levels(ip, asn, country, agent, device), **more)


def ann_at_home(days=30):
    watch = Watch()
    for day in range(days):
        watch.add(a_login(MONDAY + day * DAY))
    return watch, MONDAY + (days - 1) * DAY


def points(watch, one):
    return sum(watch.score(one).values())


def test_a_new_device_from_a_new_country_and_network_is_said_with_where_ann_was_last():
    watch, last = ann_at_home()
    stranger = a_login(last + 40 * MINUTE, "9.9.9.9", "Claro", "Brazil", CHROME, "x")
    assert sentence(told(watch, stranger, ask=True)) == (
        "New device from a new country and a new network; you were last in Norway 40 minutes ago. "
        "Please confirm that it is you."
    )
    assert points(watch, stranger) > 10
    assert points(watch, a_login(last + 40 * MINUTE)) < 0


def test_a_country_changed_within_the_hour_weighs_more_than_one_changed_in_a_week():
    watch, last = ann_at_home()
    abroad = {"ip": "9.9.9.9", "asn": "Claro", "country": "Brazil"}
    soon = watch.score(a_login(last + 40 * MINUTE, **abroad))["network"]
    late = watch.score(a_login(last + 8 * DAY, **abroad))["network"]
    assert soon > late + 1


def test_someone_who_changes_addresses_daily_may_show_a_new_one_more_easily():
    still, last = ann_at_home()
    moving = Watch()
    for day in range(30):
        moving.add(a_login(MONDAY + day * DAY, ip=f"1.1.2.{day}"))
    new = a_login(last + DAY, ip="1.1.3.9")
    assert points(still, new) > points(moving, new) + 1


def test_copying_browser_and_provider_does_not_make_a_strangers_device_look_like_anns():
    watch, last = ann_at_home()
    copied = a_login(last + DAY, ip="1.1.77.1", device="x")
    known = a_login(last + DAY, ip="1.1.77.1")
    assert points(watch, copied) > 5 > points(watch, known)


def test_what_an_intruder_did_is_not_remembered_as_anns():
    watch, last = ann_at_home()
    stranger = {"ip": "9.9.9.9", "asn": "Claro", "country": "Brazil", "agent": CHROME}
    watch.add(a_login(last + MINUTE, **stranger, device="x", owner=False))
    watch.add(a_login(last + 2 * MINUTE, **stranger, device="x", ok=False))
    assert not watch.accounts["ann"].knows("device", "x")


def test_an_address_that_failed_at_many_accounts_is_held_against_it_for_a_day():
    watch, last = ann_at_home()
    for other in range(7):
        values = levels("6.6.6.6", "Claro", "Brazil", CHROME, "x")
        watch.add(Login(1, f"person{other}", last + other, values, ok=False))
    tried = a_login(last + MINUTE, ip="6.6.6.6")
    assert watch.score(tried)["failures"] == pytest.approx(0.7 * 3)
    assert "to 7 other accounts failed" in sentence(told(watch, tried, ask=True))
    later = a_login(last + MINUTE + FAILED_WITHIN, ip="6.6.6.6")
    assert watch.score(later)["failures"] == 0


def test_an_old_login_counts_half_after_sixty_days_and_an_account_keeps_a_dozen_values():
    account = Account()
    for day in range(40):
        account.add(a_login(MONDAY + day, ip=f"1.1.1.{day}").values, MONDAY + day)
    level = account.level("ip")
    assert len(level.weights) == MOST_VALUES
    total = level.total
    account.add(a_login(MONDAY).values, MONDAY + 39 + HALF_LIFE)
    assert account.level("ip").total == pytest.approx(total / 2 + 1)


def test_one_row_a_login_in_the_inputs_order_and_a_question_for_a_small_share_of_them():
    of = np.random.default_rng(8)
    people = [person(of, number) for number in range(40)]
    logins = list(honest(of, people, 60))
    stranger = intruder(of, "naive", people[0], logins[-1].at + MINUTE)
    told = [stranger, *logins]
    values = {name: [one.values[name] for one in told] for name in ("ip", "country", "device")}
    table = pa.table(
        {
            "row": list(range(1, len(told) + 1)),
            "account": [one.account for one in told],
            "at": [one.at for one in told],
            **values,
            "asn": [one.values["asn"].split()[-1] for one in told],
            "user_agent": [one.values["agent"] for one in told],
            "ok": pa.nulls(len(told), pa.bool_()),
            "owner": pa.nulls(len(told), pa.bool_()),
        }
    )
    connection = duckdb.connect()
    connection.register("input", table)
    answer = detect(connection, {"share": 0.02}, None).to_pylist()
    assert [one["subject"] for one in answer] == [str(row + 1) for row in range(len(told))]
    assert answer[0]["ask"]
    assert answer[0]["e_value"] is None
    assert answer[0]["rows"][0] == 1
    assert told[answer[0]["rows"][1] - 1].account == people[0].name
    assert sum(one["ask"] for one in answer) <= 0.03 * len(told)


def test_on_made_logins_fewer_honest_people_are_asked_than_by_the_plain_score():
    figures = {one.measure: one.reached for one in measured(seed=5, people=60, days=60)}
    for kind in ("VPN in the country", "same city and browser"):
        asked = f"honest asked, 95.0% of '{kind}' found, "
        assert figures[asked + OURS] < 0.8 * figures[asked + FREEMAN]


def test_the_owner_is_asked_and_nothing_else_follows():
    assert (
        PLAIN.about == "Logins that are unlike the account's owner; asks for proof, never suspends."
    )

"""Does a client leave contractors unpaid more often than is tolerated?"""

import duckdb
import pyarrow as pa
import pytest

from goodstanding.detectors.evidence import BOUNDS, smallest_flagging
from goodstanding.detectors.nonpayment import DAY, DETECTOR, KNOWN_AFTER_DAYS, PLAIN, sentence

SETTINGS = {"tolerated": 0.05, "window_days": 90, "bad": ["unpaid", "charged_back", "disputed"]}
TIMES = {"at", "row"}
VIEWS = {
    "contract_ended": ("account", "at", "row", "contract", "client", "outcome"),
    "contract_started": ("at",),
    "payment_earned": ("account", "at", "contract"),
    "dispute_opened": ("at", "contract"),
    "chargeback_received": ("account", "at", "contract"),
}


class Town:
    """What was reported, as relations."""

    def __init__(self):
        self.told = {name: [] for name in VIEWS}
        self.told["contract_started"].append((1_000 * DAY,))

    def ends(self, client, contractor, *, day, paid=True, outcome="accepted", contract=""):
        name = contract or f"{client}-{contractor}"
        number = len(self.told["contract_ended"]) + 1
        self.told["contract_ended"].append((contractor, day * DAY, number, name, client, outcome))
        if paid:
            self.told["payment_earned"].append((contractor, day * DAY, name))
        return name

    def rows(self, client):
        with duckdb.connect() as duck:
            for name, columns in VIEWS.items():
                told = self.told[name]
                values = zip(*told, strict=True) if told else [[] for _ in columns]
                table = {
                    column: pa.array(one, pa.int64() if column in TIMES else pa.string())
                    for column, one in zip(columns, values, strict=True)
                }
                duck.register(name, pa.table(table))
            found = duck.execute(f'FROM ({DETECTOR.relation}) ORDER BY account, "at", "row"')
            names = [column[0] for column in found.description]
            rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        return [row for row in rows if row["account"] == client]


def a_town(unpaid, contractors=10):
    """Ben has a contract with each contractor; each is paid elsewhere."""
    town = Town()
    for i in range(contractors):
        town.ends("cleo", f"ann{i}", day=1)
        town.ends("ben", f"ann{i}", day=10 + i, paid=i >= unpaid)
    return town


def test_ben_who_leaves_half_his_contractors_unpaid_is_told_so_with_numbers():
    rows = a_town(unpaid=5).rows("ben")
    (found,) = DETECTOR.examine("ben", rows, SETTINGS)
    assert found.account == "ben"
    assert found.contracts == tuple(f"ben-ann{i}" for i in range(5))
    assert found.sentence.startswith(
        "5 of 10 contractors whose contracts with you ended (since 1970-01-11) were left unpaid, "
        "charged back or in dispute; 0.5 of 10 would be tolerated."
    )
    assert sentence(found.counts) == found.sentence
    assert found.e_value >= BOUNDS[found.tier - 1]
    assert DETECTOR.path(rows, SETTINGS)[-1].e_value == found.e_value


def test_cleo_who_pays_is_not_suspected():
    assert DETECTOR.examine("cleo", a_town(unpaid=5).rows("cleo"), SETTINGS) == []


def test_where_no_payments_are_reported_nobody_is_unpaid():
    town = Town()
    for i in range(10):
        town.ends("ben", f"ann{i}", day=10, paid=False)
    assert {row["outcome"] for row in town.rows("ben")} == {""}


def test_a_dispute_or_chargeback_counts_if_it_came_within_thirty_days():
    town = Town()
    late = KNOWN_AFTER_DAYS + 1
    for i, (view, after) in enumerate(
        [("dispute_opened", 3), ("dispute_opened", late), ("chargeback_received", 29)]
    ):
        contract = town.ends("ben", f"ann{i}", day=10 + i)
        at = (10 + i + after) * DAY
        town.told[view].append(
            (at, contract) if view == "dispute_opened" else ("ben", at, contract)
        )
    assert [row["outcome"] for row in town.rows("ben")] == ["disputed", "", "charged_back"]


def test_one_contractor_counts_once_however_many_contracts_the_quarrel_is_about():
    town = Town()
    town.ends("cleo", "ann", day=1)
    for i in range(10):
        town.ends("ben", "ann", day=10 + i, paid=False, contract=f"part{i}")
    assert DETECTOR.examine("ben", town.rows("ben"), SETTINGS) == []


def test_work_that_was_never_delivered_need_not_be_paid():
    town = a_town(unpaid=0)
    for i in range(5):
        town.ends("ben", f"noa{i}", day=40, paid=False, outcome="not_delivered")
        town.ends("cleo", f"noa{i}", day=1)
    assert {row["outcome"] for row in town.rows("ben")} == {""}


def test_the_published_table_is_that_of_the_evidence_which_a_tolerable_client_rarely_reaches():
    table = DETECTOR.thresholds(SETTINGS)
    assert table[5] == ("10", *(str(smallest_flagging(10, 0.05, bound)) for bound in BOUNDS))


def test_settings_that_make_no_sense_are_told():
    wrong = {"tolerated": 0, "window_days": 90, "bad": ["rude"]}
    assert len(DETECTOR.check(wrong)) == 2
    assert DETECTOR.check(SETTINGS) == []


@pytest.mark.parametrize(("bad", "tier"), [(0, 0), (1, 0), (5, 2), (9, 3)])
def test_a_plain_file_is_judged_client_by_client_the_most_suspicious_first(bad, tier):
    connection = duckdb.connect()
    table = {
        "row": list(range(1, 21)),
        "client": ["ben"] * 10 + ["cleo"] * 10,
        "contractor": [f"ann{i}" for i in range(10)] * 2,
        "at": [i * DAY for i in range(20)],
        "bad": [i < bad for i in range(10)] + [False] * 10,
    }
    connection.register("input", pa.table(table))
    answer = PLAIN.detect(connection, {"tolerated": 0.05, "window_days": 90}, None).to_pylist()
    found = {one["subject"]: one for one in answer}
    assert found["ben"]["tier"] == tier
    assert found["cleo"]["tier"] == 0
    assert found["ben"]["rows"] == list(range(1, bad + 1))
    assert not bad or answer[0]["subject"] == "ben"

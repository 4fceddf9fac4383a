"""Do clients leave after meeting this person, more often than alike clients of others?"""

import random

import duckdb
import pyarrow as pa
import pytest

from goodstanding.detectors.harm import AWAY_DAYS, DAY, DETECTOR, sentence

SETTINGS = {"margin": 1.5, "fewest_alike": 100}
LATE = 1_000 * DAY


class Town:
    """Contracts, hires and job posts, as relations."""

    def __init__(self):
        self.ended, self.started, self.posted = [], [], []

    def meets(self, contractor, client, *, day, stays, work="design", after=30):
        """A client's contract with a contractor ends; `after` days later they hire again or not."""
        contract = f"{contractor}-{client}"
        self.started.append((client, (day - 5) * DAY))
        self.ended.append((contractor, day * DAY, len(self.ended) + 1, contract, client, work))
        if stays:
            self.started.append((client, (day + after) * DAY))

    def rows(self, latest=LATE):
        """The detector's relation, by account."""
        with duckdb.connect() as duck:
            relations = {
                "contract_ended": (
                    self.ended,
                    ("account", "at", "row", "contract", "client", "work"),
                ),
                "contract_started": ([*self.started, ("nobody", latest)], ("client", "at")),
                "job_posted": (self.posted, ("account", "at")),
            }
            for name, (told, columns) in relations.items():
                values = zip(*told, strict=True) if told else [[] for _ in columns]
                table = pa.table(
                    {
                        column: pa.array(
                            one, pa.int64() if column in {"at", "row"} else pa.string()
                        )
                        for column, one in zip(columns, values, strict=True)
                    }
                )
                duck.register(name, table)
            found = duck.execute(
                f'SELECT * FROM ({DETECTOR.relation}) ORDER BY account, "at", "row"'
            )
            names = [column[0] for column in found.description]
            told = {}
            for values in found.fetchall():
                row = dict(zip(names, values, strict=True))
                told.setdefault(row["account"], []).append(row)
            return told


def ordinary(town, *, leaving=0.05, clients=400, work="design", seed=1):
    """Alike clients of others: some leave, most hire again."""
    dice = random.Random(seed)
    for n in range(clients):
        stays = dice.random() >= leaving
        town.meets(
            f"other-{work}-{n % 40}", f"{work}-{n}", day=10 + n % 200, stays=stays, work=work
        )


def examined(town, account, settings=SETTINGS):
    return DETECTOR.examine(account, town.rows().get(account, []), settings)


def test_of_anns_twenty_clients_fourteen_left_where_one_would_be_expected():
    town = Town()
    ordinary(town)
    for n in range(20):
        town.meets("ann", f"c{n}", day=400 + n, stays=n >= 14)
    (found,) = examined(town, "ann")
    assert found.tier == 2
    assert found.e_value > 1_000_000
    assert found.sentence.startswith(
        "14 of the 20 clients whose first contract with you ended (since 1971-02-05) neither hired "
        "nor posted a job in the 90 days after."
    )
    assert found.sentence == sentence(found.counts)
    assert len(found.rows) == len(found.contracts) == 14
    assert 0.5 < found.counts["usual"] < 2 < found.counts["tolerated"] < 4


def test_where_alike_clients_leave_as_often_it_is_not_ann():
    town = Town()
    ordinary(town, leaving=0.6)
    for n in range(20):
        town.meets("ann", f"c{n}", day=400 + n, stays=n >= 14)
    assert examined(town, "ann") == []


def test_hard_work_is_compared_with_hard_work():
    """Most clients of one kind of work need it once only; nobody in it is blamed for that."""
    town = Town()
    ordinary(town, leaving=0.1, work="design")
    ordinary(town, leaving=0.7, work="logo", seed=2)
    for n in range(40):
        town.meets("ann", f"c{n}", day=400 + n, stays=n % 10 < 3, work="logo")
    assert examined(town, "ann") == []


def test_with_too_few_alike_clients_nothing_is_said():
    town = Town()
    ordinary(town, clients=99)
    for n in range(20):
        town.meets("ann", f"c{n}", day=400 + n, stays=False)
    assert examined(town, "ann") == []
    assert DETECTOR.figure(town.rows()["ann"], SETTINGS).own == "not compared"


def test_where_nobody_is_known_to_hire_twice_nobody_left():
    """A marketplace that reports contracts but no hires would make every client look gone."""
    town = Town()
    ordinary(town, leaving=1)
    for n in range(20):
        town.meets("ann", f"c{n}", day=400 + n, stays=False)
    assert examined(town, "ann") == []
    assert DETECTOR.figure(town.rows()["ann"], SETTINGS).own == "not compared"


def test_a_client_who_posts_a_job_has_not_left():
    town = Town()
    ordinary(town)
    for n in range(20):
        town.meets("ann", f"c{n}", day=400, stays=False)
        town.posted.append((f"c{n}", 489 * DAY))
    assert examined(town, "ann") == []


def test_nobody_has_left_before_ninety_days_are_over():
    town = Town()
    town.meets("ann", "ben", day=400, stays=False)
    assert town.rows(latest=(400 + AWAY_DAYS) * DAY - 1) == {}
    (row,) = town.rows(latest=(400 + AWAY_DAYS) * DAY)["ann"]
    assert row["gone"] == 1
    assert row["at"] == (400 + AWAY_DAYS) * DAY


def test_a_client_counts_once_by_their_first_contract():
    town = Town()
    town.meets("ann", "ben", day=100, stays=True)
    town.meets("ann", "ben", day=130, stays=False)
    (row,) = town.rows()["ann"]
    assert (row["contract"], row["gone"]) == ("ann-ben", 0)


def test_what_is_expected_comes_from_others_and_from_the_past_alone():
    """Ann's own clients never count among the alike, nor do clients known later or at once."""
    town = Town()
    town.meets("abe", "early", day=100, stays=False)
    town.meets("ann", "own", day=110, stays=False)
    town.meets("abe", "together", day=120, stays=False)
    town.meets("ann", "ben", day=120, stays=True)
    town.meets("abe", "late", day=130, stays=False)
    row = town.rows()["ann"][-1]
    assert (row["client"], row["alike"], row["alike_gone"]) == ("ben", 1, 1)


def test_a_client_of_many_hires_is_compared_with_such_clients():
    town = Town()
    for n in range(12):
        town.meets("abe", "regular", day=10 + n, stays=False)
    town.meets("ann", "regular", day=100, stays=True)
    town.meets("ann", "new", day=100, stays=True)
    assert {row["client"]: row["hire"] for row in town.rows()["ann"]} == {
        "regular": "later",
        "new": "first",
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_of_300_honest_people_with_mixed_clients_nobody_is_looked_at(seed):
    """Some work mostly with clients of whom seven in ten leave anyway, some with one in ten."""
    dice, town = random.Random(seed), Town()
    base = {"logo": 0.7, "design": 0.1}
    for n in range(300 * 30):
        who = n % 300
        work = "logo" if dice.random() < who / 300 else "design"
        stays = dice.random() >= base[work]
        town.meets(f"p{who}", f"c{n}", day=10 + n // 30, stays=stays, work=work)
    found = [DETECTOR.examine(who, rows, SETTINGS) for who, rows in town.rows().items()]
    assert len(found) == 300
    assert max((one.tier for each in found for one in each), default=0) < 2
    assert sum(map(len, found)) <= 300 / 20


def test_settings_that_make_no_sense_are_told():
    assert DETECTOR.check(SETTINGS) == []
    assert DETECTOR.check({"margin": 0.5}) == [
        'The setting "fewest_alike" is missing; expected a whole number from 20 to 1,000,000.',
        'The setting "margin" is 0.5; expected a number from 1.0 to 10.0.',
    ]


def test_the_path_ends_where_the_finding_stands():
    town = Town()
    ordinary(town)
    for n in range(20):
        town.meets("ann", f"c{n}", day=400 + n, stays=n >= 14)
    rows = town.rows()["ann"]
    (found,) = DETECTOR.examine("ann", rows, SETTINGS)
    last = DETECTOR.path(rows, SETTINGS)[-1]
    assert (last.n, last.bad_so_far, last.e_value) == (20, 14, found.e_value)
    assert DETECTOR.figure(rows, SETTINGS).own == "14 of 20"

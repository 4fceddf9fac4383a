"""The mappings that are shipped read the files they are for."""

import csv
import os
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from goodstanding.accounts.models import Account
from goodstanding.events import queries
from goodstanding.events.importing import Imported, import_files
from goodstanding.events.importing.mapping import read
from goodstanding.events.models import Event

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("GOODSTANDING_DATA", ROOT.parent / "shared" / "data"))
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def bring(mapping, *files):
    return import_files(files=files, mapping=ROOT / "mappings" / mapping, at=NOW, examine=False)


@pytest.mark.parametrize("path", sorted((ROOT / "mappings").glob("*.toml")), ids=lambda p: p.name)
def test_every_mapping_makes_sense_by_itself(path):
    assert read(path).rules


@pytest.mark.django_db
def test_crowd_workers_answers_are_contracts_that_ended():
    answers = ROOT / "sample" / "crowd_workers" / "answers.csv"
    assert bring("crowd_workers.toml", answers) == Imported(recorded=3_319, known=0, rejected=0)
    assert bring("crowd_workers.toml", answers) == Imported(recorded=0, known=3_319, rejected=0)
    assert Account.objects.filter(role="contractor").count() == 269
    assert Account.objects.filter(role="client").count() == 333
    relation = 'SELECT account, "at", "row", contract, client, work, outcome FROM contract_ended'
    ((_, rows),) = queries.relation(relation, accounts=["worker-0026"])
    assert Counter(row["outcome"] for row in rows) == {"unacceptable_work": 44, "accepted": 5}
    question = rows[0]["contract"].removeprefix("worker-0026/")
    assert rows[0]["client"] == f"owner-of-{question}"
    times = Event.objects.order_by("at").values_list("at", flat=True)
    assert (times.first().date().isoformat(), times.last().date().isoformat()) == (
        "2026-02-02",
        "2026-10-13",
    )


@pytest.mark.django_db
def test_job_posts_are_told_without_their_label():
    posts = ROOT / "sample" / "job_posts" / "job_scams_validation.csv"
    assert bring("job_posts.toml", posts) == Imported(recorded=1_429, known=0, rejected=0)
    assert bring("job_posts.toml", posts).known == 1_429
    assert Account.objects.filter(role="client").count() == 1_429
    bodies = Event.objects.values_list("body", flat=True)
    assert {tuple(sorted(body)) for body in bodies} == {("category", "job", "text", "title")}
    assert {at.year for at in Event.objects.values_list("at", flat=True)} == {2026}


@pytest.mark.django_db
def test_the_simulated_month_is_in_the_vocabulary():
    month = ROOT / "sample" / "simulated_month" / "events.jsonl"
    told = sum(1 for line in month.read_text().splitlines() if line)
    assert bring("events.toml", month) == Imported(recorded=told, known=0, rejected=0)


def table(name):
    with (DATA / "olist" / f"olist_{name}_dataset.csv").open(
        newline="", encoding="utf-8-sig"
    ) as file:
        return list(csv.DictReader(file))


@pytest.mark.datasets
@pytest.mark.django_db
def test_olist_orders_are_contracts_of_sellers_with_customers():
    names = ("orders", "order_items", "order_payments", "order_reviews", "customers")
    files = [DATA / "olist" / f"olist_{name}_dataset.csv" for name in names]
    if not all(path.exists() for path in files):
        pytest.skip(f"the public Olist files are not in {DATA / 'olist'} (see GOODSTANDING_DATA)")
    first = bring("olist.toml", *files)
    assert (first.known, first.rejected) == (0, 0)
    assert bring("olist.toml", *files) == Imported(recorded=0, known=first.recorded, rejected=0)

    status = {row["order_id"]: row["order_status"] for row in table("orders")}
    items = [row for row in table("order_items") if row["order_id"] in status]
    parts = {(row["order_id"], row["seller_id"]) for row in items}
    poor = {row["order_id"] for row in table("order_reviews") if int(row["review_score"]) <= 2}
    fine = {row["order_id"] for row in table("order_reviews") if int(row["review_score"]) > 2}
    earned = sum(
        Decimal(row["price"]) + Decimal(row["freight_value"])
        for row in items
        if status[row["order_id"]] == "delivered"
    )
    bodies = {kind: [] for kind in Event.objects.values_list("kind", flat=True).distinct()}
    for kind, body in Event.objects.values_list("kind", "body"):
        bodies[kind].append(body)
    ended = {
        tuple(body["contract"].split("/")): body["outcome"] for body in bodies["contract.ended"]
    }
    assert ended.keys() == parts
    for (order, _), outcome in ended.items():
        assert (outcome == "not_delivered") == (status[order] != "delivered")
        assert outcome != "unacceptable_work" or order in poor
        assert outcome != "accepted" or order not in poor or order in fine
    assert sum(body["amount"] for body in bodies["payment.earned"]) == 100 * earned
    assert {body["score"] for body in bodies["feedback.given"]} == {1, 2, 3, 4, 5}

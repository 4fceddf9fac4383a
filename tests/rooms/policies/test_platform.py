"""What the marketplace says of itself, what it relaxes, and for whom that holds."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.law.clocks import GOLD
from goodstanding.law.duties.profiles import Platform, Subject
from goodstanding.policies import operations, queries
from goodstanding.policies.models import PlatformRelaxation, PlatformVersion
from goodstanding.policies.operations import NotAdoptedError
from goodstanding.policies.platform import file as platform

RULEBOOK = Path(__file__).parents[3] / "rulebook"
ADOPTED = datetime(2026, 1, 15, tzinfo=UTC)
LATER = ADOPTED + timedelta(days=40)
BASE = 'announced = 2026-01-15\nsector = "online"\nvery_large = false\nlicences = []\n'
SOMEONE = Subject(role="contractor")
ANN = Subject(residence="DE", role="contractor", natural_person=True)


def relaxed(parameter="appeal_reply_max", value="P21D", reason="Our team is new.", by="Olga"):
    return (
        f'[[relaxation]]\nparameter = "{parameter}"\nvalue = "{value}"\n'
        f'reason = "{reason}"\nby = "{by}"\nat = 2026-01-15\n'
    )


@pytest.fixture
def written(tmp_path):
    def write(text):
        file = tmp_path / "platform.toml"
        file.write_text(text)
        return file

    return write


def test_the_published_platform_relaxes_nothing():
    assert platform.check(RULEBOOK / "platform.toml") == []
    assert platform.read(RULEBOOK / "platform.toml")["relaxation"] == []


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (BASE.replace("online", "flying"), 2, "sector: got 'flying', expected one of online"),
        (BASE + "colour = 1\n", 5, "colour: no such key"),
        (BASE.replace("licences = []\n", ""), 1, "licences: missing"),
        (BASE + relaxed(by=" "), 9, "by: got ' ', expected a named person"),
        (BASE + relaxed("tea_time"), 7, "relaxation: got 'tea_time', expected one of"),
        (BASE + relaxed(value="soon"), 7, "length: got 'soon'"),
        (BASE + relaxed("interim_max", "P30D"), 6, "the database keeps this for everyone (P4)"),
        (BASE + relaxed("hold_dispute", "P90D"), 7, "hold_dispute: P90D is weaker than P30D"),
        (BASE + "staff = [\n", 1, "Invalid"),
    ],
)
def test_every_mistake_has_its_line(written, text, line, says):
    mistakes = platform.check(written(text))
    assert [one.line for one in mistakes] == [line]
    assert says in mistakes[0].message


@pytest.mark.django_db
def test_a_relaxation_counts_once_it_was_announced_for_30_days(written):
    operations.adopt_platform(file=written(BASE + relaxed()), by="Pia", at=ADOPTED)
    before = queries.binding(SOMEONE, at=ADOPTED + timedelta(days=29))
    after = queries.binding(SOMEONE, at=LATER)
    assert before.clocks == GOLD
    assert after.clocks.appeal_reply == timedelta(days=21)
    assert [(one.by, one.reason) for one in after.relaxations] == [("Olga", "Our team is new.")]


@pytest.mark.django_db
def test_whoever_a_law_protects_keeps_what_it_gives(written):
    operations.adopt_platform(file=written(BASE + relaxed()), by="Pia", at=ADOPTED)
    ann = queries.binding(ANN, at=LATER)
    assert (ann.clocks.appeal_reply, ann.relaxations) == (timedelta(days=14), ())


@pytest.mark.django_db
def test_what_is_relaxed_no_longer_ends_at_once_and_stays_on_the_record(written):
    operations.adopt_platform(file=written(BASE + relaxed()), by="Pia", at=ADOPTED)
    operations.adopt_platform(file=written(BASE), by="Pia", at=LATER)
    assert queries.binding(SOMEONE, at=LATER).clocks == GOLD
    assert queries.binding(SOMEONE, at=LATER - timedelta(days=1)).clocks != GOLD
    assert [one.number for one in queries.platforms()] == [2, 1]


@pytest.mark.django_db
def test_the_same_file_is_adopted_once(written):
    assert operations.adopt_platform(file=written(BASE), by="Pia", at=ADOPTED).number == 1
    assert operations.adopt_platform(file=written(BASE), by="Pia", at=LATER) is None


@pytest.mark.django_db
def test_a_file_with_mistakes_is_not_adopted(written):
    with pytest.raises(NotAdoptedError, match="sector"):
        operations.adopt_platform(file=written("x = 1\n"), by="Pia", at=ADOPTED)


@pytest.mark.django_db
def test_the_size_of_the_platform_is_what_it_said_of_itself(written):
    assert queries.platform(at=ADOPTED) == Platform()
    file = written(BASE + "staff = 12\nturnover = 900000\n")
    operations.adopt_platform(file=file, by="Pia", at=ADOPTED)
    assert queries.platform(at=ADOPTED).is_small


def attack(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
def test_nobody_rewrites_what_was_relaxed(written):
    operations.adopt_platform(file=written(BASE + relaxed()), by="Pia", at=ADOPTED)
    for sql in (
        "UPDATE policies_platformrelaxation SET value = 'P99D'",
        "DELETE FROM policies_platformrelaxation",
        "UPDATE policies_platformversion SET adopted_by = 'x'",
    ):
        with pytest.raises(IntegrityError, match=r"P8: the record is append-only"):
            attack(sql)
    with pytest.raises(IntegrityError, match="P8_relaxation_says_who_and_why"):
        attack(
            "INSERT INTO policies_platformrelaxation (platform_id, parameter, value, reason, by,"
            " at) SELECT id, 'ack_max', 'P9D', '', 'Olga', now() FROM policies_platformversion"
        )
    with pytest.raises(IntegrityError, match="P1_relaxation_announced_for_30_days"):
        attack(
            "INSERT INTO policies_platformversion (number, settings, hash, announced_at, "
            "relaxed_from, adopted_at, adopted_by) VALUES (9, '{}', '', now(), now(), now(), 'x')"
        )
    assert (PlatformVersion.objects.count(), PlatformRelaxation.objects.count()) == (1, 1)

"""Tables are brought up to date while people work; nothing is taken from under them."""

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

from tests.house import migrating

BEFORE = set(migrating.LIST.read_text().split())
NEW = {name: one for name, one in migrating.ours().items() if name not in BEFORE}


def test_those_made_before_the_rule_are_still_there():
    assert set(migrating.ours()) >= BEFORE


@pytest.mark.parametrize("name", NEW or [None])
def test_a_new_migration_can_run_while_the_version_before_serves(name):
    if name:
        said = "or a line beginning with " + migrating.WORDS
        assert migrating.unexplained(name, NEW[name]) == [], said


def made_of(*operations):
    migration = migrations.Migration("x", "cases")
    migration.operations = list(operations)
    return list(migrating.faults(migration))


TEXT = models.TextField()


@pytest.mark.parametrize(
    "unsafe",
    [
        migrations.RemoveField("case", "why"),
        migrations.RenameField("case", "why", "reason"),
        migrations.DeleteModel("Case"),
        migrations.RenameModel("Case", "Matter"),
        migrations.AddField("case", "more", models.TextField(default="")),
        migrations.AlterField("case", "why", models.TextField(null=False)),
        migrations.AddIndex("case", models.Index(fields=["why"], name="by_why")),
        migrations.RunSQL("ALTER TABLE cases_case\n DROP COLUMN why"),
        migrations.SeparateDatabaseAndState([migrations.RunSQL("TRUNCATE cases_case")]),
    ],
    ids=lambda one: one.describe(),
)
def test_what_would_break_the_version_before_is_refused(unsafe):
    assert len(made_of(unsafe)) == 1


@pytest.mark.parametrize(
    "safe",
    [
        migrations.AddField("case", "more", models.TextField(null=True)),
        migrations.AddField("case", "more", models.TextField(db_default="")),
        migrations.CreateModel("Note", [("text", TEXT)]),
        AddIndexConcurrently("case", models.Index(fields=["why"], name="by_why")),
        migrations.RunSQL("CREATE TRIGGER … ON cases_case"),
    ],
    ids=lambda one: one.describe(),
)
def test_what_only_adds_is_taken(safe):
    assert made_of(safe) == []


def test_a_table_of_its_own_can_be_made_as_it_likes():
    index = migrations.AddIndex("note", models.Index(fields=["text"], name="by_text"))
    assert made_of(migrations.CreateModel("Note", [("text", TEXT)]), index) == []

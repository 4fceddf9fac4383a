"""Which migrations can run while the version before still serves, and which cannot.

python -m tests.house.migrating writes the list of those made before this rule.
"""

from pathlib import Path

from django.db.migrations import operations as o

LIST = Path(__file__).parent / "migrations_before.txt"
WORDS = "# Needs a stop: "
"""A migration that cannot run while people work says so, with its reason, in such a line."""

TAKES_AWAY = (
    o.RemoveField,
    o.RenameField,
    o.DeleteModel,
    o.RenameModel,
    o.AlterModelTable,
)
STATEMENTS = (
    "drop column",
    "rename column",
    "drop table",
    "rename to",
    "set not null",
    "alter column",
    "vacuum full",
    "lock table",
    "truncate",
)


def faults(migration):
    """What a migration does that the version before, or people at work, would notice."""
    made = {one.name.lower() for one in migration.operations if isinstance(one, o.CreateModel)}
    for one in flat(migration.operations):
        on = getattr(one, "model_name", getattr(one, "name", "")) or ""
        if on.lower() not in made:
            yield from fault(one)


def flat(operations):
    for one in operations:
        if isinstance(one, o.SeparateDatabaseAndState):
            yield from flat(one.database_operations)
        else:
            yield one


def fault(one):
    """What is wrong with an operation on a table that is there already."""
    said = one.describe()
    if isinstance(one, TAKES_AWAY):
        yield f"{said}: the version before still reads it; stop using it first, take it away later"
    elif isinstance(one, o.AddField):
        field = one.field
        if not (field.null or field.has_db_default() or field.many_to_many):
            yield f"{said}: the version before writes rows without it; expected null or db_default"
    elif isinstance(one, o.AlterField):
        yield f"{said}: what it does to rows that are there is not seen here"
    elif type(one) is o.AddIndex:
        yield f"{said}: nobody can write meanwhile; expected AddIndexConcurrently, atomic = False"
    elif isinstance(one, o.RunSQL):
        words = " ".join(str(one.sql).lower().split())
        yield from (f"{said}: {found}" for found in STATEMENTS if found in words)


def ours():
    """Every migration of the house, by its name."""
    from django.db.migrations.loader import MigrationLoader

    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return {
        f"{room}/{name}": one
        for (room, name), one in sorted(found.items())
        if type(one).__module__.startswith("goodstanding.")
    }


def unexplained(name, migration):
    """Faults of a migration that gives no reason for them."""
    room, file = name.split("/")
    path = Path(__file__).parents[2] / "src" / "goodstanding" / room / "migrations" / f"{file}.py"
    return [] if WORDS in path.read_text() else list(faults(migration))


def write():
    """Note which migrations there are."""
    LIST.write_text("".join(f"{name}\n" for name in ours()))


if __name__ == "__main__":
    import os

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.config.settings"
    django.setup()
    write()

"""The tests' database: where it is for a process of its own; how its worker's desk is emptied."""

from django.db import connection


def address():
    """The tests' database as an address in `DATABASE_URL`."""
    place = connection.settings_dict
    if place["PORT"]:
        where = f"{place['HOST']}:{place['PORT']}"
        return f"postgresql://{place['USER']}:{place['PASSWORD']}@{where}/{place['NAME']}"
    return f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"


def forget_what_was_asked():
    """Empty the worker's desk, which flushing leaves as it is: it is no table of ours."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_periodic_defers CASCADE")

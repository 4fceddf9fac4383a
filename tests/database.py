"""Where the tests' database is, for a process of its own."""

from django.db import connection


def address():
    """The tests' database as an address in `DATABASE_URL`."""
    place = connection.settings_dict
    if place["PORT"]:
        where = f"{place['HOST']}:{place['PORT']}"
        return f"postgresql://{place['USER']}:{place['PASSWORD']}@{where}/{place['NAME']}"
    return f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"

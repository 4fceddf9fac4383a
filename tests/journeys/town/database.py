"""The database the site runs on, for processes of their own and for whoever has a shell on it."""

from urllib.parse import quote

from django.db import connection


def address():
    """Its address, with the role that owns the tables."""
    of = {name: quote(str(value), safe="/") for name, value in connection.settings_dict.items()}
    place = f"{of['USER']}:{of['PASSWORD']}@" + (f":{of['PORT']}" if of["PORT"] else "")
    return f"postgresql://{place}/{of['NAME']}?host={of['HOST']}"

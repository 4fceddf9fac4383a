"""A private embedded PostgreSQL for the whole run, unless `DATABASE_URL` names one.

Of several processes (`-n 2`) the first starts it; each of the others has its own database there,
and a data folder of its own.
"""

import atexit
import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

import hypothesis
import psycopg
import pytest

if "goodstanding.config.home" in sys.modules:
    sys.exit(
        "DJANGO_SETTINGS_MODULE: got a value, expected none: tests have a data folder of their own."
    )

hypothesis.settings.register_profile("house", deadline=None)  # a busy machine is no fault
hypothesis.settings.load_profile("house")

# Taken away, so that a run inside a test is not mistaken for a part of this one.
os.environ.pop("PYTEST_XDIST_WORKER", None)

_HOME = Path(tempfile.mkdtemp(prefix="goodstanding-"))
os.environ["GOODSTANDING_HOME"] = str(_HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.config.settings"
os.environ.pop("EMAIL_HOST", None)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's driver runs a loop


from goodstanding.config.postgres import database_address  # noqa: E402

_private = "DATABASE_URL" not in os.environ
_server = database_address()
_server.__enter__()
from tests import roles, template  # noqa: E402 - only now is there a database to speak of

_first = template.VARIABLE not in os.environ
template.name()

if _private:  # nobody misses it after a power cut, so it need not wait for the disk
    with psycopg.connect(roles.OWNER, autocommit=True) as _database:
        for _setting in ("fsync", "synchronous_commit", "full_page_writes"):
            _database.execute(f"ALTER SYSTEM SET {_setting} = off")
        _database.execute("SELECT pg_reload_conf()")

from django.conf import settings  # noqa: E402

settings.DATABASES  # noqa: B018 - read once, so that pytest-django finds Django configured


pytest_plugins = ["tests.browser"]

_makers = []


@atexit.register  # also where pytest ends before it begins, e.g. for a mistyped option
def _leave_nothing():
    for one in _makers:
        one.kill()
        one.wait()
    if _first and not _private:
        template.remove()
    _server.__exit__(None, None, None)
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes():
    """Let the parts of a run choose their own folder before Django reads its settings."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_collection_finish():
    """What stands until the end is not searched for garbage again and again: a fifth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_unconfigure():
    """What was left alone may go at last, else libraries complain of what they leave behind."""
    gc.unfreeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """The owner makes the tests' database."""
    roles.be_owner()
    with django_db_blocker.unblock():
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = template.made()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """From here on everything is done as the application's role, but for emptying the tables."""
    with django_db_blocker.unblock():
        roles.be_application()
    yield  # blocked again: a test without its mark is refused, not left for others to stumble over
    with django_db_blocker.unblock():
        roles.be_owner()


@pytest.fixture(scope="session")
def home():
    """The data folder of this run."""
    return _HOME

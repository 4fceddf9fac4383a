"""The town: the site is up, its worker works when asked to, the clock stands until it is moved.

Imports stand inside: this file may be read before Django is set up.
"""

import gc
import threading

import pytest
import time_machine


@pytest.fixture
def clock():
    """The clock stands at NOW until a test moves it."""
    from tests.people import NOW

    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def town(transactional_db, clock, site):
    """The policies are in force; Rita manages cases, Sam reviews."""
    from goodstanding.accounts import operations as accounts
    from goodstanding.law.terms import StaffRole
    from tests import people

    people.rulebook()
    for name, role in (("Rita", StaffRole.CASE_MANAGER), ("Sam", StaffRole.REVIEWER)):
        accounts.employ(
            name=name, email=f"{name.lower()}@example.org", roles=[role], at=people.ADOPTED
        )
    return site


@pytest.fixture
def max_(town):
    """Max has a key, and is told of every change."""
    from goodstanding.accounts import operations as accounts
    from goodstanding.webhooks import operations as webhooks
    from tests.journeys.town.marketplace import Max
    from tests.people import ADOPTED

    scopes = ["events:write", "may:read", "standing:read", "appeals:write"]
    _, key = accounts.issue_key(label="max", scopes=scopes, at=ADOPTED)
    max_ = Max(town, key)
    max_.secret = webhooks.add_endpoint(url=max_.address, at=ADOPTED).secret
    yield max_
    max_.close()
    assert max_.refused == []


@pytest.fixture
def post(settings):
    """The mail server everyone's mail goes to."""
    from tests.journeys.town.post import Post

    post = Post()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
    yield post
    post.close()


@pytest.fixture
def write(town):
    """Someone writes a mail to the house, whose own mail server takes it."""
    import socket

    from goodstanding.interfaces.mail.server import controller
    from tests.journeys.town.post import bring

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = controller("127.0.0.1", port)
    server.start()
    yield lambda **mail: bring(port, **mail)
    server.stop()


@pytest.fixture
def work(transactional_db):
    """The worker does what it was asked to, and what the clock asks, until nothing is left."""
    from goodstanding.config import worker
    from tests import database

    database.forget_what_was_asked()

    def work():
        thread = threading.Thread(target=worker.work, kwargs={"until_idle": True})
        thread.start()
        thread.join()

    yield work
    gc.collect()  # the worker's connections end with what it leaves behind


@pytest.fixture
def come_in(browser, town):
    """Someone comes in by the link they were given, at their own screen of a width."""
    from goodstanding.interfaces import links
    from tests.journeys.town.person import Person

    people = {}

    def come_in(name, width=1280):
        if (name, width) not in people:
            people[name, width] = Person(browser, town, width)
        link = links.to_console if name[0].isupper() else links.to_portal
        return people[name, width].opens(link(name))

    yield come_in
    for person in people.values():
        person.leaves()
    assert [said for person in people.values() for said in person.complaints] == []

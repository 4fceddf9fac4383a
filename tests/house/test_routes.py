"""Every address says who it is for, and keeps everyone else out."""

import re
from collections import Counter

import pytest
from django.urls import URLPattern, get_resolver

from goodstanding.interfaces.audience import AUDIENCE

PLACES = ("console:", "portal:", "public:")
FRAMEWORK = {"/v1/"}  # the API's own root only answers where its page is


def addresses(patterns=None, prefix="/"):
    for one in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield path, one.callback
        else:
            yield from addresses(one.url_patterns, path)


def named(patterns=None, space=""):
    for one in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}", str(one.pattern)
        else:
            yield from named(one.url_patterns, f"{space}{one.namespace or ''}:")


def test_no_two_addresses_have_one_name():
    """Or a form may be sent to the other."""
    ours = Counter(name for name, _ in named() if name.startswith(PLACES))
    assert {name: n for name, n in ours.items() if n > 1} == {}
    assert {"console:hold", "portal:appeal", "public:policy"} <= set(ours)


def audiences(view):
    """Who a view is for; an address of the API has one view a method."""
    for cell in getattr(view, "__closure__", None) or ():
        operations = getattr(cell.cell_contents, "operations", None)
        if operations:
            return [getattr(one.view_func, "audience", None) for one in operations]
    inner = view
    while inner is not None and not hasattr(inner, "audience"):
        inner = getattr(inner, "__wrapped__", None) or getattr(inner, "func", None)
    return [getattr(inner, "audience", None)]


ROUTES = [(path, view) for path, view in addresses() if path not in FRAMEWORK]


@pytest.mark.parametrize(("path", "view"), ROUTES, ids=[path for path, _ in ROUTES])
def test_an_address_says_who_it_is_for(path, view):
    if path.startswith("/v1/") and path.rsplit("/", 1)[1] in {"docs", "openapi.json"}:
        return  # the published description, given by the library itself
    for who in audiences(view):
        assert who, f"{path} does not say who it is for"
        assert AUDIENCE.fullmatch(who)


FILLED = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "int": "1",
    "str": "x",
    "slug": "poor-performance",
    "path": "x",
}


def filled(path):
    return re.sub(r"<(?:(\w+):)?\w+>", lambda m: FILLED[m.group(1) or "str"], path).replace(
        "{account}", "x"
    )


CLOSED = [(p, v) for p, v in ROUTES if all(w and w != "public" for w in audiences(v))]


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "view"), CLOSED, ids=[path for path, _ in CLOSED])
def test_a_stranger_is_kept_out(client, path, view):
    for method in (client.get, client.post):
        answer = method(filled(path))
        kept_out = answer.status_code in {401, 403, 404, 405}
        sent_to_sign_in = answer.status_code == 302 and "sign-in" in answer["Location"]
        assert kept_out or sent_to_sign_in, f"{path}: {answer.status_code}"

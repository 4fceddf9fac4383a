"""What members are told can be translated whole, and in a language that is offered it all is."""

import re

import pytest

from goodstanding.languages import COMPLETE, NAMES
from tests.house import messages

TRANSLATED = [tag for tag in COMPLETE if tag != "en"]
FOR_MEMBERS = sorted(messages.SOURCE.glob("interfaces/portal/templates/portal/*.html"))
KEPT = re.compile(r"%\(\w+\)s|<[^<>]*>|https?://\S+")
"""What a translation keeps as it is: placeholders, marks of the page, addresses."""
TAGGED = re.compile(r"{%\s*blocktranslate.*?endblocktranslate\s*%}|{%.*?%}|{{.*?}}", re.DOTALL)


@pytest.fixture(scope="module")
def gathered():
    return messages.gathered()


def plain(catalogue):
    return {one.id: one for one in catalogue if one.id}


@pytest.mark.parametrize("tag", [tag for tag in NAMES if tag != "en"])
def test_the_catalogue_of_a_language_holds_what_is_said_now(gathered, tag):
    theirs = plain(messages.read(tag))
    assert set(theirs) == set(plain(gathered)), "run `make messages`"


@pytest.mark.parametrize("tag", [tag for tag in NAMES if tag != "en"])
def test_what_runs_is_what_the_translators_wrote(tag):
    compiled = messages.LOCALE / tag / "LC_MESSAGES" / "django.mo"
    assert compiled.read_bytes() == messages.compiled(messages.read(tag)), "run `make messages`"


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_language_that_is_offered_leaves_nothing_untranslated(tag):
    catalogue = messages.read(tag)
    for one in plain(catalogue).values():
        said = one.string if isinstance(one.string, tuple) else (one.string,)
        forms = catalogue.num_plurals if one.pluralizable else 1
        assert len(said) == forms, one.id
        assert all(each.strip() for each in said), one.id
        assert not one.fuzzy, one.id


def wrongly_kept(one):
    asked = one.id if isinstance(one.id, tuple) else (one.id,)
    said = one.string if isinstance(one.string, tuple) else (one.string,)
    whole = set(KEPT.findall(asked[-1]))
    return [each for each in said if each and set(KEPT.findall(each)) - whole] + [
        each for each in said[-1:] if each and whole - set(KEPT.findall(each))
    ]


@pytest.mark.parametrize("tag", [tag for tag in NAMES if tag != "en"])
def test_a_translation_keeps_every_placeholder_and_mark(tag):
    for one in plain(messages.read(tag)).values():
        assert not wrongly_kept(one), (one.id, one.string)


@pytest.mark.parametrize("path", FOR_MEMBERS, ids=lambda path: path.name)
def test_a_page_for_members_says_nothing_that_cannot_be_translated(path):
    text = re.sub(
        r"{% block (audience|home|language|width) %}.*?{% endblock %}", "", path.read_text()
    )
    text = re.sub(
        r'(?<=[ \n])(aria-label|title|placeholder|alt)="([^"]*)"', r">\2<", TAGGED.sub("", text)
    )
    left = re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^<>]*>", " ", text).replace("UTC", ""))
    assert not left, f"{path.name}: put these words in a translate tag: {left}"

"""The documents are true where a machine can tell: links, files, names, commands and addresses."""

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve
from typer.main import get_command

from goodstanding.interfaces.cli.main import app
from tests.house import newcomer

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "goodstanding"
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [*sorted(ROOT.glob("*.md")), *DOCS, *sorted((ROOT / "sample").rglob("*.md"))]
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
PATH = re.compile(r"(\.?\w[\w.<>-]*(?:/[\w.<>-]+)*/?)(?:::(\w+))?")
EXAMPLES = ("add-a-detector.md", "add-a-notice-channel.md")
INVENTED = {path for page in EXAMPLES for path in newcomer.shown(page)} | {"rulebook/late-payment/"}
"""What a reader is asked to make."""


def named(path):
    return str(path.relative_to(ROOT))


def prose(page):
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def links(page):
    text = SPAN.sub("", prose(page))
    found = (one or other for one, other in LINK.findall(text))
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def spans(page):
    return SPAN.findall(prose(page))


def headings(page):
    """The anchors of a page's headings."""
    words = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", word.lower()).strip().replace(" ", "-") for word in words}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page):
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{link} leads nowhere"
        assert not anchor or anchor in headings(target), f"{link}: no such heading"


@pytest.mark.parametrize("page", DOCS, ids=named)
def test_a_page_links_within_the_documents_so_that_it_can_be_built(page):
    outside = [
        link
        for link in links(page)
        if not (page.parent / link).resolve().is_relative_to(ROOT / "docs")
    ]
    assert outside == []


@pytest.mark.parametrize("page", [page for page in DOCS if page.name != "index.md"], ids=named)
def test_every_page_is_reached_from_another(page):
    reached = {
        (other.parent / link.partition("#")[0]).resolve()
        for other in DOCS
        if other != page
        for link in links(other)
    }
    assert page.resolve() in reached


def known_place(span):
    """The path and test a code span names, if it names a place in the house."""
    match = PATH.fullmatch(span)
    if match is None or "/" not in span:
        return None
    first = span.partition("/")[0]
    return match.groups() if (ROOT / first).exists() or (SRC / first).is_dir() else None


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_file_that_is_named_exists(page):
    for path, test in filter(None, map(known_place, spans(page))):
        if path in INVENTED:
            continue
        pattern = re.sub(r"<\w+>", "*", path.rstrip("/"))
        found = [*ROOT.glob(pattern), *SRC.glob(pattern)]
        assert found, f"{path} does not exist"
        assert not test or f"def {test}(" in found[0].read_text(), f"{path} has no {test}"


def code():
    files = [p for top in ("src", "tests") for p in (ROOT / top).rglob("*.py")]
    return "\n".join(p.read_text(encoding="utf-8") for p in files)


def test_every_name_with_an_underscore_is_a_name_in_the_code():
    known = set(re.findall(r"\w+", code())) | set(
        re.findall(r"\w+", (ROOT / "pyproject.toml").read_text())
    )
    for page in [*sorted(ROOT.glob("*.md")), *DOCS]:
        names = {s for s in spans(page) if re.fullmatch(r"(?!whsec_)[A-Za-z]\w*_\w*", s)}
        assert names - known == set(), named(page)


def test_every_function_that_is_named_is_there():
    rooms = "|".join(p.name for p in SRC.iterdir() if p.is_dir())
    function = re.compile(
        rf"(?:goodstanding\.)?((?:law|detectors|(?:{rooms})\.(?:operations|queries|models))\.[\w.]+)"
    )
    for page in PAGES:
        for match in filter(None, map(function.fullmatch, spans(page))):
            assert is_there(match[1].split(".")), f"{named(page)}: {match[0]}"


def is_there(parts):
    for split in range(len(parts), 0, -1):
        try:
            thing = import_module(".".join(["goodstanding", *parts[:split]]))
        except ModuleNotFoundError:
            continue
        for part in parts[split:]:
            thing = getattr(thing, part, None)
        return thing is not None
    return False


COMMAND = re.compile(
    r"(?<![\w./-])(?:\.venv/bin/)?goodstanding ((?:[a-z][a-z-]*)(?: [a-z][a-z-]*)?)"
)


def commands(page):
    """What stands after `goodstanding`, in code only."""
    text = page.read_text(encoding="utf-8")
    code = [*FENCE.findall(text), *spans(page)]
    return {match for piece in code for match in COMMAND.findall(piece)}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_is_one(page):
    known = get_command(app).commands
    for command in commands(page):
        first, *rest = command.split()
        assert first in known, f"goodstanding {command}"
        parts = getattr(known[first], "commands", None)
        assert not (parts and rest) or rest[0] in parts, f"goodstanding {command}"


def test_every_make_target_is_one():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        code = "\n".join([*FENCE.findall(text), *(f"\n{s}" for s in spans(page))])
        asked = set(re.findall(r"^(?:\$ )?make ([a-z]+)", code, re.MULTILINE))
        assert asked <= targets, named(page)


ADDRESS = re.compile(r"(?:(?:GET|POST) )?(/(?:console|portal|policies|v1)\b[\w/.-]*)")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_address_is_one(page):
    for span in spans(page):
        if match := ADDRESS.fullmatch(span):
            try:
                resolve(match[1])
            except Resolver404:
                pytest.fail(f"{span} is no address of the house")


def test_every_policy_is_mentioned():
    text = "\n".join(prose(page) for page in PAGES).lower()
    for settings in (ROOT / "rulebook").glob("*/policy.toml"):
        assert tomllib.loads(settings.read_text())["title"].lower() in text


def test_the_readme_is_one_screen_and_shows_both_sides():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 100
    images = [ROOT / link for link in links(ROOT / "README.md") if link.endswith(".png")]
    assert len(images) >= 2
    assert all(image.stat().st_size < 300_000 for image in images)


def test_pages_say_one_thing_in_their_title_first():
    for page in DOCS:
        assert re.match(r"# \S", page.read_text(encoding="utf-8")), named(page)

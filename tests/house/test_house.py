"""The house keeps its own rules: sizes, signatures, floors, and a law that runs alone."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "goodstanding"
FILES = sorted(p for p in SRC.rglob("*.py") if "migrations" not in p.parts)
ROOMS = [
    "accounts",
    "policies",
    "events",
    "findings",
    "funds",
    "notices",
    "webhooks",
    "cases",
    "appeals",
    "consultations",
    "support",
]
ROOM_PARTS = {"__init__", "models", "operations", "queries", "apps", "migrations", "templates"}
ADAPTERS = {
    "events": {"vocabulary", "lake", "importing"},
    "policies": {"cases", "platform", "rulebook"},
    "funds": {"postings"},
    "webhooks": {"transport", "catalogue"},
    "notices": {"channels"},
    "cases": {"hearings", "drafting", "remedies", "timeline"},
    "consultations": {"usage"},
}


def named(path):
    return str(path.relative_to(SRC))


def functions(tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def trees():
    return [(path, ast.parse(path.read_text())) for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_reads_in_a_breath_and_a_function_fits_on_a_screen(path):
    assert len(path.read_text().splitlines()) <= 300
    for function in functions(ast.parse(path.read_text())):
        assert function.end_lineno - function.lineno < 40, function.name


def test_functions_are_mostly_small():
    lengths = sorted(f.end_lineno - f.lineno + 1 for _, t in trees() for f in functions(t))
    assert lengths[len(lengths) // 2] <= 12
    assert lengths[int(len(lengths) * 0.9)] <= 25


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_holds_only_what_rooms_hold(room):
    parts = {p.stem for p in (SRC / room).iterdir() if p.name != "__pycache__"}
    assert parts <= ROOM_PARTS | ADAPTERS.get(room, set())


def operations(room):
    home = SRC / room / "operations"
    return sorted(home.glob("*.py")) if home.is_dir() else [home.with_suffix(".py")]


@pytest.mark.parametrize("room", ROOMS)
def test_an_operation_takes_its_clock_and_says_all_by_keyword(room):
    module = importlib.import_module(f"goodstanding.{room}.operations")
    for function in offered(room):
        if hasattr(module, function.name):
            takes = {a.arg for a in function.args.kwonlyargs}
            assert "at" in takes, f"{room}.{function.name} does not take `at`"


def offered(room):
    return [
        f
        for path in operations(room)
        for f in ast.parse(path.read_text()).body
        if isinstance(f, ast.FunctionDef) and not f.name.startswith("_")
    ]


PEOPLE_ACT = {
    ("cases", "decide"),
    ("cases", "serve_preliminary_notice"),
    ("cases", "open_by_hand"),
    ("cases", "answer"),
    ("cases", "lift_measure"),
    ("cases", "reverse"),
    ("appeals", "file"),
    ("appeals", "take"),
    ("appeals", "uphold"),
    ("appeals", "reject"),
    ("funds", "place_hold"),
    ("funds", "release_hold"),
    ("policies", "adopt"),
    ("consultations", "comment"),
    ("consultations", "remove"),
    ("consultations", "close"),
    ("support", "answer_inquiry"),
}


@pytest.mark.parametrize(("room", "name"), sorted(PEOPLE_ACT))
def test_what_people_do_says_who_did_it(room, name):
    found = [function for function in offered(room) if function.name == name]
    assert found, f"{room}.{name} is gone"
    assert "by" in {a.arg for a in found[0].args.kwonlyargs}


def test_only_interfaces_and_duties_read_the_clock():
    reads = re.compile(
        r"\b(?:datetime\.now|timezone\.now|utcnow|time\.time|date\.today)\(|\bnow\(\)"
    )
    guilty = [
        named(path)
        for path in FILES
        if path.relative_to(SRC).parts[0] not in {"interfaces", "config"}
        and reads.search(path.read_text())
    ]
    assert guilty == []


def test_the_law_runs_without_the_house():
    code = (
        "import pkgutil, importlib, sys, goodstanding.law as law\n"
        "for m in pkgutil.iter_modules(law.__path__):\n"
        "    importlib.import_module(f'goodstanding.law.{m.name}')\n"
        "sys.exit('django' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": str(SRC.parent)})


def floors():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    house = next(c for c in contracts["contracts"] if c["id"] == "house")
    return {
        room.strip(): height
        for height, row in enumerate(house["layers"])
        for room in row.split("|")
    }


def test_foreign_keys_point_down():
    floor = floors()
    for model in apps.get_models():
        here = model._meta.app_label
        if here not in floor:
            continue
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete:
                there = field.related_model._meta.app_label
                down = there not in floor or there == here or floor[here] < floor[there]
                assert down, f"{model.__name__}.{field.name} points up to {there}"


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_room_writes_only_its_own_records(path):
    room = path.relative_to(SRC).parts[0]
    tree = ast.parse(path.read_text())
    foreign = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").endswith(".models")
        and (node.module or "").split(".")[1] != room
        for alias in node.names
    }
    writes = {"create", "update", "delete", "bulk_create", "get_or_create", "update_or_create"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            manager = node.func.value
            if node.func.attr in writes and isinstance(manager, ast.Attribute):
                owner = manager.value
                written = isinstance(owner, ast.Name) and owner.id in foreign
                assert not (written and manager.attr == "objects"), f"{owner.id} at {node.lineno}"


def test_nothing_is_left_for_later():
    loose = re.compile(r"\b(?:TODO|FIXME|XXX|NotImplementedError)\b")
    assert [named(p) for p in FILES if loose.search(p.read_text())] == []


def test_no_bag_of_things():
    bags = {"utils", "common", "helpers", "services", "managers", "misc"}
    assert [named(p) for p in FILES if bags & set(p.with_suffix("").parts)] == []


def words():
    page = (ROOT / "docs" / "terms.md").read_text()
    rows = re.findall(r"^\| \*\*([^*]+)\*\* \|", page, re.MULTILINE)
    return [word for row in rows for word in row.split(" / ")]


@pytest.mark.parametrize("word", words())
def test_the_words_of_the_terms_page_are_the_words_of_the_code(word):
    code = "\n".join(path.read_text() for path in FILES).lower()
    assert re.search(rf"{word.replace(' ', '[ _]?')}", code), f"nothing in the code is a {word}"


BANNED = {
    "ban": r"\b(?:ban|banned|unban)\b",
    "sanction": r"\bsanction",
    "punish": r"\bpunish|\bpenalt",
    "ticket": r"\btickets?\b",
    "verdict": r"\bverdict",
}

THEIRS = {"detectors/messages/vocabulary.py", "evaluations/messages_attempts.py"}
"""Words that people write, as the detector of messages must know them."""


@pytest.mark.parametrize("word", sorted(BANNED))
def test_words_with_another_word_for_them_are_not_used(word):
    ours = [p for p in FILES if named(p) not in THEIRS]
    guilty = [named(p) for p in ours if re.search(BANNED[word], p.read_text(), re.IGNORECASE)]
    assert guilty == []

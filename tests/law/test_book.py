"""The law stands alone, and its page says what it does."""

import ast
import doctest
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from goodstanding.law import book, clocks
from goodstanding.law.rules import RULES
from tests.law import the_law, written

ROOT = Path(__file__).parents[2]
LAW = ROOT / "src" / "goodstanding" / "law"

ALONE = """
import importlib, pkgutil, sys
import goodstanding.law
before = set(sys.modules)
for module in pkgutil.iter_modules(goodstanding.law.__path__):
    importlib.import_module(f"goodstanding.law.{module.name}")
names = {name.split(".")[0] for name in set(sys.modules) - before}
print(sorted(names - sys.stdlib_module_names - {"goodstanding"}))
print(sorted(name for name in sys.modules if name.startswith("goodstanding.")))
"""


def test_the_law_needs_nothing_but_python_itself():
    run = subprocess.run(
        [sys.executable, "-S", "-c", ALONE],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    foreign, own = run.stdout.splitlines()
    assert foreign == "[]"
    assert all(name.startswith("'goodstanding.law") for name in own.strip("[]").split(", "))


def test_the_page_of_the_law_is_what_the_law_says():
    page = ROOT / "docs" / "reference" / "law.md"
    assert page.read_text() == book.book(), (
        "Write the page anew: python -m goodstanding.law.book > docs/reference/law.md"
    )


def test_the_page_holds_every_rule_and_every_clock():
    page = book.book()
    no_length = {"SATURDAY", "NO_HOLIDAYS", "GOLD"}
    names = [name for name in vars(clocks) if name.isupper() and name not in no_length]
    assert all(f"`{name}`" in page for name in names)
    assert all(rule.says in page for rule in RULES)


def test_the_page_counts_in_days_from_two_days_on():
    lengths = [book._length("ANY", timedelta(hours=hours)) for hours in (24, 47, 48, 72)]
    assert lengths == ["24 hours", "47 hours", "2 days", "3 days"]


def test_every_rule_has_a_name_of_its_own_says_something_and_names_its_sources():
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert re.fullmatch(r"[A-Z].+\.", rule.says)
        letters = {re.match(r"[A-Z]+2?B?(?=-)|[PSG]", one).group() for one in rule.sources}
        assert letters <= set(book.SOURCES), rule.id


def test_examples_in_the_law_are_true():
    assert doctest.testmod(clocks).failed == 0


def test_the_readable_book_is_what_the_rules_and_their_cases_say():
    page = (ROOT / "docs" / "explanation" / "the-law.md").read_text()
    again = "Write it anew: python -m tests.law.the_law > docs/explanation/the-law.md"
    assert page == the_law.book(), again


WRITING = {"book.py"}
"""Modules that write pages; nothing is decided there."""


def cited():
    """Each public function of the law with what it says of its duty, as do its rule and class."""
    for file in sorted(LAW.glob("*.py")):
        for where, one, said in _public(ast.parse(file.read_text())):
            if file.name not in WRITING:
                sources = " ".join(ast.unparse(each) for each in one.decorator_list)
                text = f"{said} {ast.get_docstring(one)} {sources}"
                yield pytest.param(text, id=f"{file.stem}.{where}{one.name}")


def _public(inside, where="", said=""):
    for one in inside.body:
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_"):
            yield where, one, said
        if isinstance(one, ast.ClassDef) and not one.name.startswith("_"):
            yield from _public(one, f"{one.name}.", ast.get_docstring(one) or "")


def named(said):
    """The duties, rules of the gold standard and promises that a text names."""
    names = re.findall(r"[A-Z][A-Z0-9]*-[A-Za-z0-9.]*[A-Za-z0-9]|[GS]\d\d|P\d+", said)
    return [one for one in names if one in written.IDS or re.fullmatch(r"P([1-9]|1[0-2])", one)]


@pytest.mark.parametrize("said", list(cited()))
def test_each_function_of_the_law_names_the_duty_it_keeps_or_why_it_keeps_none(said):
    assert named(said) or "Keeps no duty:" in said


def test_each_file_of_the_european_statement_names_the_duty_it_keeps():
    for file in sorted((LAW / "european").glob("*.py")):
        assert "DSA-24.5" in named(ast.get_docstring(ast.parse(file.read_text()))), file.name

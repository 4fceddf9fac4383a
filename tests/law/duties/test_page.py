"""The page of the duties is written by the table, and holds all of it."""

from pathlib import Path

from goodstanding.law.duties import book
from goodstanding.law.duties.checks import CHECKS
from tests.law.duties.logs import table

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "duties.md"


def test_the_page_of_the_duties_is_what_the_table_says():
    assert PAGE.read_text(encoding="utf-8") == book.page(table()), (
        "Write the page anew: python -m goodstanding.law.duties.book "
        "< src/goodstanding/law/duties/table.json > docs/reference/duties.md"
    )


def test_every_duty_parameter_and_conflict_is_on_it():
    page = book.page(table())
    for one in (*table().duties, *table().gold, *table().structural):
        assert f"| {one.id} |" in page
    assert all(one.name.replace("_", " ") in page for one in table().parameters)
    assert all(one.title in page for one in table().conflicts)


def test_every_check_says_what_it_asks():
    page = book.page(table())
    for checks in CHECKS.values():
        for check in checks:
            assert check.__doc__.split("\n")[0] in page


def test_rows_have_as_many_cells_as_their_heading():
    for part in book.page(table()).split("\n\n"):
        rows = [line for line in part.splitlines() if line.startswith("|")]
        assert len({line.replace("\\|", "").count("|") for line in rows}) <= 1


def test_a_cell_holds_no_line_and_no_bar_that_would_break_its_table():
    assert book._cell("this | that\\|other\nand `more` ") == "this \\| that\\|other and more"
    assert book._cell(" ") == "-"

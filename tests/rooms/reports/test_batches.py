"""A hundred statements are a batch, one more begins another, and each is in one of them."""

import pytest

from goodstanding.law.european import checking, making
from goodstanding.reports.statements import batches
from goodstanding.reports.statements.exporting import Made
from tests.law.european.test_examples import PLAIN


def made(number):
    puid = making.puid(f"decision-{number}")
    return Made(f"case-{number}", number, puid, PLAIN | {"puid": puid}, ())


@pytest.mark.parametrize(("many", "sizes"), [(99, [99]), (100, [100]), (101, [100, 1])])
def test_the_hundred_and_first_begins_a_new_batch(many, sizes):
    written = [*batches([made(number) for number in range(many)])]
    assert [len(one["statements"]) for one in written] == sizes
    assert [*map(checking.batch, written)] == [[]] * len(sizes)
    ids = [one["puid"] for batch in written for one in batch["statements"]]
    assert len(set(ids)) == many


def test_a_decision_has_the_same_id_whenever_it_is_written():
    assert made(7).puid == made(7).puid != made(8).puid

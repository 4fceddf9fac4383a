"""Pia says from the command line how long what people wrote is kept, and what must stay."""

import pytest

from tests import people

pytestmark = pytest.mark.django_db(transaction=True)
PIA = ("--by", "Pia")


def test_pia_sets_a_period_and_keeps_what_is_about_ann(goodstanding):
    people.member("ann")
    assert (
        goodstanding("retention", "set", "reports", "730", "--ground", "Our lawyer", *PIA)[0] == 0
    )
    assert goodstanding("retention", "hold", "ann", "--ground", "Lawsuit 12/26", *PIA)[0] == 0
    _, said = goodstanding("retention", "list")
    assert "reports: 730 days (Our lawyer): cases_report" in said
    assert "by Pia: Lawsuit 12/26" in said
    assert goodstanding("retention", "erase", *PIA) == (0, "0 rows erased.\n")
    ended = goodstanding("retention", "release", "ann", "--ground", "It is settled", *PIA)
    assert ended == (0, "1 legal hold ended.\n")


def test_what_is_too_short_or_about_nobody_is_told(goodstanding):
    with pytest.raises(ValueError, match="days: got 30, expected 365 or more"):
        goodstanding("retention", "set", "reports", "30", "--ground", "x", *PIA)
    with pytest.raises(LookupError, match="nobody"):
        goodstanding("retention", "hold", "nobody", "--ground", "x", *PIA)

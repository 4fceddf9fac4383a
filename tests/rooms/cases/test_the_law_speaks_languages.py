"""Whatever the law weighs or refuses, the member reads it in their own language."""

import re

import pytest
from django.utils.translation import override
from hypothesis import given, settings

from goodstanding.languages import COMPLETE
from goodstanding.languages.wording import in_words
from goodstanding.law import ruling
from goodstanding.law.wording import Joined, Worded
from tests.law import strategies as any_

ENGLISH = re.compile(
    r"\b(?:the|and|is|was|not|this|that|there|before|under|nobody|found)\b", re.IGNORECASE
)


def said(facts):
    """Everything a notice may quote of a ruling."""
    told = ruling.rule(facts)
    for one in told.allowed:
        if one.factors is not None:
            yield from (one.factors.weighed, one.factors.why_not_less, one.factors.why_not_more)
    for refusals in told.refused.values():
        yield from (one.reason for one in refusals)


@settings(max_examples=60)
@given(any_.cases)
def test_every_sentence_can_be_said_again(facts):
    for one in filter(None, said(facts)):
        assert isinstance(one, Worded | Joined), one
        with override("en"):
            assert in_words(one) == one


@pytest.mark.parametrize("tag", sorted(set(COMPLETE) - {"en"}))
@settings(max_examples=25)
@given(facts=any_.cases)
def test_none_of_it_stays_english(tag, facts):
    with override(tag):
        for one in filter(None, said(facts)):
            left = ENGLISH.findall(in_words(one).replace(facts.policy.title, ""))
            assert left == [], in_words(one)

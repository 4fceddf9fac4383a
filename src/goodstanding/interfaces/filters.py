"""What templates say in the language now spoken; loaded in every template."""

from django import template

from goodstanding import languages
from goodstanding.languages import vocabulary, wording, writing

register = template.Library()

for one in (
    writing.day,
    writing.short_day,
    writing.moment,
    writing.short_moment,
    writing.amount,
    writing.amounts,
    writing.number,
    writing.plain,
    vocabulary.word,
    wording.in_words,
):
    register.filter(one.__name__, one)
register.simple_tag(languages.spoken, name="spoken")
register.simple_tag(languages.direction, name="direction")

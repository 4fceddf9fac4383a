"""Trying the rules on the words of a message."""

from collections.abc import Iterator

from goodstanding.detectors.messages.abroad import ABROAD
from goodstanding.detectors.messages.classes import BIT
from goodstanding.detectors.messages.classes import plain as plain_word
from goodstanding.detectors.messages.hits import CONTACT, Hit
from goodstanding.detectors.messages.reading import Words
from goodstanding.detectors.messages.rules import EXTORTED, EXTORTION_WHAT, RULES, Rule

DENY, WHY, RULE, BUT = BIT["deny"], BIT["why"], BIT["rule"], BIT["but"]
PREPARED = [(rule, rule.bits) for rule in RULES]
BEFORE, AFTER = 6, 4
"""How many words before and after a passage may excuse it."""

NO_HINT = BIT["technical"] | BIT["third"] | BIT["deny"] | BIT["fiction"]
FEW = 6
"""Words of a message that is hardly more than a name."""

DENIED_WITHIN = 4
RATED_ABROAD = frozenset(plain_word(word) for word in ABROAD["rate"].split())
REACH = 60
"""Words of a sentence that are read before and after a passage; so time stays linear."""

CLOSE = 9
"""Words within which nobody need be named."""
NEAR = 22
"""Words among which a rating, a threat and a demand are read together."""

NUMBERS = frozenset({"1", "2", "one", "two", "zero", "no", "below", "down"})
FUSED = frozenset(["ill", "well", "im", "id", "weve"])
"""Two words in one: "I'll", "we'll"."""

PERSON = BIT["i"] | BIT["me"] | BIT["you"] | BIT["your"] | BIT["my"]


def matches(words: Words) -> Iterator[Hit]:
    """Find what the rules look for."""
    for rule, needed in PREPARED:
        if all(words.all_bits & bits for bits in needed):
            yield from _hits(rule, words)
    yield from _short(words)
    if all(words.all_bits & bits for bits in EXTORTED):
        yield from _extortion(words)


_ONE_PHRASE = tuple(((BIT[name], 1),) for name in ("threat", "off books", "fake check"))


def _short(words: Words) -> Iterator[Hit]:
    """A messenger and hardly another word: "tg: ann"."""
    bits, n = words.all_bits, len(words.forms)
    names = BIT["talker"] | BIT["provider"]
    if any(
        words.bits[i] & BIT["messenger"] and words.bits[i + 1] & BIT["naming"] for i in range(n - 2)
    ):
        names |= BIT["messenger"]
    if not bits & names or n > FEW or bits & NO_HINT:
        return
    if n == 1 or "?" not in words.forms or n <= FEW // 2:
        yield Hit(CONTACT, "a name elsewhere", 1, words.starts[0], words.ends[-1])


def _hits(rule: Rule, words: Words) -> Iterator[Hit]:
    first = rule.steps[0][0]
    done = -1
    for start, bits in enumerate(words.bits):
        if not bits & first or start <= done:
            continue
        end = _end(rule, words, 1, start)
        if end is None or _excused(rule, words, start, end):
            continue
        while (
            rule.steps in _ONE_PHRASE and end + 1 < len(words.bits) and words.bits[end + 1] & first
        ):
            end += 1
        done = end
        yield Hit(rule.ground, rule.what, rule.points, words.starts[start], words.ends[end])


def _end(rule: Rule, words: Words, step: int, last: int) -> int | None:
    """Where the rule ends if its steps before `step` end at word `last`."""
    if step == len(rule.steps):
        return last
    bits, space = rule.steps[step]
    fused = step > 0 and (words.forms[last] in FUSED or bool(words.bits[last] & BIT["fused"]))
    for i in range(last + (not fused), min(last + 2 + space, len(words.bits))):
        if words.sentences[i] != words.sentences[last]:
            return None
        if words.bits[i] & bits:
            end = _end(rule, words, step + 1, i)
            if end is not None:
                return end
    return None


def _sentence(words: Words, start: int, end: int) -> range:
    first, last = start, end
    while first > max(0, start - REACH) and words.sentences[first - 1] == words.sentences[start]:
        first -= 1
    while (
        last + 1 < min(len(words.bits), end + REACH)
        and words.sentences[last + 1] == words.sentences[end]
    ):
        last += 1
    return range(first, last + 1)


def _excused(rule: Rule, words: Words, start: int, end: int) -> bool:
    sentence = _sentence(words, start, end)
    near = range(max(start - BEFORE, sentence.start), min(end + AFTER + 1, sentence.stop))
    if any(
        words.bits[i] & rule.spoilt_by and i != end and not words.bits[i] & BIT["bank"]
        for i in near
    ):
        return True
    if not all(any(words.bits[i] & need for i in sentence) for need in rule.needs):
        return True
    if rule.closing and end + 1 < len(words.bits) and not words.bits[end + 1] & BIT["closing"]:
        return True
    return rule.deniable and (_denied(words, start, end) or _ruled(words, sentence, start))


def _denied(words: Words, start: int, end: int) -> bool:
    """Whether a "not" stands before the passage or in it, and no question or new clause."""
    for i in range(max(0, start - DENIED_WITHIN), end):
        if not words.bits[i] & DENY or words.sentences[i] != words.sentences[start]:
            continue
        between = words.forms[i + 1 : max(start, i + 1)]
        asked = i > 0 and words.bits[i - 1] & WHY
        if "," in between or asked or words.forms[i + 1 : i + 2] in (["we"], ["mind"]):
            continue
        return True
    return False


def _ruled(words: Words, sentence: range, start: int) -> bool:
    """Whether the sentence speaks of a rule against it, and not "but" after that."""
    ruling = [
        i for i in sentence if words.bits[i] & RULE and words.forms[i] not in {"inside", "within"}
    ]
    inside = [i for i in sentence if words.forms[i] in {"inside", "within", "through", "via"}
              and any(words.bits[j] & BIT["here"] for j in range(i + 1, min(i + 4, sentence.stop)))]  # fmt: skip
    instead = any(words.bits[i] & BIT["instead"] for i in sentence)
    if inside and not instead and not any(words.bits[i] & BIT["apart"] for i in sentence):
        return True
    return bool(ruling) and not any(
        words.bits[i] & BUT or words.forms[i] == "," for i in range(ruling[-1], start)
    )


def _extortion(words: Words) -> Iterator[Hit]:
    """A rating, a lever and a demand close together, said by one to the other."""
    count = len(words.bits)
    for i in range(count):
        if not words.bits[i] & EXTORTED[0]:
            continue
        near = range(max(0, i - NEAR), min(count, i + NEAR))
        here = [j for j in near if abs(words.sentences[j] - words.sentences[i]) <= 1]
        found = [[j for j in here if words.bits[j] & bits] for bits in EXTORTED]
        if not all(found):
            continue
        places = [min(one, key=lambda j: abs(j - i)) for one in found]
        start, end = min(places), max(places)
        plain = end - start <= CLOSE and (
            words.forms[i] in RATED_ABROAD or _harsh(words, start, end)
        )
        if not _personal(words, plain, range(max(0, start - BEFORE), min(count, end + BEFORE))):
            continue
        yield Hit(*EXTORTION_WHAT, 2, words.starts[start], words.ends[end])
        return


def _harsh(words: Words, start: int, end: int) -> bool:
    """Whether a word of harm and an "or" stand there, and nothing that is past."""
    forms = words.forms[start : end + 1]
    if words.all_bits & BIT["past"] or not {"or", "unless", "otherwise"} & set(forms):
        return False
    return any(
        words.bits[i] & BIT["harm"] and words.forms[i] not in NUMBERS for i in range(start, end + 1)
    )


def _personal(words: Words, plain: bool, here: range) -> bool:
    excused = BIT["happy"] | BIT["third"] | BIT["like it"]
    if not any(words.bits[j] & (BIT["you"] | BIT["your"]) for j in here):
        excused |= BIT["past"]
    said = plain or any(words.bits[j] & (PERSON | BIT["no refund"]) for j in here)
    return said and not any(words.bits[j] & excused for j in here)

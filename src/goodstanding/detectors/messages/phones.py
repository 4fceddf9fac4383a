"""Whether a run of digits is a telephone number."""

import itertools
import re

from goodstanding.detectors.messages.classes import BIT
from goodstanding.detectors.messages.digits import FEWEST, MOST, Run
from goodstanding.detectors.messages.reading import Words
from goodstanding.detectors.messages.vocabulary import NUMBERED

CUES = BIT["phone"] | BIT["messenger"] | BIT["reach"] | BIT["number"] | BIT["contact"]
WORDS_CUES = frozenset(["num", "nmbr", "nos", "whats", "zap", "tg", "call", "text", "phone", "ring", "dial", "whatsapp", "telegram", "cell", "mobile", "mob", "tel", "ph", "sms", "contact", "reach", "number", "digits", "viber", "signal", "imo", "wa", "message", "msg", "line",  "ping", "save", "shout", "contacts", "telephone", "fone", "cel", "celular", "numero", "tlf", "phn", "fon", "voice", "landline", "handphone", "hp", "wsp", "zalo", "backwards", "backward", "reversed", "reverse", "digit", "talk"])  # fmt: skip
UNITS = frozenset(["usd", "eur", "gbp", "dollars", "euros", "users", "rows", "records", "words", "views", "followers", "downloads", "px", "pixels", "ms", "seconds", "bytes", "kb", "mb", "gb", "tb", "hours", "days", "people", "inr", "php", "bdt", "uah", "rs", "points", "km", "miles", "impressions", "visitors", "characters", "lines", "tokens", "requests", "taka", "pesos", "rupees", "%", "k", "m", "bn"])  # fmt: skip
DATE = re.compile(
    r"(?:19|20)\d\d[-./ ]?[01]\d[-./ ]?[0-3]\d(?:\D{0,3}\d{1,2}(?:\D?\d\d){0,2})?"
    r"|[0-3]?\d[-./ ][0-3]?\d[-./ ](?:19|20)?\d\d(?:\D{0,4}\d{1,2}(?:[:.]\d\d){0,2}(?:\D{1,4}\d\d?[:.]\d\d)?)?"
    r"|(?:(?:19|20)\d\d\D{1,5})+(?:19|20)\d\d"
)  # fmt: skip
NETWORK = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\d+)?")
VERSION = re.compile(r"\d{1,4}(?:\.\d{1,4}){3,}")
THOUSANDS = re.compile(r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+[.,]\d+")
TIME = re.compile(r"(?<!\d)\d{1,2}:\d\d(?!\d)")
ODD_DATE = re.compile(r"(?:[0-3]?\d\D{1,3}){2}(?:19|20)\d\d|(?:19|20)\d\d\D[01]?\d\D[0-3]?\d")
MOST_GROUPS = 5
ZIP = re.compile(r"\d{5}-\d{4}")
LOCAL = re.compile(
    r"\(?\d{3}\)?[ .-]{1,3}\d{3}[ .-]{1,3}\d{4}|0\d{1,4}[ ./-]\d{2,4}[ ./-]?\d{2,4}(?:[ ./-]\d{2,4})?"
    r"|0\d(?:[ .-]\d\d){4}|\(0?\d{2,5}\)[ -]?\d{3,5}[ -]?\d{3,5}|[6-9]\d{4}[ -]\d{5}|00[1-9]\d{8,13}"
    r"|1[ -]\d{3}[ -]\d{3}[ -]\d{4}"
)
MOBILE = re.compile(
    r"0[1-9]\d{8,9}|[6-9]\d{9}|1[2-9]\d{9}|(?:63|44|91|880|380|49|33|34|55|61|92|234)\d{9,10}"
)
BREAKS = frozenset(".!?;:,()-\n")
NEAR_BEFORE, NEAR_AFTER = 8, 5
SHORT = 12


def is_phone(run: Run, words: Words, text: str) -> int:
    """Say whether it is one: 0 no, 1 by its form, 2 by its form and what is said about it."""
    digits = run.digits
    if not FEWEST <= len(digits) <= MOST or _counts(run) or len(set(digits)) < 4:
        return 0
    start, end = words.starts[run.first], words.ends[run.last]
    if _is_something_else(run, words, text, start, end):
        return 0
    cue = _cue(run, words)
    if _disguised(run, cue):
        return 2 if cue else 1
    if (run.said or run.linked) and (cue or not _alone(run, words, digits)):
        return 2 * cue
    return _plain(run, words, text, start, end, cue)


def _plain(run: Run, words: Words, text: str, start: int, end: int, cue: bool) -> int:
    slice_, digits = text[start:end], run.digits
    before = text[max(0, start - 2) : start]
    if "+" in before and len(digits) > 8:
        return 2
    if before.endswith("("):
        slice_ = "(" + slice_
    if "," in slice_ or (_named_id(run, words) and not cue):
        return 0
    formed = bool(LOCAL.fullmatch(slice_))
    if formed or (cue and (len(digits) >= 8 or _grouped(run))):
        return 2 if cue else 1
    if ":" in slice_ or "," in slice_:
        return 0
    short = len(words.forms) <= SHORT and bool(MOBILE.fullmatch(digits))
    parted = len(run.groups) == 1 or (
        len(run.groups) <= MOST_GROUPS and all(len(g) > 1 for g in run.groups[1:])
    )
    return int((short and len(run.groups) == 1) or (parted and _alone(run, words, digits)))


def _alone(run: Run, words: Words, digits: str) -> bool:
    """Whether it stands between signs, like something handed over, and is no time stamp."""
    before = words.forms[run.first - 1] if run.first else "."
    after = words.forms[run.last + 1] if run.last + 1 < len(words.forms) else "."
    return (
        before in BREAKS and after in BREAKS and len(digits) in {10, 11, 12}
        and not digits.startswith(("15", "16", "17", "202", "19"))
    )  # fmt: skip


def _grouped(run: Run) -> bool:
    return len(run.groups) > 1 and all(len(group) > 1 for group in run.groups)


def _disguised(run: Run, cue: bool) -> bool:
    """Whether nobody writes a number so who has nothing to hide."""
    n, length = len(run.groups), len(run.digits)
    spelled = run.plain_said >= 4 and run.said * 2 >= n and run.plain_said + 3 >= run.said
    mixed = run.plain_said >= 2 and length >= 8 and n >= 5
    linked = run.linked >= 2 and length >= 9 and run.lines == 0
    lines = run.lines >= 3 and length >= 9
    single = n >= 9 and length == n and (cue or set(run.signs) != {","})
    odd = run.odd >= 3 and length >= 9 and n >= 4
    return spelled or mixed or single or odd or linked or lines


def _counts(run: Run) -> bool:
    """Whether somebody counts: 1 2 3 4 5 6 7."""
    if len(run.groups) < 4:
        return False
    values = [int(group) for group in run.groups]
    steps = [b - a for a, b in itertools.pairwise(values)]
    return sum(step in {1, -1} for step in steps) >= 0.9 * len(steps)


def _is_something_else(run: Run, words: Words, text: str, start: int, end: int) -> bool:
    slice_ = text[start:end]
    before = text[max(0, start - 2) : start].rstrip()
    after = words.forms[run.last + 1] if run.last + 1 < len(words.forms) else ""
    if (
        before.endswith(("$", "€", "£", "₹", "₱"))
        or (before.endswith("#") and not _called(run, words))
        or after in UNITS
    ):
        return True
    if before[-1:] in {"/", "=", "_"} or text[end : end + 1] in {"_", "/", "="}:
        return not (run.said or run.odd) and before[-3:] != "me/"
    if run.said:
        return False
    if len(run.groups) > 8 and len(run.groups) == len(run.digits):
        return False
    forms = (ODD_DATE, DATE, NETWORK, VERSION, THOUSANDS, ZIP)
    return any(form.fullmatch(slice_) for form in forms) or bool(TIME.search(slice_))


def _called(run: Run, words: Words) -> bool:
    """Whether "cell #" stands before it."""
    before = words.bits[max(0, run.first - 3) : run.first]
    return any(bits & BIT["phone"] for bits in before)


def _near(run: Run, words: Words) -> list[int]:
    first = max(0, run.first - NEAR_BEFORE)
    last = min(len(words.forms), run.last + 1 + NEAR_AFTER)
    return [*range(first, run.first), *range(run.last + 1, last)]


def _cue(run: Run, words: Words) -> bool:
    return any(
        words.forms[i] in WORDS_CUES or words.bits[i] & (BIT["messenger"] | BIT["phone"])
        for i in _near(run, words)
    ) and not (_named_id(run, words) and not _strong(run, words))


def _strong(run: Run, words: Words) -> bool:
    strong = BIT["messenger"] | BIT["phone"]
    return any(
        words.bits[i] & strong or words.forms[i] in {"call", "reach"} for i in _near(run, words)
    )


def _named_id(run: Run, words: Words) -> bool:
    sentence = words.sentences[run.first]
    return any(
        words.forms[i] in NUMBERED and words.sentences[i] == sentence
        for i in range(max(0, run.first - 6), run.first)
    )

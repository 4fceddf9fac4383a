"""Mail addresses, links to messengers and names in them, however they are written."""

import base64
import binascii
import re
from collections.abc import Iterator

from goodstanding.detectors.messages.classes import BIT, plain
from goodstanding.detectors.messages.fold import Folded
from goodstanding.detectors.messages.hits import CONTACT, PAYMENT, Hit
from goodstanding.detectors.messages.reading import Words

AT_WORDS = "|".join(
    sorted(map(plain, ["arroba", "arobase", "собака", "собачка", "собакою", "chiocciola", "klammeraffe", "małpa", "malpa", "kukac", "apestaartje", "snabela", "kuyruklu", "zavinac", "艾特", "atsign", "atrate"]), key=len, reverse=True)
)  # fmt: skip
DOT_WORDS = "|".join(
    sorted(map(plain, ["dot", "punto", "point", "ponto", "punkt", "точка", "крапка", "kropka", "punct", "nokta", "tocka", "d0t", "bindu", "ponkt", "tuldok", "দট", "ডট"]), key=len, reverse=True)
)  # fmt: skip
TLD = ("com|net|org|io|co|me|dev|ru|in|uk|de|fr|es|it|br|ua|ph|bd|pk|eu|us|ca|au|info|biz|app|ai|"
       "xyz|online|site|tech|pro|nl|pl|tr|cn|jp|kr|id|vn|ng|ke|za|mx|ar|ch|at|be|se|gmbh|agency|studio|email")  # fmt: skip
OPEN, SHUT = r"[\[({<_*|~/\\\"'-]", r"[\])}>_*|~/\\\"'-]"
AT = (rf"(?:\s*{OPEN}+\s?(?:at|a|@|at\s?sign|{AT_WORDS})\s?{SHUT}+\s*|\s*@\s*(?:the\s+rate\s+(?:of\s+)?)?"
      rf"|\s+at\s+the\s+rate\s+(?:of\s+)?|\s+at\s?-?sign\s+|\s+(?:{AT_WORDS})\s+)")  # fmt: skip
DOT = rf"(?:\s*{OPEN}+\s?(?:dot|\.|,|d|punto|point|ponto|period|full\s?stop)\s?{SHUT}+\s*|\s+(?:{DOT_WORDS})\s+|\s?\.\s?)"
SAID_DOT = rf"(?:\s*{OPEN}+\s?(?:dot|\.|d|punto|point|ponto)\s?{SHUT}+\s*|\s+(?:{DOT_WORDS})\s+)"
LOCAL = r"[a-z0-9][a-z0-9._%+'-]{0,40}"
HOST = r"[a-z0-9][a-z0-9-]{1,40}"
PLAIN_MAIL = re.compile(rf"{LOCAL}@{HOST}(?:\.{HOST}){{0,3}}\.[a-z]{{2,12}}\b")
SIGNED = re.compile(rf"{LOCAL}{AT}{HOST}(?:{DOT}{HOST}){{0,2}}{DOT}(?:{TLD})\b")
SAID = re.compile(
    rf"[a-z0-9._-]{{2,40}}\s+at\s+{HOST}(?:\s+d[o0]t\s+|\s*{OPEN}+\s?(?:d[o0]t|\.|d)\s?{SHUT}+\s*)(?:{TLD})\b"
)
SIGN_HINT = re.compile(rf"{OPEN}\s?(?:at|a|at\s?sign)\s?{SHUT}")
SAID_SIGNS = [*AT_WORDS.split("|"), "at the rate", "at sign", "at-sign", "@"]

PROVIDERS = "gmail|googlemail|hotmail|yahoo|outlook|protonmail|proton|icloud|ymail|gmx|yandex"
HOSTS = PROVIDERS.split("|")
PROVIDER_HINT = re.compile(rf"(?:[^\w\s./-]|at)\s?(?:{PROVIDERS})")
PROVIDER_MAIL = re.compile(
    rf"{LOCAL}\s?@\s?(?:{PROVIDERS})|[a-z0-9._]{{3,40}}(?:[^\w\s./-]|at)(?:{PROVIDERS})(?:[^\w\s/-]|dot)(?:com|net|de|fr|me)\b"
)
SAID_DOT_HINT = re.compile(SAID_DOT)
SEPARATED = re.compile(r"\S{15,120}")
BRACKETED = re.compile(
    r"[a-z0-9._]{3,40}\s?\((?:gmail|icloud|yahoo|hotmail|outlook|protonmail|google ?mail)\)"
)
FRAGMENTS = re.compile(r"(?:[^\s]{1,4}[\s]+){5,60}[^\s]{1,4}")
JOINED_MAIL = re.compile(
    rf"[a-z0-9][a-z0-9._%+-]{{1,40}}@[a-z0-9-]{{2,40}}(?:\.[a-z0-9-]{{2,20}}){{0,2}}\.(?:{TLD})"
)

D, S = (
    r"\s?(?:\.|[(\[{]\s?(?:dot|\.)\s?[)\]}]|\bdot\b|\bpunto\b|\bpoint\b|,)\s?",
    r"\s?(?:/|[(\[{]?\s?slash\s?[)\]}]?|\\)\s?",
)
LINK = re.compile(
    rf"\b(?:(?:t|wa|m|line|signal|viber|threema|qr|icq|telegram){D}me|telegram{D}dog|discord{D}gg"
    rf"|discord(?:app)?{D}com{S}invite|(?:chat|api|web){D}whatsapp{D}com|join{D}skype{D}com"
    rf"|u{D}wechat{D}com|snapchat{D}com{S}add|kik{D}me|zalo{D}me|imo{D}im){S}[\w@+-]{{2,}}"
)
MEETING = re.compile(
    r"\bcalendly\.com/[\w-]{3,}|\bzoom\.us/j/\d{6,}|\bmeet\.google\.com/[a-z-]{6,}|\bt\s(?:me)/\w{3,}"
)
ACCOUNT = re.compile(
    r"\b[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){3,7}\b|\bbc1[a-z0-9]{25,60}\b|\b0x[0-9a-f]{40}\b|\bt[a-z0-9]{33}\b"
)
PAY_LINK = re.compile(rf"\b(?:paypal{D}me|cash{D}app|venmo{D}com|revolut{D}me|wise{D}com{S}pay|ko-fi{D}com"
                      rf"|buymeacoffee{D}com){S}[\w@+$-]{{2,}}")  # fmt: skip
WEAK_LINK = re.compile(
    r"\b(?:instagram|facebook|fb|linkedin|calendly|zoom|vk|tiktok)\.(?:com|us|me)/[\w@/?=.-]{3,}"
)
HANDLE = re.compile(
    r"(?<![\w$])\$[a-z][a-z0-9_]{2,20}\b|(?<![\w.@/])@[a-z0-9_][a-z0-9_.]{2,30}|(?<![\w.@/$#])[a-z]{3,30}+(?:[._-][a-z]{1,20}+){0,3}+[._-]?\d{1,4}(?![\w.@%/]\w|\w)"
    r"|(?<![\w.@/])[a-z]{2,}_[a-z0-9_]{2,}|(?<![\w.@/])live:[.\w]{3,}|\b[a-z0-9_.]{2,32}#\d{4}\b"
    r"|(?<![\w.@/])[a-z]{3,}\.[a-z]{1,12}(?=\s+(?:on|at|in)\b|\)|$)"
)
FEWEST_DIGITS = 6
"""Of an account or wallet; a plain word has none."""

HANDLE_HINT = re.compile(r"[@_#]|[a-z]\d|[a-z][._-]\d|[a-z]\.[a-z]|live:")
NO_HANDLE = re.compile(r"(?:html|css|web|mp|python|php|vue|es|angular|sha|md|utf|base|oauth|win|x|version|v|"
                       r"step|part|phase|page|day|week|option|milestone|task|level|chapter|season|figure|room|"
                       r"covid|iso|next|top|chatgpt|gpt|llama|class|grade|q|h|unit|version|article|section|"
                       r"episode|scene|screen|item|slide|file|batch|test|draft|revision|round|sprint|"
                       r"ipv|log|ubuntu|postgres|mysql|odoo|drupal|bootstrap|studio|node|java|iphone|ipad|ps|"
                       r"windows|galaxy|pixel|area|block|magento|typo|hubspot|route|office|three|swift|unity)"
                       r"[._-]?\d{1,4}")  # fmt: skip
CODED = re.compile(r"(?<![\w/+])[A-Za-z0-9+/]{16,80}={0,2}(?![\w/+=])")


def mails(text: Folded, words: Words) -> Iterator[Hit]:
    """Find mail addresses."""
    read = text.text
    for form in _forms(read):
        for hit in form.finditer(read):
            if not _taken_for_mail(hit[0]):
                yield Hit(CONTACT, "a mail address", 2, hit.start(), hit.end())
    if "@" in read:
        yield from _joined(read)
        yield from _every_other(read)
    for hit in BRACKETED.finditer(read) if "(" in read else ():
        yield Hit(CONTACT, "a mail address", 1, hit.start(), hit.end())
    yield from _at_provider(words)
    yield from _coded(text)


def _forms(read: str) -> Iterator[re.Pattern[str]]:
    """The forms that are worth trying."""
    if "@" in read:
        yield PLAIN_MAIL
    if any(host in read for host in HOSTS) and PROVIDER_HINT.search(read):
        yield PROVIDER_MAIL
    if any(sign in read for sign in SAID_SIGNS) or SIGN_HINT.search(read):
        yield SIGNED
    if " at " in read and SAID_DOT_HINT.search(read):
        yield SAID


def _taken_for_mail(found: str) -> bool:
    return bool(re.fullmatch(r"\S+\s+[@(]?\s*\S+\.\s+\S+", found)) and "@" not in found


def _joined(read: str) -> Iterator[Hit]:
    """Addresses in pieces, over blanks or lines."""
    for part in FRAGMENTS.finditer(read):
        if "@" not in part[0]:
            continue
        at = [i for i, char in enumerate(part[0]) if not char.isspace()]
        hit = JOINED_MAIL.search("".join(part[0][i] for i in at))
        if hit:
            start = part.start() + at[hit.start()]
            yield Hit(CONTACT, "a mail address", 2, start, part.start() + at[hit.end() - 1] + 1)


def _every_other(read: str) -> Iterator[Hit]:
    """Addresses with the same sign after every character."""
    for chunk in SEPARATED.finditer(read):
        if "@" not in chunk[0] or len(set(chunk[0][1::2])) > 1:
            continue
        if JOINED_MAIL.search(chunk[0][::2]):
            yield Hit(CONTACT, "a mail address", 2, chunk.start(), chunk.end())


def _at_provider(words: Words) -> Iterator[Hit]:
    """Addresses known by who keeps the mail: with or without "at" and "dot"."""
    kinds = BIT["provider"]
    hosts = {"yahoo", "outlook", "icloud", "aol", "google", "live", "mail"}
    for i, form in enumerate(words.forms):
        if not (words.bits[i] & kinds or form in hosts):
            continue
        back = any(name.start == words.starts[i] and name.how for name in words.names)
        near = words.forms[max(0, i - 4) : i] + (words.forms[i + 1 : i + 3] if back else [])
        signed = any(one == "@" or one in AT_WORDS.split("|") for one in near)
        com = (
            (signed and "com" in words.forms[i + 1 : i + 5])
            or words.forms[i + 1 : i + 2] in (["com"], ["kom"])
            or (
                _is_dot(words, i + 1)
                and words.forms[i + 2 : i + 3] in (["com"], ["c"], ["de"], ["co"], ["fr"])
            )
        )
        said = "at" in near[-2:] and bool(words.bits[i] & kinds or com)
        if (
            (signed and (words.bits[i] & kinds or com or back))
            or said
            or (com and words.bits[i] & kinds)
        ):
            first = _name_start(words, i)
            yield Hit(
                CONTACT,
                "a mail address",
                2,
                words.starts[first],
                words.ends[min(i + 2 * com, len(words.ends) - 1)],
            )


def _is_dot(words: Words, i: int) -> bool:
    return i < len(words.forms) and (
        words.forms[i] in {".", ","} or words.forms[i] in DOT_WORDS.split("|")
    )


def _name_start(words: Words, i: int) -> int:
    """The word where the name before the provider begins."""
    first = max(0, i - 2)
    while first > 0 and i - first < 30 and words.starts[first] - words.ends[first - 1] == 0:
        first -= 1
    return first


def _coded(text: Folded) -> Iterator[Hit]:
    """Addresses and numbers in base64."""
    if text.at is not None and len(text.at) != len(text.written):
        source = "".join(text.written[i] for i in text.at)
    else:
        source = text.written
    for hit in CODED.finditer(source):
        try:
            meant = base64.b64decode(hit[0], validate=True).decode("ascii")
        except (binascii.Error, UnicodeDecodeError):
            continue
        if PLAIN_MAIL.search(meant) or re.search(r"\d[\d +().-]{5,18}\d", meant):
            yield Hit(CONTACT, "an encoded address", 2, hit.start(), hit.end())


def links(read: str) -> Iterator[Hit]:
    """Find links that begin a talk in a messenger or a payment."""
    if not any(sign in read for sign in (".", "dot", "pun", "/")):
        return
    for hit in LINK.finditer(read):
        yield Hit(CONTACT, "a link to a messenger", 2, hit.start(), hit.end())
    for hit in MEETING.finditer(read):
        yield Hit(CONTACT, "a link to a talk elsewhere", 1, hit.start(), hit.end())
    for hit in PAY_LINK.finditer(read):
        yield Hit(PAYMENT, "a link to a payment", 2, hit.start(), hit.end())


def accounts(words: Words, read: str) -> Iterator[Hit]:
    """Find bank accounts and wallets where somebody speaks of paying."""
    bits = words.all_bits
    if not bits & (BIT["pay"] | BIT["method"]) or bits & (BIT["technical"] | BIT["third"]):
        return
    for hit in ACCOUNT.finditer(read):
        if sum(char.isdigit() for char in hit[0]) >= FEWEST_DIGITS:
            yield Hit(PAYMENT, "an account", 2, hit.start(), hit.end())


def mark_handles(words: Words, read: str) -> None:
    """Mark the words that are names in messengers, or links to people."""
    if not HANDLE_HINT.search(read):
        return
    places = {start: i for i, start in enumerate(words.starts)}
    for form in (WEAK_LINK, HANDLE):
        for hit in form.finditer(read):
            if form is WEAK_LINK or not _no_name(hit[0], words.all_bits):
                _mark(words, [places[i] for i in range(*hit.span()) if i in places], form)


def _no_name(found: str, bits: int) -> bool:
    """Whether it is another word with a number, or no name without a messenger beside it."""
    if found[0] != "@" and NO_HANDLE.fullmatch(found):
        return True
    dotted = "." in found and not any(char in "@_0123456789/" for char in found)
    return dotted and not bits & (BIT["messenger"] | BIT["provider"])


def _mark(words: Words, marked: list[int], form: re.Pattern[str]) -> None:
    messengers = BIT["messenger"] | BIT["sometimes"]
    if form is WEAK_LINK:
        for i in marked:
            words.bits[i] &= ~messengers
    if not any(words.bits[i] & BIT["messenger"] for i in marked):
        for i in marked:
            words.bits[i] |= BIT["data"]
            words.all_bits |= BIT["data"]

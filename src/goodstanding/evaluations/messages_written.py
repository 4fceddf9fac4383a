"""Whole messages made of base phrases and disguises, from a seed."""

from collections.abc import Iterator
from random import Random

from goodstanding.evaluations import messages_attempts as attempts
from goodstanding.evaluations import messages_families as families
from goodstanding.evaluations.messages_families import Attempt, Disguise

AROUND = (
    "{}",
    "{}",
    "Hi there! {}",
    "Thank you for your proposal. I have looked at the samples and like them. {}",
    "{} Looking forward to your answer.",
    "The job is about 40 hours for 800 dollars, starting on Monday. {} Best regards",
)


def phone(chance: Random) -> str:
    """A telephone number as people write it."""
    d = [str(chance.randint(2, 9)), *(str(chance.randint(0, 9)) for _ in range(9))]
    n = "".join(d)
    a, b, c = n[:3], n[3:6], n[6:]
    return chance.choice(
        (n, f"+1 {a} {b} {c}", f"0{n}", f"+63{n}", f"+44 {n[:4]} {n[4:]}", f"{a}-{b}-{c}",
         f"({a}) {b}-{c}")
    )  # fmt: skip


def mail(chance: Random) -> str:
    """A mail address."""
    number = chance.choice(("", str(chance.randint(1, 99))))
    return f"{chance.choice(attempts.NAMES)}{number}@{chance.choice(attempts.PROVIDERS)}"


def handle(chance: Random) -> str:
    """A name in a messenger."""
    sign = chance.choice(("@", ""))
    return f"{sign}{chance.choice(attempts.NAMES)}{chance.randint(1, 999)}"


def _filled(chance: Random, phrase: str, disguise: Disguise, kind: str) -> str:
    app, name = chance.choice(attempts.APPS), handle(chance)
    values = {"app": app, "handle": name, "phone": "", "mail": ""}
    if kind in {"phone", "mail"}:
        values[kind] = disguise(chance, (phone if kind == "phone" else mail)(chance))
    else:
        values[kind] = disguise(chance, values[kind])
    return phrase.format(**values)


def _from(
    chance: Random, n: int, phrases: tuple[str, ...], family: str, kind: str, disguise: Disguise
) -> Iterator[Attempt]:
    for _ in range(n):
        number = chance.randrange(len(phrases))
        text = _filled(chance, phrases[number], disguise, kind)
        yield Attempt(family, number, chance.choice(AROUND).format(text))


def _plain(chance: Random, n: int, phrases: tuple[str, ...], family: str) -> Iterator[Attempt]:
    for _ in range(n):
        number = chance.randrange(len(phrases))
        yield Attempt(family, number, chance.choice(AROUND).format(phrases[number]))


def written(seed: int, n: int) -> Iterator[Attempt]:
    """Write `n` attempts of every family, the same ones for the same seed."""
    chance = Random(seed)  # noqa: S311
    for name, disguise in {**families.ALIKE, **families.FOR_PHONES}.items():
        yield from _from(chance, n, attempts.PHONE, f"phone: {name}", "phone", disguise)
    for name, disguise in {**families.ALIKE, **families.FOR_MAILS}.items():
        yield from _from(chance, n, attempts.MAIL, f"mail: {name}", "mail", disguise)
    for name, disguise in {**families.ALIKE, **families.FOR_APPS}.items():
        yield from _from(chance, n, attempts.HANDLE, f"messenger: {name}", "app", disguise)
        yield from _from(chance, n, attempts.ASK, f"asking: {name}", "app", disguise)
    for name, disguise in families.FOR_HANDLES.items():
        yield from _from(chance, n, attempts.HANDLE, f"handle: {name}", "handle", disguise)
    yield from _plain(chance, n, attempts.ASK_PLAIN, "asking: no name")
    yield from _plain(chance, n, attempts.PAYMENT, "payment")
    yield from _plain(chance, n, attempts.EXTORTION, "extortion")
    yield from _plain(chance, n, attempts.THREAT, "threat")

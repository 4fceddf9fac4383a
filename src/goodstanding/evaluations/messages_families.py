"""Disguises of contact data, written as a reader would think of them and apart from the rules.

Each family writes one message from a seeded source of chance. No rule and no table of the detector
is read here: whatever the two have in common, they have because people do it.
"""

import base64
import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

Disguise = Callable[[Random, str], str]


@dataclass(frozen=True)
class Attempt:
    """One message somebody might write.

    Attributes:
        family: the disguise.
        phrase: number of the base phrase among those of its kind.
        text: the message.
    """

    family: str
    phrase: int
    text: str


ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
LOOKALIKES = dict(zip("aeopcxyikjsh", "аеорсхуіκјѕһ", strict=True))
SMALL = dict(zip("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", strict=True))
FLIPPED = dict(zip("abcdefghijklmnopqrtuvwy", "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹʇnʌʍʎ", strict=True))
LEET = dict(zip("aeiost", "431057", strict=True))
WORDS = {
    "en": "zero one two three four five six seven eight nine",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun",
    "pt": "zero um dois três quatro cinco seis sete oito nove",
    "tl": "sero isa dalawa tatlo apat lima anim pito walo siyam",
    "hi": "shunya ek do teen char paanch chhe saat aath nau",
    "ru": "ноль один два три четыре пять шесть семь восемь девять",
    "bn": "শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয়",
    "it": "zero uno due tre quattro cinque sei sette otto nove",
}
AT_ABROAD = (
    (" arroba ", " punto "),
    (" arobase ", " point "),
    (" собака ", " точка "),
    (" chiocciola ", " punto "),
    (" klammeraffe ", " punkt "),
    (" małpa ", " kropka "),
    (" arroba ", " ponto "),
)
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
MORSE = ["-----", ".----", "..---", "...--", "....-", ".....", "-....", "--...", "---..", "----."]
MISSPELT = {
    "whatsapp": ("watsapp", "whatsap", "watsap", "whattsapp", "wattsapp", "whatsaap"),
    "telegram": ("telegarm", "telegrm", "tellegram", "telegrem", "teligram"),
    "skype": ("skipe", "skyp", "scype", "skyppe"),
    "discord": ("diskord", "dicsord", "discrod"),
    "viber": ("vibber", "viiber", "v1ber"),
    "wechat": ("wechatt", "we-chat", "wetchat"),
    "instagram": ("instagrm", "instgram", "insta gram", "instagramm"),
    "signal": ("signall", "sgnal app", "siggnal"),
}


def each(table: Mapping[str, str]) -> Disguise:
    """Replace letters by a table."""
    return lambda chance, text: "".join(table.get(c, c) for c in text.lower())  # noqa: ARG005


def between(marks: str) -> Disguise:
    """Put one of the marks between all characters."""
    return lambda chance, text: chance.choice(marks).join(text.replace(" ", ""))


def _zero_width(chance: Random, text: str) -> str:
    return "".join(c + chance.choice(ZERO_WIDTH) * (chance.random() < 0.6) for c in text)


def _stacked(chance: Random, text: str) -> str:
    return "".join(c + chr(0x300 + chance.randrange(40)) * chance.randint(0, 2) for c in text)


def _mathematical(chance: Random, text: str) -> str:
    first = chance.choice((0x1D41A, 0x1D482, 0x1D5BA, 0x1D5EE, 0x1D68A))
    digit = chance.choice((0x1D7CE, 0x1D7D8, 0x1D7EC))
    return "".join(
        chr(first + ord(c) - 97) if "a" <= c <= "z" else chr(digit + int(c)) if c.isdigit() else c
        for c in text.lower()
    )


def _enclosed(chance: Random, text: str) -> str:
    square = chance.random() < 0.5

    def one(c: str) -> str:
        if c.isdigit():
            return f"{c}\ufe0f\u20e3"
        if "a" <= c <= "z":
            return chr((0x1F170 if square else 0x24D0) + ord(c) - 97)
        return c

    return "".join(map(one, text.lower()))


def _fullwidth(chance: Random, text: str) -> str:  # noqa: ARG001
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _native(chance: Random, text: str) -> str:
    zero = chance.choice((0x660, 0x6F0, 0x966, 0x9E6, 0xE50))
    return "".join(chr(zero + int(c)) if c.isdigit() else c for c in text)


def _spelled(language: str | None, share: float = 1.0) -> Disguise:
    def write(chance: Random, text: str) -> str:
        words = WORDS[language or chance.choice([one for one in WORDS if one != "en"])].split()
        glue = chance.choice((" ", "-", ", ", " "))
        return glue.join(
            words[int(c)] if chance.random() < share else c for c in text if c.isdigit()
        )

    return write


def _doubled(chance: Random, text: str) -> str:
    digits = [c for c in text if c.isdigit()]
    digits[3:5] = digits[3] * 2
    words = WORDS["en"].split()
    said = [words[int(c)] for c in digits]
    said[3:5] = [f"{chance.choice(('double', 'Double', 'twice'))} {words[int(digits[3])]}"]
    return " ".join(said)


def _tens(chance: Random, text: str) -> str:
    digits = [c for c in text if c.isdigit()]
    pairs = zip(digits[::2], digits[1::2], strict=False)
    words = WORDS["en"].split()
    return " ".join(
        f"{TENS[int(a)]}{chance.choice(' -')}{words[int(b)]}" if a > "1" and b > "0" else a + b
        for a, b in pairs
    )


def _letters_for_digits(chance: Random, text: str) -> str:
    return "".join({"0": chance.choice("oO"), "1": chance.choice("lI")}.get(c, c) for c in text)


def _grouped(chance: Random, text: str) -> str:
    digits, glue = [c for c in text if c.isdigit()], chance.choice(("/", "*", "~", "_", "|", "…"))
    return glue.join("".join(digits[i : i + 2]) for i in range(0, len(digits), 2))


def _said_between(chance: Random, text: str) -> str:
    digits = "".join(c for c in text if c.isdigit())
    glue = chance.choice((" then ", " dash ", " and then ", " space ", " followed by "))
    return glue.join((digits[:3], digits[3:6], digits[6:]))


def _lines(chance: Random, text: str) -> str:
    size = chance.choice((2, 3))
    return "\n" + "\n".join(text[i : i + size] for i in range(0, len(text), size)) + "\n"


def _backwards(chance: Random, text: str) -> str:  # noqa: ARG001
    return f"{text[::-1]} (read it backwards)"


def _words_for_signs(chance: Random, text: str) -> str:
    at, dot = chance.choice(
        ((" at ", " dot "), ("(at)", "(dot)"), ("[at]", "[dot]"), (" {at} ", " {dot} "),
         ("_AT_", "_DOT_"), (" at the rate ", " dot "), ("(a)", "(.)"), (" @ ", " . "))
    )  # fmt: skip
    return text.replace("@", at).replace(".", dot)


def _signs_abroad(chance: Random, text: str) -> str:
    at, dot = chance.choice(AT_ABROAD)
    return text.replace("@", at).replace(".", dot)


def _no_signs(chance: Random, text: str) -> str:
    name, _, host = text.partition("@")
    host = host.split(".")[0]
    return chance.choice((f"{name} on {host}", f"{name} ({host})", f"{host} - {name}",
                          f"{name} {host} com", f"{name} at {host}"))  # fmt: skip


def _broken(chance: Random, text: str) -> str:
    """A blank, a dash or a dot within a name."""
    at = chance.randint(2, len(text) - 2)
    return text[:at] + chance.choice((" ", "-", ".", "_")) + text[at:]


def _masked(chance: Random, text: str) -> str:
    at = chance.randint(1, len(text) - 3)
    return text[:at] + chance.choice(("*", "**", "#")) + text[at + 1 :]


def _misspelt(chance: Random, text: str) -> str:
    return chance.choice(MISSPELT[text])


def _entities(chance: Random, text: str) -> str:
    if chance.random() < 0.5:
        return "".join(f"&#{ord(c)};" if c in "@.0123456789" else c for c in text)
    return "".join(c + ("<b></b>" if i % 3 == 1 else "") for i, c in enumerate(text))


def _encoded(chance: Random, text: str) -> str:
    if chance.random() < 0.5:
        return base64.b64encode(text.encode()).decode() + " (base64)"
    return codecs.encode(text, "rot13") + " (rot13)"


def _morse(chance: Random, text: str) -> str:  # noqa: ARG001
    return " ".join(MORSE[int(c)] for c in text if c.isdigit())


def _noise(chance: Random, text: str) -> str:
    return "".join(c + chance.choice("abdfgkmnrtvw") for c in text if c.isdigit())


def _as_it_is(chance: Random, text: str) -> str:  # noqa: ARG001
    return text


def _link(chance: Random, text: str) -> str:
    link = chance.choice(("t.me/{}", "wa.me/{}", "discord.gg/{}", "m.me/{}", "instagram.com/{}"))
    link = link.format(text.lstrip("@"))
    return chance.choice((link, link.replace(".", " dot ").replace("/", " slash "),
                          link.replace(".", " . ").replace("/", " / ")))  # fmt: skip


ALIKE: dict[str, Disguise] = {
    "as it is": _as_it_is,
    "zero-width": _zero_width,
    "stacked marks": _stacked,
    "lookalikes": each(LOOKALIKES),
    "fullwidth": _fullwidth,
    "mathematical": _mathematical,
    "enclosed": _enclosed,
    "spaced": between(" "),
    "punctuated": between("-._*|~+"),
    "over lines": _lines,
    "small capitals": each(SMALL),
    "markup": _entities,
}
"""Disguises for whatever is to be hidden."""

FOR_PHONES: dict[str, Disguise] = {
    "number words": _spelled("en"),
    "number words abroad": _spelled(None),
    "words and digits": _spelled("en", 0.5),
    "double five": _doubled,
    "fifty five": _tens,
    "O for 0": _letters_for_digits,
    "odd separators": _grouped,
    "words between": _said_between,
    "native digits": _native,
    "letters between": _noise,
    "morse": _morse,
    "phone backwards": _backwards,
}

FOR_MAILS: dict[str, Disguise] = {
    "at and dot": _words_for_signs,
    "at and dot abroad": _signs_abroad,
    "neither at nor dot": _no_signs,
    "mail backwards": _backwards,
    "encoded": _encoded,
}

FOR_APPS: dict[str, Disguise] = {
    "leet": each(LEET),
    "broken name": _broken,
    "masked name": _masked,
    "misspelt name": _misspelt,
    "upside down": lambda chance, text: each(FLIPPED)(chance, text)[::-1],
    "name backwards": lambda chance, text: text[::-1],  # noqa: ARG005
}

FOR_HANDLES: dict[str, Disguise] = {"link": _link}

"""Who is compared with whom: those who share a key that few others have.

Each key is made of one to three facts, whole or in part. Keys of many persons are left out, so that
the number of pairs grows in proportion to the number of persons; what one key misses for a slip of
the pen another finds.
"""

from collections.abc import Collection, Iterator

from duckdb import DuckDBPyConnection

from goodstanding.detectors.identities.kinds import kind_of

MOST = 60
"""Persons that may share a key; keys of more say too little."""

PARTS = {
    "given": ("given", "given[:3]"),
    "surname": ("surname", "surname[:4]"),
    "born": ("born", "born[:4]", "born[5:]"),
    "postcode": ("postcode", "postcode[:-3]", "postcode[:-2]"),
    "place": ("place",),
    "work": ("work",),
    "mail": ("split_part(mail, '@', 1)",),
    "street": ("street",),
    "house": ("house",),
    "state": ("state",),
}
ALONE = ("phone", "document", "device", "payout", "mail", "born", "postcode", "street", "name")
"""Kinds rare enough to be a key alone."""

PAIRED = (
    ("given", "surname"),
    ("given", "born"),
    ("surname", "born"),
    ("given", "postcode"),
    ("surname", "postcode"),
    ("born", "postcode"),
    ("born", "place"),
    ("born", "work"),
    ("born", "state"),
    ("place", "given"),
    ("place", "surname"),
    ("surname", "work"),
    ("street", "house"),
    ("street", "place"),
    ("street", "given"),
    ("street", "surname"),
)
THREES = (
    ("given", "surname", "born"),
    ("place", "born", "work"),
    ("place", "postcode", "work"),
    ("given", "born", "work"),
)
SHORT = {
    "mail": ("split_part({0}, '@', 1)",),
    "street": ("regexp_replace({0}, '[^a-z0-9]', '', 'g')[:12]",),
}
PIECES = ("phone", "document")
"""Numbers whose halves are keys as well."""


def _expressions(slots: Collection[str]) -> Iterator[str]:
    for slot in slots:
        kind = kind_of(slot)
        yield from [slot] if kind in ALONE else []
        yield from [f"{slot}[:4]", f"{slot}[-4:]"] if kind in PIECES else []
        yield from [form.format(slot) for form in SHORT.get(kind, ())]
    for one, other in PAIRED:
        if one in slots and other in slots:
            yield from (f"{a} || '|' || {b}" for a in PARTS[one] for b in PARTS[other])
    for three in THREES:
        if set(three) <= set(slots):
            yield " || '|' || ".join(PARTS[slot][:2][-1] for slot in three)


def _of_words(slots: Collection[str]) -> Iterator[tuple[str, str]]:
    for slot in slots:
        if slot in PARTS and slot not in ("given", "surname"):
            for part in PARTS[slot][:2]:
                yield f"w{part}", f"word.word || '|' || {part}"


def pair(connection: DuckDBPyConnection, slots: Collection[str]) -> None:
    """Make the table `pair` (`l` < `r`, numbers of persons, `shared` how many keys they share)."""
    keys = [
        f"SELECT hash('{n}', {e}) AS k, i FROM person WHERE ({e}) IS NOT NULL"
        for n, e in enumerate(_expressions(slots))
    ]
    keys += [
        f"""SELECT hash($${name}$$, {e}) AS k, i FROM word JOIN person USING (i)
        WHERE ({e}) IS NOT NULL"""
        for name, e in _of_words(slots)
    ]
    keys.append("SELECT hash('word', word) AS k, i FROM word")
    keys.append("""SELECT hash('two', a.word, b.word) AS k, a.i AS i
        FROM word a JOIN word b ON a.i = b.i AND a.word < b.word""")
    connection.execute(
        f"""CREATE TABLE key AS SELECT k, i FROM
        (SELECT *, count(*) OVER (PARTITION BY k) AS n FROM ({" UNION ALL ".join(keys)}))
        WHERE n BETWEEN 2 AND {MOST}"""
    )
    connection.execute("""CREATE TABLE pair AS SELECT a.i AS l, b.i AS r,
        CAST(count(*) AS INT) AS shared
        FROM key a JOIN key b ON a.k = b.k AND a.i < b.i GROUP BY 1, 2""")
    connection.execute("DROP TABLE key")

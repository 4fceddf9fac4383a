"""Persons as they are compared: one row each, everything in small letters and one form."""

from collections.abc import Mapping
from importlib.resources import files

from duckdb import DuckDBPyConnection

from goodstanding.detectors.identities.kinds import kind_of

_SMALL = (
    "nullif(trim(regexp_replace(lower(strip_accents(CAST({0} AS VARCHAR))), '\\s+', ' ', 'g')), '')"
)
_DIGITS = "nullif(regexp_replace(CAST({0} AS VARCHAR), '[^0-9]', '', 'g'), '')"
_CLOSE = "nullif(regexp_replace(lower(CAST({0} AS VARCHAR)), '[^a-z0-9]', '', 'g'), '')"
_FORMS: Mapping[str, str] = {
    "born": f"left({_DIGITS}, 8)",
    "phone": f"right({_DIGITS}, 10)",
    "postcode": _CLOSE,
    "document": _CLOSE,
    "payout": _CLOSE,
    "device": _SMALL,
}
_WORDS = (
    "list_filter(list_distinct(string_split_regex({0}, '[^a-z0-9]+')), lambda x: length(x) > 1)"
)


def prepare(connection: DuckDBPyConnection, slots: Mapping[str, str]) -> None:
    """Make the tables `person` and `word` from the view `input`.

    `person` has `i` (number from 1, in no order of the input: neighbours in a file must not be
    neighbours here), `row`, `id` and a column for each slot; `word` the words of names.
    """
    chosen = [
        f'{_FORMS.get(kind_of(slot), _SMALL).format(_quoted(heading))} AS "{slot}"'
        for slot, heading in slots.items()
    ]
    connection.execute(
        f"""CREATE TABLE person AS SELECT CAST(row_number() OVER (ORDER BY hash("row"), "row")
        AS INT) AS i, "row", CAST(id AS VARCHAR) AS id, {", ".join(chosen)} FROM input"""
        if chosen
        else "CREATE TABLE person AS SELECT CAST(1 AS INT) AS i, 1 AS row, '' AS id LIMIT 0"
    )
    if "name" in slots and not {"given", "surname"} & set(slots):
        connection.execute("""CREATE OR REPLACE TABLE person AS SELECT *,
            CASE WHEN name LIKE '%, %' THEN split_part(name, ', ', 2)
                ELSE split_part(name, ' ', 1) END AS given,
            CASE WHEN name LIKE '%, %' THEN split_part(name, ', ', 1)
                WHEN name LIKE '% %' THEN string_split(name, ' ')[-1] END AS surname FROM person""")
    present = set(connection.table("person").columns)
    named = [c for c in ("given", "surname", "name") if c in present]
    whole = f"concat_ws(' ', {', '.join(named)})" if named else "''"
    connection.execute(
        f"""CREATE TABLE word AS SELECT i, w AS word FROM
        (SELECT i, unnest({_WORDS.format(whole)}) AS w FROM person)"""
    )
    if "given" in present:
        _nicknames(connection)


def _nicknames(connection: DuckDBPyConnection) -> None:
    lines = (files(__package__) / "nicknames.csv").read_text("utf-8").split()[1:]
    pairs = sorted({(line.split(",")[0], line.split(",")[2]) for line in lines})
    connection.execute(
        """CREATE OR REPLACE TABLE person AS SELECT person.*, also FROM person LEFT JOIN (
            SELECT a AS given, list(DISTINCT b) AS also FROM
            (SELECT unnest($names::VARCHAR[]) a, unnest($short::VARCHAR[]) b
             UNION ALL SELECT unnest($short::VARCHAR[]), unnest($names::VARCHAR[])) GROUP BY 1
        ) USING (given)""",
        {"names": [one for one, _ in pairs], "short": [other for _, other in pairs]},
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

"""The page of promises, as the database and the tests say it. Run it to write the page.

python -m tests.house.promises
"""

import ast
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "explanation" / "promises.md"
WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
"""Of each promise its title and sentence, what is worth saying of it, and what is not covered."""

CONSTRAINTS = """
SELECT conname, conrelid::regclass::text FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND conname ~ '^P[0-9]+_'
UNION SELECT indexrelid::regclass::text, indrelid::regclass::text FROM pg_index
WHERE indexrelid::regclass::text ~ '^"?P[0-9]+_' ORDER BY 1"""
FUNCTIONS = """
SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1"""
TRIGGERS = """
SELECT proname, tgrelid::regclass::text FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE NOT tgisinternal ORDER BY 1, 2"""
MESSAGE = re.compile(r"RAISE EXCEPTION\s+'((P\d+): (?:[^']|'')*)'")
EXPECTED = re.compile(r"(P\d+)(?:: |_|\b)")
FIXED = 12
"""How many letters of a message a test must quote, beside what varies, to mean this one."""
BARE = re.compile(r"P\d+[: ]*")


@dataclass(frozen=True, order=True)
class Guard:
    """A constraint, or one message of a function that triggers call."""

    promise: str
    name: str
    says: str
    tables: tuple[str, ...]


@dataclass(frozen=True, order=True)
class Attack:
    """A test, and one refusal that it expects."""

    test: str
    expects: str


def guards(cursor):
    """Every guard that names its promise, as it stands in a database after migration."""
    cursor.execute(CONSTRAINTS)
    rows = [(name.strip('"'), table.strip('"')) for name, table in cursor.fetchall()]
    found = {Guard(name.partition("_")[0], name, name, (table,)) for name, table in rows}
    cursor.execute(FUNCTIONS)
    sources = dict(cursor.fetchall())
    cursor.execute(TRIGGERS)
    called = {}
    for function, table in cursor.fetchall():
        for one in _reached(function, sources):
            called.setdefault(one, set()).add(table.strip('"'))
    for function, source in sources.items():
        for says, promise in MESSAGE.findall(source):
            tables = tuple(sorted(called.get(function, ())))
            found.add(Guard(promise, function, says.replace("''", "'"), tables))
    return sorted(found, key=lambda guard: (number(guard.promise), guard))


def _reached(function, sources):
    """A function and those that it calls, and so on."""
    reached, new = set(), {function}
    while new:
        reached |= new
        words = {word for one in new for word in re.findall(r"\w+", sources.get(one, ""))}
        new = (words & set(sources)) - reached
    return reached


def attacks():
    """Every test that expects the database to refuse something in the name of a promise."""
    found = set()
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if "tests/law" in str(path) or not EXPECTED.search(text):
            continue
        tree = ast.parse(text)
        shared = {
            target.id: _expected(node)
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
                said = _expected(node).union(*(shared.get(name, ()) for name in names))
                place = f"{path.relative_to(ROOT)}::{node.name}"
                found |= {Attack(place, one) for one in said}
    return sorted(found)


def _expected(node):
    """The texts that begin with a promise's number, of alternatives each."""
    texts = (
        one.value
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    )
    return {part for text in texts for part in text.split("|") if EXPECTED.match(part)}


def meets(attack, guard):
    """Whether what a test expects is what a guard says, as far as both are plain words."""
    expected, said = plain(attack.expects), plain(guard.says)
    if not BARE.fullmatch(expected) and said.startswith(expected):
        return True
    if BARE.fullmatch(said) and guard.says.split("%")[1][:15] in attack.expects:
        return True  # it begins with what varies: the next words count
    if any(one.fullmatch(expected) for one in _filled_in(guard.says)):
        return True
    return ".*" in attack.expects and _alike(attack.expects, guard.says)


@cache
def _filled_in(says):
    """The beginnings of a message with anything filled in, each of some letters that are fixed."""
    words = re.findall(r"\S+\s*", says)
    beginnings = ("".join(words[:count]) for count in range(1, len(words) + 1))
    found = []
    for one in beginnings:
        fixed = one.rstrip("%,;:( ")
        if "%" in one and len(re.sub(r"^P\d+: |%", "", fixed)) > FIXED:
            more = ".*" if one.rstrip() != fixed else ""
            found.append(re.compile(".+".join(map(re.escape, fixed.split("%"))) + more))
    return found


def _alike(expected, says):
    """Whether the plain pieces of an expectation stand in a message, in order."""
    pieces = [piece for piece in expected.split(".*") if len(piece.strip()) > len("P10:")]
    pattern = ".*".join(re.escape(re.sub(r"\\(.)", r"\1", piece)) for piece in pieces)
    same = EXPECTED.match(expected)[1] == EXPECTED.match(says)[1]
    return bool(pieces) and same and re.search(pattern, says, re.IGNORECASE) is not None


def plain(text):
    """The words of an expectation or message up to what varies."""
    return re.split(r"%|\.\*|\\[ds]|\[|\(", re.sub(r"\\([.(])", r"\1", text))[0].rstrip()


def number(promise):
    """The number of a promise."""
    return int(promise[1:])


def kept(found, tried):
    """The guards of one promise, each with the tests that attack it by name."""
    return {guard: sorted({one.test for one in tried if meets(one, guard)}) for guard in found}


def page(cursor):
    """The whole page."""
    found, tried = guards(cursor), attacks()
    parts = [WORDS["introduction"].strip()]
    for promise, words in WORDS["promises"].items():
        ours = [guard for guard in found if guard.promise == promise]
        parts += section(promise, words, ours, tried)
    return "\n\n".join([*parts, WORDS["clocks"].strip()]) + "\n"


def section(promise, words, ours, tried):
    """What stands under one promise."""
    tests = sorted({a.test for a in tried if EXPECTED.match(a.expects)[1] == promise})
    by_name = kept(ours, tried)
    yield f"## {promise}: {words['title']}"
    yield words["sentence"].strip()
    if words.get("words"):
        yield words["words"].strip()
    rows = [_row(guard, by_name[guard]) for guard in ours]
    yield "\n".join(["| kept by | on | it says | tests |", "|---|---|---|--:|", *rows])
    yield "Attacked by:\n\n" + "\n".join(f"* `{test}`" for test in tests)
    yield "Not covered: " + words["not_covered"].strip()


def _row(guard, tests):
    tables = ", ".join(guard.tables)
    says = "" if guard.says == guard.name else guard.says.partition(": ")[2].replace("%", "…")
    shown = f"`{guard.name}`" if says else guard.name
    return f"| {shown} | {tables} | {says.replace('|', '/')} | {len(tests) or 'none by name'} |"


if __name__ == "__main__":
    from tests.house.fresh import migrated

    with migrated() as cursor:
        PAGE.write_text(page(cursor), encoding="utf-8")

"""A mapping that cannot be used is told by its line, with what was expected there."""

from datetime import UTC, datetime
from textwrap import dedent

import pytest

from goodstanding.events.importing import MappingError, UnreadableFileError, import_files
from goodstanding.events.models import EventKey

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, tzinfo=UTC)
GOOD = dedent(
    """\
    [source]
    name = "main"

    [[event]]
    kind = "session.ended"

    [event.fields]
    id = {column = "number"}
    at = {expression = "day || 'T00:00:00Z'"}
    account = {column = "who"}
    session = {value = "web"}
    """
)


@pytest.fixture
def bring(tmp_path):
    """Import one small file with this mapping."""

    def run(mapping, content="number,day,who\n1,2026-02-02,ann\n", name="rows.csv", **options):
        (tmp_path / "map.toml").write_text(mapping)
        (tmp_path / name).write_text(content)
        return import_files(
            files=[tmp_path / name], mapping=tmp_path / "map.toml", at=NOW, **options
        )

    return run


def test_a_good_mapping_is_followed(bring):
    assert bring(GOOD).recorded == 1


@pytest.mark.parametrize(
    ("instead_of", "write", "line", "said"),
    [
        (
            'kind = "session.ended"',
            'kind = "session.over"',
            5,
            "kind: got 'session.over', expected",
        ),
        (
            "session = {",
            "sessions = {",
            11,
            "sessions: not known here, expected id, at, account, s",
        ),
        (
            'column = "who"',
            'column = "whom"',
            10,
            "account: no column 'whom', expected one of numb",
        ),
        ('session = {value = "web"}', "", 7, "session: missing, expected in every session.ended"),
        ('{value = "web"}', '"web"', 11, "session: got 'web', expected {column"),
        ('{value = "web"}', '{column = "who", value = "x"}', 11, "session: got"),
        ("day || 'T", "dy || 'T", 9, 'at: Binder Error: Referenced column "dy" not found'),
        ("day || 'T", "day || || 'T", 9, "at: Parser Error"),
        ('name = "main"', "", 1, "source.name is missing"),
        ('name = "main"', 'names = "main"', 2, "names: not known here, expected"),
        ("[source]", "[sources]", 1, "sources: not known here"),
        ("[[event]]", "[event]", 4, "no .*event.*expected one for each kind"),
        ('name = "main"', "name = main", 2, "no TOML"),
        ('kind = "session.ended"', 'kind = "session.ended"\nwhere = "dy = 1"', 6, "Binder Error"),
        ('kind = "session.ended"', 'kind = "session.ended"\nwhere = "who"', 6, "Conversion Error"),
        (
            'kind = "session.ended"',
            'kind = "session.ended"\nfrom = "SELECT * FROM nowhere"',
            6,
            "from: Catalog Error",
        ),
        (
            'kind = "session.ended"',
            'kind = "session.ended"\nfrom = "SELECT who FROM rows"',
            6,
            "from: got no _file and _line, expected",
        ),
        ("[[event]]", '[relations]\nmine = "SELECT x FROM rows"\n\n[[event]]', 5, "mine: Binder"),
        (
            "[[event]]",
            '[files]\n"a b" = "x.csv"\n\n[[event]]',
            5,
            "a b: got 'x.csv', expected a file",
        ),
        ("[[event]]", '[files]\nmine = "my.csv"\n\n[[event]]', 5, "mine: no file my.csv was given"),
        (
            "[[event]]",
            '[files]\nrows = "rows.csv"\nrows2 = 5\n\n[[event]]',
            6,
            "rows2: got 5, expected",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(bring, tmp_path, instead_of, write, line, said):
    with pytest.raises(MappingError, match=said) as error:
        bring(GOOD.replace(instead_of, write, 1))
    assert str(error.value).startswith(f"{tmp_path / 'map.toml'}:{line}: ")
    assert not EventKey.objects.exists()


def test_a_file_the_mapping_does_not_name_is_told(bring, tmp_path):
    (tmp_path / "more.csv").write_text("a,b\n1,2\n")
    mapping = tmp_path / "map.toml"
    mapping.write_text(GOOD.replace("[[event]]", '[files]\nrows = "rows.csv"\n\n[[event]]'))
    (tmp_path / "rows.csv").write_text("number,day,who\n")
    files = [tmp_path / "rows.csv", tmp_path / "more.csv"]
    with pytest.raises(MappingError, match=r"got more\.csv too, expected rows\.csv"):
        import_files(files=files, mapping=mapping, at=NOW)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("", "rows.csv", "line 1: no header can be read: it is empty"),
        ("a,a\n", "rows.csv", "line 1: got the columns a, a; expected names, none twice"),
        ("a,,b\n", "rows.csv", "expected names, none twice"),
        ('"a,b\n', "rows.csv", "no header can be read: a quote is not closed"),
        ("no parquet", "rows.parquet", "no Parquet file"),
    ],
)
def test_a_file_of_which_nothing_can_be_read_is_told(bring, content, name, said):
    with pytest.raises(UnreadableFileError, match=said):
        bring(GOOD, content, name)


def test_no_mapping_reads_other_files(bring, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    for reach in (f"(SELECT content FROM read_text('{tmp_path}/secret.txt'))", "getenv('HOME')"):
        with pytest.raises(MappingError, match=r"session: (Permission|Catalog|Binder) Error"):
            bring(GOOD.replace('{value = "web"}', f'{{expression = "{reach}"}}'))

"""The catalogues of messages: `make messages` gathers what is said to members and updates each.

python -m tests.house.messages
"""

import os
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import django
from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "goodstanding"
LOCALE = SOURCE / "locale"
HEADER = """# What Goodstanding says to members. See docs/how-to/translate.md."""
MADE = datetime(2026, 11, 23, tzinfo=UTC)  # always the same, or every run would change every file
KEYWORDS = {"gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2)}
KEYWORDS |= {"worded": None, "counting": (1, 2)}  # what detectors say


REFUSALS = (
    "cases/operations/dialogue.py",
    "cases/operations/hearing.py",
    "cases/operations/remedying.py",
    "cases/operations/talking.py",
    "appeals/operations/dialogue.py",
    "appeals/operations/filing.py",
    "consultations/operations/speaking.py",
)
"""Where a member's own act may be refused: those words are said to them, too."""


def gathered():
    """Everything that is said to members, as a catalogue without translations."""
    found = _new(None)
    for path in sorted(SOURCE.rglob("*.py")):
        refusals = {"UnlawfulError": None} if _place(path) in REFUSALS else {}
        for line, said, comments, _ in extract_from_file(
            "python", path, keywords=KEYWORDS | refusals
        ):
            _add(found, said, path, line, comments)
    for path in sorted([*SOURCE.rglob("*.html"), *SOURCE.rglob("*.md")]):
        for line, said in in_template(path):
            _add(found, said, path, line, ())
    from goodstanding.languages import vocabulary

    for said in vocabulary.words():
        _add(found, said, Path(vocabulary.__file__), 1, ())
    return found


def _new(tag):
    return Catalog(
        locale=tag,
        project="Goodstanding",
        version="",
        copyright_holder="",
        msgid_bugs_address="",
        creation_date=MADE,
        revision_date=MADE,
        header_comment=HEADER,
        fuzzy=False,
    )


def _add(found, said, path, line, comments):
    del line  # else every change of a file would change every catalogue
    found.add(said, locations=[(_place(path), None)], auto_comments=comments, flags=_flags(said))


def _place(path):
    return path.relative_to(SOURCE).as_posix()


def _flags(said):
    first = said if isinstance(said, str) else said[0]
    return {"python-format"} if "%(" in first else set()


def in_template(path):
    """The lines and messages of a template, exactly as Django looks them up."""
    from django.template import Engine, engines
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    engine = engines["django"].engine
    assert isinstance(engine, Engine)
    text = path.read_text(encoding="utf-8")
    if "translate" not in text:
        return
    nodes = engine.from_string(text).nodelist
    for node in nodes.get_nodes_by_type(TranslateNode):
        yield node.token.lineno, str(node.filter_expression.var.literal).replace("%", "%%")
    for node in nodes.get_nodes_by_type(BlockTranslateNode):
        one, _ = node.render_token_list(node.singular)
        if node.plural and node.countervar:
            yield node.token.lineno, (one, node.render_token_list(node.plural)[0])
        else:
            yield node.token.lineno, one


def read(tag):
    """The catalogue of a language."""
    with (LOCALE / tag / "LC_MESSAGES" / "django.po").open("rb") as file:
        found = pofile.read_po(file, locale=tag)
    found.creation_date = found.revision_date = MADE
    found.project, found.version, found.msgid_bugs_address = "Goodstanding", "", ""
    return found


def written(catalogue):
    """A catalogue as its file has it."""
    out = BytesIO()
    pofile.write_po(
        out,
        catalogue,
        sort_output=False,
        sort_by_file=True,
        width=100,
        ignore_obsolete=True,
        omit_header=False,
    )
    return out.getvalue()


def compiled(catalogue):
    """A catalogue as it is read when it runs."""
    for one in list(catalogue):
        if one.id and not any(one.string):
            catalogue.delete(one.id)
    out = BytesIO()
    mofile.write_mo(out, catalogue)
    return out.getvalue()


def main():
    """Gather what is said, and bring every catalogue up to date; a new language starts empty."""
    from goodstanding.languages import NAMES

    template = gathered()
    for tag in NAMES:
        if tag == "en":
            continue
        place = LOCALE / tag / "LC_MESSAGES"
        place.mkdir(parents=True, exist_ok=True)
        theirs = read(tag) if (place / "django.po").exists() else _new(tag)
        theirs.update(template, no_fuzzy_matching=True, update_header_comment=False)
        (place / "django.po").write_bytes(written(theirs))
        (place / "django.mo").write_bytes(compiled(read(tag)))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.config.settings")
    django.setup()
    main()

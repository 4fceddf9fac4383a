"""Pia makes mistakes in a policy, and each is told with its file and line."""

import shutil
from pathlib import Path

import pytest

from goodstanding.policies import rulebook

RULEBOOK = Path(__file__).parents[2] / "rulebook"


@pytest.fixture(params=["poor-performance"])
def folder(request, tmp_path):
    return Path(shutil.copytree(RULEBOOK / request.param, tmp_path / request.param))


def edit(folder, old, new, name="policy.toml"):
    """Replace the first occurrence; gives the line on which it stood."""
    file = folder / name
    before = file.read_text()
    assert old in before
    file.write_text(before.replace(old, new, 1))
    return before[: before.index(old)].count("\n") + 1


def messages(folder):
    return [mistake.message for mistake in rulebook.check(folder)]


def only(folder):
    [mistake] = rulebook.check(folder)
    return mistake


MISTAKES = {
    "a key nobody knows": ("appeal_months = 6", "appeal_month = 6", "appeal_month: no such key"),
    "a wrong type": ("version = 1", 'version = "1"', "version: got '1', expected a whole number"),
    "a version below one": ("version = 1", "version = 0", "version: got 0"),
    "an unknown family": ('family = "performance"', 'family = "crime"', "family: got 'crime'"),
    "a role nobody has": ('["contractor", "agency"]', '["robot"]', "applies_to: got ['robot']"),
    "a day in quotes": ("= 2025-11-15", '= "2025-11-15"', "announced: got '2025-11-15'"),
    "a day with an hour": ("= 2025-11-15", "= 2025-11-15T10:00:00Z", "announced: got 2025-11-15T"),
    "no address": ('"https://marketplace.example/', '"see our ', "announced_where: got 'see our"),
    "too short an appeal": ("appeal_months = 6", "appeal_months = 3", "6 or more"),
    "facts kept back without fraud": (
        "may_withhold = []",
        'may_withhold = ["tipping_off"]',
        "only fraud lets facts be withheld, not performance",
    ),
    "a reason for keeping back that nobody knows": (
        "may_withhold = []",
        'may_withhold = ["who told us"]',
        "expected a list of codes (one of tipping_off, authority_order",
    ),
    "a looser limit than the law's": (
        "appeal_months = 6",
        "automation.overturn_limit = 0.2\nappeal_months = 6",
        "overturn_limit: got 0.2, expected a number above 0, and 0.1 or less",
    ),
    "an unknown detector": (
        '["outcomes", "harm"]',
        '["gut_feeling", "harm"]',
        "gut_feeling: no such detector",
    ),
    "another folder's name": ('slug = "poor-performance"', 'slug = "poor"', "slug: got 'poor'"),
    "announced too late": (
        "in_force_from = 2026-01-01",
        "in_force_from = 2025-12-01",
        "expected 2025-12-15 or later: a policy is announced 30 days before it binds",
    ),
    "an unknown measure": ('"warning"', '"public shaming"', "measure: got 'public shaming'"),
    "an unknown capability": (
        'capabilities = ["apply"]',
        'capabilities = ["breathe"]',
        "capabilities: got ['breathe']",
    ),
    "evidence below the law's floor": (
        "needs_tier = 2",
        "needs_tier = 1",
        "warning: got 1, expected 2 or more: the law's floor of evidence for a warning",
    ),
    "a measure without end": ("lasts_days = 14\n", "\n", "does not say how long this lasts"),
    "a measure of years": ("lasts_days = 14", "lasts_days = 1000", "lasts_days: got 1000"),
    "nobody to decide": ('by = "person"', 'by = "committee"', "by: got 'committee'"),
    "earnings stopped without fraud": (
        'capabilities = ["apply"]',
        'capabilities = ["withdraw"]',
        "Payouts can be stopped for fraud only",
    ),
    "no steps to put it right": ("steps = [", "stepping = [", "stepping: no such key"),
    "a detector's setting": (
        "tolerated_default = 0.05",
        "tolerated_default = 1.5",
        "outcomes: tolerated_default: 1.5 cannot be tolerated",
    ),
    "a detector's setting deep inside": (
        "development = 0.08",
        "development = 7",
        "outcomes: tolerated.development: 7 cannot be tolerated",
    ),
    "a kind of work named for a trait": ("design = 0.05", "gender = 0.05", "gender is a trait"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_where_it_is(folder, name):
    old, new, message = MISTAKES[name]
    line = edit(folder, old, new)
    found = [one for one in rulebook.check(folder) if message in one.message]
    assert found, messages(folder)
    exact = line if new.strip() else found[0].line  # what is missing has no line of its own
    assert [(one.file, one.line) for one in found] == [(folder / "policy.toml", exact)]


def test_a_mistake_is_written_as_editors_read_it(folder):
    edit(folder, "version = 1", "version = 0")
    assert str(only(folder)) == (
        f"{folder}/policy.toml:2: version: got 0, expected a whole number, 1 or more"
    )


def test_broken_toml_is_told_with_its_line(folder):
    line = edit(folder, "version = 1", "version = ")
    assert only(folder).line == line


def test_toml_that_breaks_off_is_told_at_its_end(folder):
    file = folder / "policy.toml"
    file.write_text('slug = "poor-performance"\ntitle = """never closed\n')
    assert only(folder).line == 2


@pytest.mark.parametrize("name", ["policy.toml", "policy.md"])
def test_a_missing_file_is_told(folder, name):
    (folder / name).unlink()
    assert only(folder).file == folder / name
    assert "no such file" in only(folder).message


@pytest.mark.parametrize("heading", ["What is expected", "Right and wrong", "What happens"])
def test_every_section_is_there(folder, heading):
    edit(folder, f"## {heading}\n", "## Something else\n", "policy.md")
    assert any(f"expected: ## {heading}" in message for message in messages(folder))


def test_no_section_is_empty(folder):
    text = (folder / "policy.md").read_text()
    (folder / "policy.md").write_text(text[: text.index("## How to put it right")])
    (folder / "policy.md").write_text(
        (folder / "policy.md").read_text() + "## How to put it right\n"
    )
    assert "empty section: ## How to put it right" in messages(folder)


def test_sections_come_in_their_order(folder):
    edit(folder, "## What is expected", "## X", "policy.md")
    edit(folder, "## What happens", "## What is expected", "policy.md")
    edit(folder, "## X", "## What happens", "policy.md")
    assert any("sections out of order" in message for message in messages(folder))


@pytest.mark.parametrize("kind", ["Right", "Wrong"])
def test_there_are_examples_of_both_kinds(folder, kind):
    file = folder / "policy.md"
    file.write_text(file.read_text().replace(f"**{kind}:**", ""))
    mistake = only(folder)
    assert f"begins with **{kind}:**" in mistake.message
    assert file.read_text().splitlines()[mistake.line - 1] == "## Right and wrong"


def test_a_text_says_its_title(folder):
    edit(folder, "# Poor performance", "# Bad people", "policy.md")
    assert only(folder).line == 1


def test_a_text_only_lawyers_can_read_is_refused(folder):
    clause = (
        "Notwithstanding aforementioned stipulations, contractors acknowledging unsatisfactory "
        "deliverables shall indemnify participating marketplaces, irrespective of jurisdictional "
        "considerations, representations, warranties, undertakings or counterclaims whatsoever.\n"
    )
    edit(folder, "Do the work you agreed to do.", clause * 30, "policy.md")
    mistake = only(folder)
    assert "expected 40 or less" in mistake.message
    lines = (folder / "policy.md").read_text().splitlines()
    assert lines[mistake.line - 1].startswith("Notwithstanding")


@pytest.mark.parametrize("measure", ["restriction", "suspension"])
def test_a_rule_alone_never_restricts_or_suspends(folder, measure):
    line = edit(
        folder, f'measure = "{measure}"\nby = "person"', f'measure = "{measure}"\nby = "rule"'
    )
    mistake = next(m for m in rulebook.check(folder) if "Automation may coach" in m.message)
    assert mistake.line == line + 1


def test_poor_performance_is_no_emergency(folder):
    edit(
        folder,
        'measure = "restriction"',
        'measure = "interim_restriction"\nemergency = "imminent_safety"',
    )
    assert any("states an emergency" in message for message in messages(folder))


def test_steps_are_written_mildest_first(folder):
    edit(folder, '"coaching_note"', '"X"')
    edit(folder, '"warning"', '"coaching_note"')
    edit(folder, '"X"', '"warning"')
    edit(folder, "needs_tier = 1", "needs_tier = 2")
    assert messages(folder) == ["coaching_note: steps are written mildest first"]


def test_a_note_restricts_nothing(folder):
    edit(folder, "needs_tier = 2", 'needs_tier = 2\ncapabilities = ["apply"]')
    assert any("cannot restrict anything" in message for message in messages(folder))


def test_a_detector_finds_only_its_own_family(folder):
    edit(folder, 'family = "performance"', 'family = "fraud"')
    assert any(m == "outcomes: finds performance, not fraud" for m in messages(folder))


def test_a_detector_without_settings_is_told(folder):
    edit(folder, '["outcomes", "harm"]', '["outcomes", "harm", "applications"]')
    assert any("expected a table [detector.applications]" in m for m in messages(folder))


def test_settings_of_a_detector_not_used_are_told(folder):
    edit(folder, "[remedy]", "[detector.applications]\ntolerated = 3\n\n[remedy]")
    assert any("applications: set but not used" in m for m in messages(folder))


TRAITS = [
    "nationality",
    "ethnicity",
    "language",
    "religion",
    "gender",
    "age",
    "by_gender",
    "age-group",
    "native_language",
    "ethnic",
    "citizenship",
    "Religion",
]


@pytest.mark.parametrize("trait", TRAITS)
def test_nobody_is_judged_by_a_protected_trait(folder, trait):
    line = edit(folder, "window_days = 90", f'window_days = 90\n"{trait}" = 1') + 1
    found = [m for m in rulebook.check(folder) if "nobody may be judged by (P11)" in m.message]
    assert [m.line for m in found] == [line]


@pytest.mark.parametrize("value", ['"gender"', '["client", "religion"]', '{ by = "age" }'])
def test_nor_by_a_setting_that_names_one(folder, value):
    edit(folder, "window_days = 90", f"window_days = 90\nsplit = {value}")
    assert any("nobody may be judged by (P11)" in m for m in messages(folder))


@pytest.mark.parametrize("work", ["language-lessons", "page-layout", "age-checks"])
def test_a_kind_of_work_may_sound_like_a_trait(folder, work):
    edit(folder, "design = 0.05", f"{work} = 0.05")
    assert messages(folder) == []


def test_all_mistakes_are_told_at_once(folder):
    lines = [
        edit(folder, "version = 1", "version = 0"),
        edit(folder, "data-entry = 0.03", "data-entry = 3"),
        edit(folder, "lasts_days = 30", "lasts_days = 0"),
    ]
    found = [m.line for m in rulebook.check(folder) if m.file.name == "policy.toml"]
    assert sorted(set(found)) == lines

"""What stands around the code keeps step with it: locked versions, settings, commands."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.house import command_line

ROOT = Path(__file__).parents[2]


def locked():
    packages = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    return {(one["name"], one["version"]) for one in packages if one["source"] != {"editable": "."}}


def required(file):
    pins = re.findall(r"^([a-z0-9-]+)==([^ ;]+)", (ROOT / file).read_text(), re.MULTILINE)
    return {(name, version) for name, version in pins}


def test_whoever_has_no_uv_gets_the_locked_versions():
    assert required("requirements-dev.txt") <= locked()
    assert {name for name, _ in locked()} == {name for name, _ in required("requirements-dev.txt")}
    assert required("requirements.txt") < required("requirements-dev.txt")


def test_what_the_product_needs_is_in_the_requirements():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    named = {re.match(r"[a-z0-9-]+", one)[0] for one in project["project"]["dependencies"]}
    tools = {re.match(r"[a-z0-9-]+", one)[0] for one in project["dependency-groups"]["dev"]}
    run = {name for name, _ in required("requirements.txt")}
    assert named <= run
    assert not (tools - named) & run - {"click", "packaging"}


def test_every_requirement_is_pinned_by_its_hash():
    for file in ("requirements.txt", "requirements-dev.txt"):
        pins = re.split(r"\n(?=\S)", (ROOT / file).read_text().strip())
        assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_the_page_of_the_command_line_is_what_the_commands_say():
    assert command_line.PAGE.read_text() == command_line.page(), "make docs writes it"


def settings_read():
    source = "\n".join(p.read_text() for p in (ROOT / "src/goodstanding/config").glob("*.py"))
    read = r"""(?:environ\.get\(|environ\[|_flag\(|secret\(|beside\()\s*"([A-Z_]+)\""""
    return set(re.findall(read, source))


def test_every_setting_is_on_its_page_and_nothing_else():
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE)) == settings_read()


@pytest.mark.parametrize("script", ["run", "check", "environment"])
def test_scripts_are_plain_sh(script):
    path = ROOT / ".ci" / script
    assert path.read_text().startswith("#!/bin/sh\n")
    subprocess.run(["sh", "-n", path], check=True)


def test_make_help_names_every_target():
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("run", "test", "check", "format", "docs", "clean"):
        assert re.search(rf"^{target} +\w", said.stdout, re.MULTILINE)


def test_every_page_is_in_the_table_of_contents():
    """Decisions have an index of their own."""
    docs = ROOT / "docs"
    pages = {str(page.relative_to(docs)) for page in docs.rglob("*.md")}
    listed = re.findall(r"^ +- (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(), re.MULTILINE)
    assert set(listed) == {page for page in pages if not page.startswith("decisions/0")}
    assert len(listed) == len(set(listed))

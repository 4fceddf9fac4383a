"""What runs the house in containers is right as far as one can tell without running any."""

import re
import shlex
from pathlib import Path

import pytest
import yaml
from django.urls import resolve
from typer.main import get_command
from yamllint import linter
from yamllint.config import YamlLintConfig

from goodstanding.interfaces.cli.main import app

ROOT = Path(__file__).parents[2]
CHART = ROOT / "deploy" / "helm" / "goodstanding"
RULES = """
extends: default
rules: {line-length: disable, document-start: disable, braces: disable, indentation: disable}
"""
VALUES = yaml.safe_load((CHART / "values.yaml").read_text())
KNOWN = {
    "Release": {"Name": "standing"},
    "Values": VALUES,
    "Chart": yaml.safe_load((CHART / "Chart.yaml").read_text()),
}


def value(path):
    """What a path of the chart's language names; that there is nothing there is an error."""
    node = KNOWN
    for part in path.strip().lstrip(".").split("."):
        node = node[part]
    return node


def conditions(text):
    """Lines between a condition that is false and its end are left out."""
    kept, shown = [], [True]
    for line in text.splitlines():
        if found := re.fullmatch(r"\{\{- if ([\w.]+) \}\}", line):
            shown.append(bool(value(found[1])))
        elif line == "{{- end }}":
            shown.pop()
        elif all(shown):
            kept.append(line)
    assert shown == [True]
    return "\n".join(kept) + "\n"


def rendered(path):
    """A template of the chart, filled in with its own values; it knows only what is used."""

    def one(match):
        path, _, pipe = match[1].partition("|")
        assert pipe.strip() in {"", "quote"}
        found = str(value(path))
        return f'"{found}"' if pipe else found

    return re.sub(r"\{\{ ?([^}]+?) ?\}\}", one, conditions(path.read_text()))


TEMPLATES = sorted((CHART / "templates").glob("*.yaml"))
OBJECTS = [one for path in TEMPLATES for one in yaml.safe_load_all(rendered(path)) if one]


def complaints(text):
    return [str(one) for one in linter.run(text, YamlLintConfig(RULES))]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_filled_in_is_tidy(path):
    assert complaints(rendered(path)) == []


@pytest.mark.parametrize(
    "path", ["compose.yaml", "deploy/helm/goodstanding/values.yaml", "docs/reference/asyncapi.yaml"]
)
def test_a_file_is_tidy(path):
    text = (ROOT / path).read_text()
    assert complaints(text) == []


def pods():
    runs = [one for one in OBJECTS if one["kind"] in {"Deployment", "Job"}]
    found = [(one["metadata"]["name"], one["spec"]["template"]) for one in runs]
    assert len(found) == 4
    return found


@pytest.mark.parametrize(("name", "pod"), pods(), ids=[name for name, _ in pods()])
def test_a_pod_runs_as_nobody_special_and_has_what_it_refers_to(name, pod):
    assert pod["spec"]["securityContext"]["runAsNonRoot"]
    (container,) = pod["spec"]["containers"]
    rights = container["securityContext"]
    assert rights["readOnlyRootFilesystem"]
    assert rights["capabilities"] == {"drop": ["ALL"]}
    mounted = {one["name"] for one in container["volumeMounts"]}
    assert mounted == {one["name"] for one in pod["spec"]["volumes"]}
    maps = {one["metadata"]["name"] for one in OBJECTS if one["kind"] == "ConfigMap"}
    told = [(kind, one["name"]) for each in container["envFrom"] for kind, one in each.items()]
    assert {name for kind, name in told if kind == "configMapRef"} <= maps
    secrets = {name for kind, name in told if kind == "secretRef"}
    assert (VALUES["owner"] in secrets) == name.endswith("-tables")
    commands(container.get("args"))


def commands(words):
    assert not words or words[0] in get_command(app).commands


def test_probes_ask_addresses_that_exist_and_services_find_their_pods():
    labels = [pod["metadata"]["labels"] for _, pod in pods() if "metadata" in pod]
    for one in OBJECTS:
        if one["kind"] == "Service":
            assert one["spec"]["selector"] in labels
    web = next(pod for name, pod in pods() if name.endswith("-web"))["spec"]["containers"][0]
    for probe in ("livenessProbe", "readinessProbe"):
        resolve(web[probe]["httpGet"]["path"])


COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())


def test_compose_starts_tables_first_and_gives_only_them_the_owner():
    services = COMPOSE["services"]
    assert set(services) == {"database", "tables", "web", "worker", "mail"}
    for name, one in services.items():
        owns = "DATABASE_OWNER_URL" in one.get("environment", {})
        assert owns == (name == "tables")
        commands(one.get("command"))
        for volume in one.get("volumes", []):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (ROOT / source).exists()
    assert services["web"]["read_only"]
    assert services["web"]["depends_on"]["tables"]["condition"] == "service_completed_successfully"


def test_the_image_copies_what_there_is_runs_as_nobody_special_and_can_be_asked():
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line.split(" ", 1) for line in text.splitlines() if line and line[0] not in "# "]
    assert [word for word, _ in lines][-1] == "CMD"
    context = (ROOT / ".dockerignore").read_text().splitlines()
    allowed = {line[1:] for line in context if line[0] == "!"}
    for words in (shlex.split(rest) for word, rest in lines if word == "COPY"):
        for source in [] if words[0].startswith("--from") else words[:-1]:
            assert (ROOT / source).exists()
            assert source in allowed
    said = dict(lines)
    assert said["USER"].isdigit()
    assert int(said["USER"]) > 0
    assert "/healthz" in said["HEALTHCHECK"]
    assert text.count("FROM ") == 2

"""The rulebook as files: one folder a policy, its settings in TOML and its text in Markdown."""

from goodstanding.policies.rulebook.checking import check, folders
from goodstanding.policies.rulebook.mistake import Mistake
from goodstanding.policies.rulebook.positions import Positions
from goodstanding.policies.rulebook.reading import Draft, read

__all__ = ["Draft", "Mistake", "Positions", "check", "folders", "read"]

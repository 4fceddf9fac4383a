"""The words of what members are told of a consultation."""

from django.template.loader import render_to_string

TEAM = "The policy team"


def say(template: str, **values: object) -> str:
    """Fill a notice's template; blank lines are kept to one."""
    filled = render_to_string(f"consultations/{template}.md", values).strip().splitlines()
    kept = (line for n, line in enumerate(filled) if line.strip() or filled[n - 1].strip())
    return "\n".join(kept)

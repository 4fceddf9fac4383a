"""Everything at once, to try it out: tables, team, rulebook, samples, review; then serve."""

import hashlib
import os
import sys

from goodstanding.config.clock import now
from goodstanding.config.home import HOME, MAPPINGS, RULEBOOK, SAMPLE
from goodstanding.interfaces.cli import bring, review, rulebook, run
from goodstanding.interfaces.cli.console import complain, counted, say
from goodstanding.interfaces.cli.opened import opened

TEAM = {
    "Rita": ["case_manager"],
    "Sam": ["reviewer"],
    "Fin": ["finance_officer"],
    "Pia": ["policy_owner"],
}
"""Invented people, with what they are qualified for; one of them is left to look again."""

SAMPLES = (
    ("crowd_workers/answers.csv", "crowd_workers.toml"),
    ("job_posts/held_out.csv", "job_posts.toml"),
    ("simulated_month/events.jsonl", "events.toml"),
)
"""What is imported, with its mapping: real records, and a month that is simulated and says so.

Of the job posts only those that did not make the detector's scorecard, or it would be flattered.
"""


def demo(host: run.Host = "127.0.0.1", port: run.Port = 8000) -> None:
    """Set everything up with a real sample, and serve it; again changes nothing."""
    run.claim(host, port, with_mail=True)
    with opened():
        _require_development()
        employ()
        if not _done():
            fill()
            _remember()
        ready = "\n".join(welcome(host, port))
        sys.exit(run.run(host, port, 1, with_worker=True, ready=ready))


def _require_development() -> None:
    from django.conf import settings

    if not settings.DEVELOPMENT:
        msg = "GOODSTANDING_DEVELOPMENT: got no, expected yes: invented people are no production."
        raise ValueError(msg)


def employ() -> None:
    """Take the demonstration's people into the team."""
    from goodstanding.accounts import operations as accounts
    from goodstanding.law.terms import StaffRole

    for name, roles in TEAM.items():
        accounts.employ(
            name=name,
            email=f"{name.lower()}@example.org",
            roles=[StaffRole(role) for role in roles],
            at=now(),
        )


def fill() -> None:
    """Adopt the rulebook, import the samples, review everyone."""
    from goodstanding.funds import operations as funds

    adopt()
    for file, mapping in SAMPLES:
        done = bring.bring_in([SAMPLE / file], MAPPINGS / mapping, examine=False)
        say(f"{file}: {bring.told(done)}")
    funds.post_events(at=now())
    found, touched = review.look()
    say(f"{counted(found, 'finding')} in {counted(touched, 'case')}.")


def adopt() -> None:
    """Adopt the rulebook; what cannot be adopted is told, and what was adopted before stays."""
    from goodstanding.policies.operations import NotAdoptedError

    for folder in rulebook.policies(RULEBOOK):
        try:
            for line in rulebook.put_in_force(folder, by="Pia"):
                say(line)
        except NotAdoptedError as refusal:
            complain(str(refusal))


def welcome(host: str, port: int) -> list[str]:
    """The address, and a link by which each kind of person enters."""
    from goodstanding.cases import queries as cases
    from goodstanding.interfaces import links

    # A member from the real records, where the evidence is as strong as in the simulated month.
    waiting = sorted(
        cases.queue(at=now()), key=lambda one: (-one.tier, "(simulated)" in str(one.case.account))
    )
    lines = [
        "",
        f"Goodstanding is at http://{host}:{port}/",
        "",
        f"  case manager (Rita)  {links.to_console('Rita')}",
        f"  reviewer (Sam)       {links.to_console('Sam')}",
    ]
    if waiting:
        member = waiting[0].case.account.name
        lines.append(f"  member ({member})  {links.to_portal(member)}")
    return [*lines, "", "Ctrl-C stops it."]


def _done() -> bool:
    """Whether the same was set up before, in the same database."""
    from goodstanding.cases import queries as cases

    marker = HOME / "demonstration"
    return marker.exists() and marker.read_text() == _fingerprint() and cases.all_cases().exists()


def _remember() -> None:
    (HOME / "demonstration").write_text(_fingerprint())


def _fingerprint() -> str:
    """What the demonstration is made of: the database, and the content of every file."""
    files = sorted(p for folder in (RULEBOOK, MAPPINGS, SAMPLE) for p in folder.rglob("*.*"))
    digest = hashlib.sha256(os.environ["DATABASE_URL"].encode())
    for path in files:
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()

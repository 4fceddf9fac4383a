"""Write one month of a small marketplace, made up from a fixed seed, as events of the vocabulary.

Everyone in it is invented and says so: names end in "(simulated)", the source is `simulated`.
Run it to write `sample/simulated_month/events.jsonl` again:

    python benchmarks/simulate_month.py
"""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

SEED = 20261001
START = datetime(2026, 10, 12, 8, tzinfo=UTC)
DAYS = 30
TARGET = Path(__file__).parent.parent / "sample" / "simulated_month" / "events.jsonl"
WORK = ("design", "writing", "development", "data-entry")
FIRST = [
    "Ana",
    "Bo",
    "Chidi",
    "Dara",
    "Elif",
    "Farid",
    "Gita",
    "Hugo",
    "Inez",
    "Jun",
    "Kofi",
    "Lena",
    "Mateo",
    "Nia",
    "Omar",
    "Pia",
]
LAST = [
    "Ruiz",
    "Berg",
    "Okoro",
    "Lim",
    "Kaya",
    "Aziz",
    "Rao",
    "Silva",
    "Costa",
    "Park",
    "Mensah",
    "Weiss",
    "Cruz",
    "Adu",
    "Haddad",
]
SKILLS = [
    "logos",
    "landing pages",
    "product photos",
    "short films",
    "spreadsheets",
    "recipes",
    "maps",
    "songs",
]

SPAM = (
    "Dear hiring manager, I read your job with great interest. I have more than ten years of "
    "experience, I work fast and I deliver perfect quality at the best price. Please contact me "
    "right away and we start today. I am available at any hour and every day. {tail}"
)
SCAM = (
    "Easy work from home, no experience needed, earn 400 a day! To get started you only pay a "
    "registration fee of 35 dollars for your training pack. For details do not answer here: "
    "message our manager on Telegram at once. Places are limited. {tail}"
)
HONEST = (
    "We are a team of {n} and need help with {skill}. You would talk to {who} once a week, "
    "deliver in two parts, and be paid per milestone through the marketplace. Please send two "
    "examples of earlier work and tell us which part you would start with."
)


class Month:
    """The month under way: its people, its clock, and the events so far."""

    def __init__(self) -> None:
        """Start with nobody."""
        self.random = random.Random(SEED)
        self.events: list[dict[str, object]] = []

    def tell(self, kind: str, account: str, at: datetime, **body: object) -> None:
        """Report an event."""
        self.events.append(
            {
                "kind": kind,
                "source": "simulated",
                "id": f"{len(self.events) + 1:06d}",
                "at": at.isoformat().replace("+00:00", "Z"),
                "account": account,
            }
            | body
        )

    def at(self, day: float) -> datetime:
        """A moment so many days in, at a random minute of the working day."""
        return START + timedelta(days=int(day), minutes=self.random.randrange(600))

    def people(self, role: str, count: int) -> list[str]:
        """Register members; their names say that they are made up."""
        names = []
        for n in range(count):
            name = f"sim-{role}-{n + 1:02d}"
            first, last = self.random.choice(FIRST), self.random.choice(LAST)
            self.tell(
                "account.registered",
                name,
                START,
                role=role,
                name=f"{first} {last} (simulated)",
                email=f"{name}@example.org",
            )
            names.append(name)
        return names

    def contract(self, who: str, client: str, day: float, outcome: str, amount: int) -> str:
        """A contract from start to end, paid where there was something to pay for."""
        name = f"c-{len(self.events):05d}"
        work = self.random.choice(WORK)
        started = self.at(day)
        parts: dict[str, object] = {"contract": name, "client": client}
        self.tell("contract.started", who, started, work=work, **parts)
        self.tell(
            "payment.earned",
            who,
            started + timedelta(days=2),
            amount=amount,
            currency="EUR",
            milestone="first",
            **parts,
        )
        ended = started + timedelta(days=3, hours=2)
        self.tell("contract.ended", who, ended, work=work, outcome=outcome, **parts)
        if outcome == "accepted":
            score = self.random.choice((4, 5, 5, 5))
            self.tell("feedback.given", who, ended, by=client, contract=name, score=score)
        return name

    def contested(self, who: str, client: str, day: float, outcome: str, amount: int) -> None:
        """A contract whose client wants its money back."""
        name = self.contract(who, client, day, outcome, amount)
        self.tell(
            "dispute.opened",
            who,
            self.at(day + 5),
            contract=name,
            client=client,
            amount=amount,
            currency="EUR",
            reason="The work was not delivered.",
        )

    def job(self, client: str, day: float, text: str) -> None:
        """A job post."""
        self.tell("job.posted", client, self.at(day), job=f"j-{len(self.events):05d}", text=text)

    def application(self, who: str, at: datetime, text: str) -> None:
        """An application for a job."""
        self.tell("application.sent", who, at, job=f"j-{len(self.events):05d}", text=text)


def honest_month(month: Month, contractors: list[str], clients: list[str]) -> None:
    """People at work: now and then something goes wrong, for one in forty."""
    for day in range(DAYS - 5):
        for who in month.random.sample(contractors, 6):
            bad = month.random.random() < 1 / 40
            outcome = "unacceptable_work" if bad else "accepted"
            client = month.random.choice(clients)
            month.contract(who, client, day, outcome, month.random.randrange(5_000, 40_000, 500))
        for who in month.random.sample(contractors, 4):
            skill, n = month.random.choice(SKILLS), month.random.randrange(100, 999)
            text = (
                f"Your post about {skill} made me think of project {n}, where I did just that for "
                f"{month.random.choice(LAST)}. I would begin with the "
                f"{month.random.choice(SKILLS)} and show a first version after {n % 7 + 2} days."
            )
            month.application(who, month.at(day), text)
        client = month.random.choice(clients)
        skill, who = month.random.choice(SKILLS), month.random.choice(FIRST)
        month.job(client, day, HONEST.format(n=month.random.randrange(2, 40), skill=skill, who=who))


def unhappy_clients(month: Month, who: str, clients: list[str]) -> None:
    """Ten clients are content, five are not: 3,000 earned, 900 of it contested."""
    for n, client in enumerate(clients[:10]):
        month.contract(who, client, n, "accepted", 21_000)
    for n, client in enumerate(clients[10:15]):
        month.contested(who, client, 10 + n, "not_delivered", 18_000)


def not_delivering(month: Month, who: str, clients: list[str]) -> None:
    """Of twenty contracts for twenty clients, eleven end without delivery; four are contested."""
    for n, client in enumerate(clients[:20]):
        bad = n % 2 == 0 or n == 19
        if bad and n >= 14:
            month.contested(who, client, n, "not_delivered", 12_000)
        else:
            month.contract(who, client, n, "not_delivered" if bad else "accepted", 12_000)


def spammer(month: Month, who: str) -> None:
    """Sixty near-identical applications in a day."""
    for n in range(60):
        at = START + timedelta(days=12, minutes=7 * n)
        month.application(who, at, SPAM.format(tail=f"Best regards, offer {n + 1}"))


def simulate() -> Iterator[str]:
    """The month, line by line, in order of time."""
    month = Month()
    contractors, clients = month.people("contractor", 40), month.people("client", 30)
    honest_month(month, contractors[3:], clients[:28])
    unhappy_clients(month, contractors[0], clients)
    not_delivering(month, contractors[1], clients)
    spammer(month, contractors[2])
    month.job(clients[29], 20, SCAM.format(tail="Start tomorrow!"))
    for event in sorted(month.events, key=lambda one: (str(one["at"]), str(one["id"]))):
        yield json.dumps(event, ensure_ascii=False)


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("".join(f"{line}\n" for line in simulate()))
    print(f"{TARGET}: {sum(1 for _ in TARGET.open())} events")

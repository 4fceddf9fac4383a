"""S17: nobody looks at what was held back, nor at money that is held; both lapse by themselves."""

import pytest
from typer.testing import CliRunner

from tests import people
from tests.journeys.town.walks import decides, finds
from tests.people import NOW, timedelta

DAY = timedelta(days=1)
FEE = (
    "Easy work from home. To get started you pay a registration fee of 35 dollars. For details "
    "message our manager on Telegram at once, do not answer here."
)
WHY = "A client got nothing and wants the money back."


@pytest.fixture
def audit():
    """Someone at the command line audits our own record: what is said, line by line."""
    from goodstanding.interfaces.cli import main

    def audit(*more):
        said = CliRunner().invoke(main.app, ["audit", *more])
        assert said.exit_code in {0, 1}, said.output
        return said.output.splitlines()

    return audit


def test_a_forgotten_interim_restriction_lapses_and_the_audit_says_what_was_not_done(
    max_, work, post, come_in, clock, audit
):
    """A rule holds back Ben's post. Nobody confirms it, looks, or ends the inquiry."""
    max_.reports(people.registered("ben", "client"), people.posted("ben", 1, FEE))
    work()
    assert not max_.may("ben", "post_job", subject="ben-j1")
    clock.move_to(NOW + DAY)
    assert max_.may("ben", "post_job", subject="ben-j1")
    clock.move_to(NOW + 20 * DAY)
    work()
    assert max_.told("measure.lifted")[0]["cause"] == "its end"
    assert "has ended" in post.to("ben@example.org")[-1]["subject"]
    come_in("ben", width=360).reads("Nothing is restricted")
    rita = come_in("Rita").opens("/console/")
    reference = finds(rita, "Ben")
    rita.reads("Left undone in time; Sam has it, too")
    late = [line for line in audit() if line.startswith(f"{reference}: ")]
    assert late == [
        f"{reference}: confirmation was due 2026-06-02 10:00 UTC and was not done; it lapsed",
        (
            f"{reference}: first look was due 2026-06-04 10:00 UTC and was not done; "
            "another person got it, too"
        ),
        (
            f"{reference}: end of the inquiry was due 2026-06-11 10:00 UTC and was not done; "
            "another person got it, too"
        ),
    ]


def test_forgotten_money_is_payable_and_the_audit_says_that_nobody_looked(
    max_, work, post, come_in, clock, audit
):
    """Rita holds 180.00 EUR of Ann's and nobody looks again: after a week it is hers."""
    max_.reports(
        people.registered("ann"),
        *(people.ended("ann", n, "not_delivered" if n % 3 == 0 else "accepted") for n in range(15)),
        people.earned("ann", 3, 18_000),
        people.contested("ann", 3, 18_000),
    )
    work()
    reference = finds(come_in("Rita"), "Ann")
    decides(come_in("Rita"), reference, "coaching_note", WHY, hold={"ann-c3": "180.00"})
    work()
    come_in("ann", width=360).opens("/portal/money/").reads("Held 180.00 EUR")
    clock.move_to(NOW + 8 * DAY)
    work()
    come_in("ann", width=360).opens("/portal/money/").reads("Payable to you 180.00 EUR")
    assert "released" in post.to("ann@example.org")[-1]["subject"]
    (told,) = max_.told("hold.released")
    assert told["parts"] == ["180.00 EUR of contract ann-c3"]
    (late,) = [line for line in audit() if line.startswith("G21 ")]
    assert f"| {reference} |" in late
    assert "is looked at every 7 days, by 2026-06-08 10:00:00 UTC" in late

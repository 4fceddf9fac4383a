"""S3, first half: eleven of twenty clients got nothing, and nothing is taken before Ann is heard."""

from datetime import timedelta

from tests import people
from tests.people import NOW

DAY = timedelta(days=1)
BAD = range(0, 20, 2)


def history():
    """Twenty contracts for twenty clients; eleven ended without delivery."""
    outcome = {n: "not_delivered" for n in [*BAD, 19]}
    return [
        people.registered("ann"),
        *(people.ended("ann", n, outcome.get(n, "accepted")) for n in range(20)),
    ]


def decides(rita, reference):
    """Rita asks for a restriction, reads what would happen, and confirms."""
    rita.opens(f"/console/cases/{reference}/decide/?measure=restriction")
    rita.types("Why this and not less", "Eleven clients got nothing, and she has not said why.")
    rita.presses("Read what would happen")
    assert "Nothing is decided yet" in rita.sees
    rita.presses("Decide and tell Ann")


def answers_by_keyboard(ann):
    """Ann, on her phone and without a pointer, finds what waits for her and answers."""
    assert "Something waits for you: answer possible until 8 June 2026" in ann.sees
    assert ann.fits()
    ann.tabs_to("GS-")
    ann.presses_enter()
    assert "Nothing is decided yet" in ann.sees
    assert ann.fits()
    ann.tabs_to("In your own words")
    ann.page.keyboard.type("I was ill in March.")
    ann.tabs_to("Send my answer")
    ann.presses_enter()
    assert "I was ill in March." in ann.sees


def test_eleven_of_twenty(max_, work, post, come_in, clock):
    """Of Ann's 20 contracts for 20 clients, 11 ended without delivery.

    Rita finds the case in her queue, reads it and hears Ann: she serves a preliminary notice.
    While Ann's answer is awaited nothing is restricted, and the form refuses a decision with the
    reason. Ann answers on her page. Rita decides; the statement of reasons cites the finding.
    """
    max_.reports(*history())
    work()
    assert post.to("ann@example.org") == []
    rita = come_in("Rita")
    assert "Ann" in rita.sees
    assert "11 of your 20 contract outcomes were bad" in rita.sees
    rita.follows("Ann")
    assert "1 of 20 would be tolerated" in rita.sees
    assert "ann-c0" in rita.sees
    reference = rita.page.url.rstrip("/").rpartition("/")[2]

    rita.opens(f"/console/cases/{reference}/decide/?measure=restriction")
    assert rita.status == 422
    assert "No preliminary notice was served." in rita.refusal
    rita.opens(f"/console/cases/{reference}/")
    rita.follows("Hear Ann first")
    rita.ticks("Restriction")
    rita.presses("Draft this notice")
    assert "Nothing has been decided. We are looking at your record" in rita.sees
    rita.presses("Serve this notice")
    assert "awaiting answer" in rita.sees
    work()
    (mail,) = post.to("ann@example.org")
    assert "Your side first" in mail["subject"]

    clock.move_to(NOW + 6 * DAY)
    assert max_.may("ann", "apply")
    rita = come_in("Rita")
    rita.opens(f"/console/cases/{reference}/decide/?measure=restriction")
    assert rita.status == 422
    assert "awaiting_answer, decide is not open" in rita.refusal
    answers_by_keyboard(come_in("ann", width=360))
    assert max_.may("ann", "apply")

    rita.opens(f"/console/cases/{reference}/")
    assert "I was ill in March." in rita.sees
    decides(rita, reference)
    assert "The member is told" in rita.sees
    assert not max_.may("ann", "apply")
    assert max_.may("ann", "work")
    work()
    ann = come_in("ann", width=360)
    assert "A restriction is in force. It stops applying for jobs" in ann.sees
    ann.follows("A restriction on your account")
    assert "11 of your 20 contract outcomes were bad (11 not delivered" in ann.sees
    assert "Eleven clients got nothing, and she has not said why." in ann.sees
    assert "Rita, a person, decided this." in ann.sees
    assert ann.fits()


def test_no_answer_in_seven_days(max_, work, come_in, clock):
    """Ann does not answer. After seven days, and not before, Rita may decide."""
    max_.reports(*history())
    work()
    rita = come_in("Rita")
    rita.follows("Ann")
    reference = rita.page.url.rstrip("/").rpartition("/")[2]
    rita.follows("Hear Ann first")
    rita.ticks("Restriction")
    rita.presses("Draft this notice")
    rita.presses("Serve this notice")

    clock.move_to(NOW + 7 * DAY - timedelta(seconds=1))
    rita = come_in("Rita")
    rita.opens(f"/console/cases/{reference}/decide/?measure=restriction")
    assert rita.status == 422
    clock.move_to(NOW + 7 * DAY)
    decides(rita, reference)
    assert not max_.may("ann", "apply")

"""S2: history decides, not a complaint."""

from tests import people

FIRST, MIDDLE, LATEST = 0, 25, 49


def history(name, bad):
    """Fifty contracts; the client of one got nothing, and contests what it cost."""
    return [
        people.registered(name),
        *(people.ended(name, n, "not_delivered" if n == bad else "accepted") for n in range(50)),
        people.earned(name, bad, 10_000),
        people.contested(name, bad, 10_000),
    ]


def test_forty_nine_good_and_one_bad(max_, work, post, come_in):
    """Ann, Abe and Ada each have 49 good outcomes and one bad, and a complaint about that one.

    Be it their first, their latest or one between: no finding at any tier, no case, no mail. Their
    pages show 1 of 50 and how far away the nearest threshold is.
    """
    for name, bad in (("ann", FIRST), ("abe", MIDDLE), ("ada", LATEST)):
        max_.reports(*history(name, bad))
    work()
    for name in ("ann", "abe", "ada"):
        assert post.to(f"{name}@example.org") == []
        assert max_.standing(name)["open_cases"] == []
        assert max_.may(name, "apply")
        come_in(name, width=360).reads(
            "You are in good standing",
            "You 1 of 50 Tolerated 1 in 20 (2.5 of 50)",
            "each from another new client, before a person would look.",
        )
    come_in("Rita").reads("No case is waiting")
    assert max_.told("case.opened") == []


def test_a_case_opened_by_hand(max_, work, come_in):
    """An angry client has called Rita, and she opens a case against Ann by hand.

    The law refuses it; the page says why, with Ann's figures, and keeps what Rita wrote.
    """
    max_.reports(*history("ann", LATEST))
    work()
    rita = come_in("Rita").opens("/console/members/ann/")
    rita.reads("1 of 50", "None, ever.")
    rita.follows("Open a case by hand")
    rita.chooses("Policy", "Poor performance")
    rita.types("What you have seen", "The client called me twice.")
    rita.presses("Open the case")
    rita.is_refused(
        "No detector finds anything in this record (1 of 50)",
        "Poor performance gives no ground for a case",
    )
    assert rita.typed("What you have seen") == "The client called me twice."
    assert max_.told("case.opened") == []

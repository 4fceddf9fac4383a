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
    pages show 1 of 50 and how far away the nearest threshold is. Rita, whom an angry client has
    called, opens a case by hand; the law refuses, and the page says why and keeps what she wrote.
    """
    for name, bad in (("ann", FIRST), ("abe", MIDDLE), ("ada", LATEST)):
        max_.reports(*history(name, bad))
    work()
    for name in ("ann", "abe", "ada"):
        assert post.to(f"{name}@example.org") == []
        assert max_.standing(name)["open_cases"] == []
        assert max_.may(name, "apply")
        member = come_in(name)
        assert "You are in good standing" in member.sees
        assert "You 1 of 50 Tolerated 1 in 20 (2.5 of 50)" in member.sees
        assert "each from another new client, before a person would look." in member.sees

    rita = come_in("Rita")
    assert "No case is waiting" in rita.sees
    rita.opens("/console/members/ann/")
    rita.follows("Open a case by hand")
    rita.page.get_by_label("Policy").select_option("Poor performance")
    rita.types("What you have seen", "The client called me twice.")
    rita.presses("Open the case")
    assert rita.status == 422
    assert "No detector finds anything in this record (1 of 50)" in rita.refusal
    assert "Poor performance gives no ground for a case" in rita.refusal
    assert rita.page.get_by_label("What you have seen").input_value() == (
        "The client called me twice."
    )
    assert max_.told("case.opened") == []

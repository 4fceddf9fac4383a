"""Ways through the console that several stories take."""

import re

REFERENCE = re.compile(r"GS-[A-Z0-9]{4}-[A-Z0-9]{4}")


def finds(manager, member, about=""):
    """A case manager opens a member's case from the queue, under a policy; its reference."""
    manager.opens("/console/")
    manager.follows(member, beside=about)
    return REFERENCE.search(manager.page.url)[0]


def hears(manager, reference, measure):
    """A case manager reads a case and serves the preliminary notice of a measure."""
    manager.opens(f"/console/cases/{reference}/")
    manager.follows("first…")
    manager.ticks(measure)
    manager.presses("Draft this notice")
    manager.reads("Nothing has been decided. We are looking at your record")
    manager.presses("Serve this notice")
    manager.reads("awaiting answer")


def asks(manager, reference, measure):
    """A case manager asks for a measure in a case."""
    return manager.opens(f"/console/cases/{reference}/decide/?measure={measure}")


def decides(manager, reference, measure, why, hold=()):
    """A case manager asks for a measure, reads what would happen, and confirms."""
    asks(manager, reference, measure)
    fills(manager, why, hold)
    manager.reads("Nothing is decided yet", why)
    manager.presses("Decide and tell")
    manager.reads("The member is told")


def fills(manager, why, hold=()):
    """A case manager types reasons, and what to hold of which contract, and asks to see it."""
    for contract, amount in dict(hold).items():
        manager.types(f"Contract {contract}", amount)
    manager.types("Why this and not less", why)
    manager.presses("Read what would happen")


def answers(member, words):
    """A member on the page of their case writes their side, reads it over, and sends it."""
    member.follows("Write your answer")
    member.types("In your own words", words)
    _sends(member, words, "answer")


def appeals(member, words):
    """A member on the page of their case writes why it is wrong, reads it over, and sends it."""
    member.follows("Write your appeal")
    member.reads("You can also write by mail, to appeal+")
    member.types("Why is it wrong?", words)
    _sends(member, words, "appeal")


def _sends(member, words, what):
    member.presses("Continue")
    member.reads("Read it over before you send it", words)
    member.presses(f"Send my {what}")
    member.reads(f"We have your {what}", "Your reference: GS-", "What happens next", words)

"""Spam, as the marketplace reports it: the same words to many jobs on one day."""

from tests import people

PITCH = (
    "Dear hiring manager, I read your job with great interest. I have more than ten years of "
    "experience, I work fast and I deliver perfect quality at the best price. Please contact me "
    "right away and we start today. I am available at any hour and every day."
)


def sixty(account, start, day=""):
    """Sixty near-identical applications within a day; `day` tells one day's from another's."""
    return [
        people.applied(account, n, f"Offer {n}. {PITCH}", start=start, day=day) for n in range(60)
    ]

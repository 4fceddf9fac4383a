"""What a member said of policies before they bound, how they voted, and what became of it."""

from typing import Any

from goodstanding.accounts.models import Account
from goodstanding.consultations.models import Comment, Vote

Part = dict[str, Any]


def comments(account: Account) -> list[Part]:
    """Every comment of a member, also a removed one, with the reasons and their objection."""
    own = Comment.objects.filter(account=account).select_related(
        "policy", "removal__by", "removal__objection__outcome__by"
    )
    return [_comment(one) for one in own.order_by("at", "id")]


def votes(account: Account) -> list[Part]:
    """Every vote of a member, also those they took back, in order."""
    own = Vote.objects.filter(account=account).select_related("comment__policy")
    spoken = {1: "for", -1: "against", 0: "taken back"}
    return [
        {"policy": str(one.comment.policy), "vote": spoken[one.value], "at": one.at}
        for one in own.order_by("at", "id")
    ]


def _comment(one: Comment) -> Part:
    removal = getattr(one, "removal", None)
    objection = getattr(removal, "objection", None)
    outcome = getattr(objection, "outcome", None)
    told: Part = {"policy": str(one.policy), "at": one.at, "quoted": one.quoted, "text": one.text}
    if removal is not None:
        told["removed"] = {
            "at": removal.at,
            "by": removal.by.name,
            "rule": removal.rule,
            "reasons": removal.reasons,
            "objection": objection.text if objection else None,
            "shown_again": outcome.restored if outcome else None,
            "answer": outcome.reasons if outcome else None,
        }
    return told

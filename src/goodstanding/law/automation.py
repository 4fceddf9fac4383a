"""When a rule may act alone: as long as few enough of the decisions resting on it were reversed.

The bound is that of Clopper and Pearson, one-sided: the largest overturn rate under which so few
reversals would still be seen one time in twenty.
"""

from math import exp, fsum, lgamma, log, log1p

from goodstanding.law.facts import Decider
from goodstanding.law.terms import StaffRole, UnlawfulError

LIMIT = 0.1
"""The overturn rate that the bound may not pass; a policy may set a lower one, never a higher."""

DOUBT = 0.05
"""One minus the confidence of the bound."""

HALVINGS = 60  # of the interval from 0 to 1: finer than a double can tell apart


def chance_of_so_few(reversed_: int, made: int, rate: float) -> float:
    """How likely at most so many reversals are, at a true overturn rate. P12.

    Args:
        reversed_: decisions that were reversed, 0 to `made`.
        made: decisions in all.
        rate: the true overturn rate, above 0 and below 1.
    """
    return fsum(
        exp(
            lgamma(made + 1)
            - lgamma(one + 1)
            - lgamma(made - one + 1)
            + one * log(rate)
            + (made - one) * log1p(-rate)
        )
        for one in range(reversed_ + 1)
    )


def overturn_bound(reversed_: int, made: int) -> float:
    """The upper 95 % confidence bound of an overturn rate, one-sided (P12).

    Args:
        reversed_: decisions that were reversed, 0 to `made`.
        made: decisions in all; where there are none, anything is possible: 1.

    Raises:
        ValueError: more were reversed than made, or fewer than none.
    """
    if not 0 <= reversed_ <= made:
        raise ValueError(f"reversed: got {reversed_}, expected 0 to {made}.")
    if reversed_ == made:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if chance_of_so_few(reversed_, made, middle) > DOUBT:
            low = middle
        else:
            high = middle
    return high


def may_act_alone(reversed_: int, made: int, limit: float = LIMIT) -> bool:
    """Whether a rule may still decide without a person (P12; PWD-10.4, PWD-11.3).

    A rule is judged from its first reversed decision on: before that nothing speaks against it,
    and a bound over a handful of decisions would let no rule begin.

    Args:
        reversed_: decisions against someone resting on the rule's findings that were reversed.
        made: all decisions against someone resting on them.
        limit: the overturn rate that the bound may not pass, above 0 and at most `LIMIT`.

    The bound passes the limit just where so few reversals are likelier than `DOUBT` at the limit.

    Raises:
        ValueError: the limit is looser than the law's.
    """
    if not 0 < limit <= LIMIT:
        raise ValueError(f"limit: got {limit}, expected above 0, and {LIMIT} or less.")
    return reversed_ == 0 or chance_of_so_few(reversed_, made, limit) <= DOUBT


def require_return(*, change: str, reasons: str, by: Decider) -> None:
    """Refuse to let a rule act alone again (P12; PWD-10.4, PWD-11.3).

    Args:
        change: what was changed about the rule since, by name: its version or its parameters.
        reasons: why it may act alone again.
        by: who gives it back.

    Raises:
        UnlawfulError: no change or no reasons are named, or it is no policy owner who decides.
    """
    if StaffRole.POLICY_OWNER not in by.roles:
        raise UnlawfulError("Only a policy owner lets a rule act alone again (P12).")
    if not change.strip():
        raise UnlawfulError(
            "change: got nothing, expected what was changed about the rule: its version, or the "
            "parameters by name (P12)."
        )
    if not reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected why it may act alone again (P12).")

"""Words for what every notice names: days, addresses, amounts, what one does with an account."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext, gettext_noop

from goodstanding.cases.models import Case, Measure, Withholding
from goodstanding.findings.models import Finding
from goodstanding.findings.queries import said
from goodstanding.languages import writing
from goodstanding.languages.vocabulary import word
from goodstanding.law.terms import Capability, Money
from goodstanding.law.withholding import Code

TEAM = gettext_noop("The trust team")


DOING = {
    Capability.APPLY: gettext_noop("applying for jobs"),
    Capability.POST_JOB: gettext_noop("posting jobs"),
    Capability.HIRE: gettext_noop("hiring"),
    Capability.WORK: gettext_noop("working on contracts"),
    Capability.MESSAGE: gettext_noop("sending messages"),
    Capability.GIVE_FEEDBACK: gettext_noop("giving feedback"),
    Capability.WITHDRAW: gettext_noop("withdrawing money"),
}


def day(moment: datetime) -> str:
    """A day as people write it."""
    return writing.day(moment)


def address(case: Case) -> str:
    """The case's own mail address."""
    return f"case+{case.token}@{settings.MAIL_DOMAIN}"


def appeal_address(case: Case, number: int) -> str:
    """Where a mail is an appeal against a decision, the n-th of its case."""
    return f"appeal+{case.token}-{number}@{settings.MAIL_DOMAIN}"


def listed(words: Iterable[str]) -> str:
    """Words in a row: "a, b and c"."""
    *most, final = [*words] or [""]
    if not most:
        return final
    return gettext("%(most)s and %(last)s") % {"most": ", ".join(most), "last": final}


def doing(capabilities: Iterable[Capability]) -> str:
    """What one does with some capabilities, in a row."""
    return listed(gettext(DOING[Capability(one)]) for one in capabilities)


def kept(code: Code, review_at: datetime) -> str:
    """What a member reads in the place of a record that is withheld."""
    return gettext(
        "One more record is kept from you for now, under the code %(code)s: %(why)s. It is told "
        "to you on %(day)s, unless two people find then that it must wait a little longer."
    ) % {"code": code.upper(), "why": word(code.spoken), "day": day(review_at)}


def capitalised(said: str) -> str:
    """Words as they begin a sentence; the rest of them stays as it is."""
    return said[:1].upper() + said[1:]


def place(one: Measure) -> str:
    """What a measure is about: a contract, a thing, one of a team; "" for the whole account."""
    named = [gettext("contract %(contract)s") % {"contract": one.contract}] if one.contract else []
    named += [one.subject] if one.subject else []
    named += [gettext("%(member)s of the team") % {"member": one.member}] if one.member else []
    return listed(named)


def of_contract(money: Money, contract: str) -> str:
    """An amount of a contract."""
    told = {"money": writing.amount(money), "contract": contract}
    return gettext("%(money)s of contract %(contract)s") % told


def total(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Amounts added up, one a currency."""
    sums: dict[str, int] = {}
    for one in amounts:
        sums[one.currency] = sums.get(one.currency, 0) + one.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(sums.items()))


def facts(findings: Sequence[Finding]) -> str:
    """What was found, in the detectors' sentences."""
    told = [said(one) for one in findings]
    return "\n\n".join(told) or gettext("No detector finds anything in this record.")


def kept_back(withheld: Iterable[Withholding]) -> str:
    """That something is withheld, under which code, and until when; "" where nothing is."""
    return "\n\n".join(kept(Code(one.code), one.review_at) for one in withheld)

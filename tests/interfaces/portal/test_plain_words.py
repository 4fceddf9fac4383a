"""What members read is plain and respectful: LIX under a bound, and no word that belittles."""

import html
import re
from pathlib import Path

import pytest

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.interfaces import links
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import operations as deliveries
from goodstanding.notices import queries as notices
from goodstanding.notices.models import Notice
from goodstanding.policies.queries import readability
from tests import people, scams
from tests.people import NOW, timedelta

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SOURCE = Path(__file__).parents[3] / "src" / "goodstanding"
READ_BY_MEMBERS = [
    *SOURCE.glob("*/templates/*/*.md"),
    *(SOURCE / "interfaces" / "portal" / "templates").rglob("*.html"),
    *(SOURCE.parents[1] / "rulebook").glob("*/policy.*"),
]

HARDEST = 40.0
"""Where "easy" ends. Notices and pages have the bound that policies have."""

BELITTLING = re.compile(
    r"\b(denied|den(y|ies) your|violators?|offenders?|guilty|culprits?|criminals?|fraudsters?|"
    r"punish\w*|penalt\w*|failure to comply|final warning|last warning|no excuse\w*|"
    r"we regret|at our (sole )?discretion|for any reason|without notice|legal action)\b",
    re.IGNORECASE,
)
BLOCK = re.compile(r"</?(?:p|li|h\d|d[tdl]|t[dhr]|[uo]l|div|button|label)\b[^>]*>")


@pytest.fixture
def ann(client, time_machine):
    """Ann is heard, restricted, appeals, talks with Sam or Sue, and is found right."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    people.tell(people.contested("ann", 0, 15_000))
    (case,) = people.work_goes_on()
    rita = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=rita, at=NOW)
    cases.answer(case=case, text="I was ill.", by="ann", at=NOW + DAY)
    wish = Wish(MeasureKind.RESTRICTION, "Eleven of her clients got nothing.")
    decision = cases.decide(case=case, wish=wish, by=rita, at=NOW + 8 * DAY)
    deliveries.deliver_due(at=NOW + 8 * DAY)
    time_machine.move_to(NOW + 9 * DAY, tick=False)
    client.get(links.to_portal("ann").split("8000", 1)[1], follow=True)
    client.case, client.decision = case, decision
    return client


def others_are_told():
    """Ben's posts are held back; one is coached, one warned; another's case ends with nothing."""
    ends = (MeasureKind.NO_ACTION, MeasureKind.COACHING_NOTE, MeasureKind.WARNING)
    scams.overturn(scams.held_back())
    for name, measure in zip(("cyd", "dan", "eve"), ends, strict=True):
        people.not_delivering(name)
        (case,) = [one for one in people.work_goes_on() if one.account.name == name]
        by = case.assignment.staff
        if measure == MeasureKind.WARNING:
            cases.serve_preliminary_notice(case=case, measure=measure, by=by, at=NOW)
        cases.decide(case=case, wish=Wish(measure, "So it is."), by=by, at=NOW + 8 * DAY)


def test_every_notice_is_easy_to_read(ann):
    """Every kind of notice of these stories, in the very words that are sent."""
    appeal = appeals.file(decision=ann.decision, text="They left.", by="ann", at=NOW + 9 * DAY)
    reviewer = appeal.assignment.reviewer
    appeals.ask(appeal=appeal, text="Which of them?", by=reviewer, at=NOW + 9 * DAY)
    appeals.uphold(appeal=appeal, reasons="They had left.", by=reviewer, at=NOW + 10 * DAY)
    others_are_told()
    read = {(one.kind, one.subject): readability(one.text) for one in Notice.objects.all()}
    kinds = {kind for kind, _ in read}
    assert kinds >= {"preliminary_notice", "statement_of_reasons", "coaching_note", "case_closed"}
    assert kinds >= {"answer_received", "appeal_received", "appeal_outcome"}
    assert {one: lix for one, lix in read.items() if lix > HARDEST} == {}
    said = [(one.subject, BELITTLING.search(one.text)) for one in Notice.objects.all()]
    assert [one for one in said if one[1]] == []


def test_every_page_is_easy_to_read_and_reached_while_restricted(ann):
    """All she may need, while she is restricted."""
    of_case = f"/portal/cases/{ann.case.reference}/"
    told = notices.of(ann.case.account).first()
    pages = ["", "notices/", "money/", "money/statement", "team/", "reports/", "announcements/"]
    paths = [f"/portal/{page}" for page in pages]
    paths += [f"/portal/notices/{told.id}/", "/portal/figures/poor-performance/outcomes/"]
    paths += [of_case, f"{of_case}remedy/", f"{of_case}write/appeal/", f"{of_case}sent/answer/"]
    hard = {}
    for path in paths:
        page = ann.get(path)
        assert page.status_code == 200, path
        lix = readability(prose(page))
        hard |= {path: lix} if lix > HARDEST else {}
        assert BELITTLING.search(prose(page)) is None, path
    assert hard == {}
    assert "Readability: LIX" in ann.get(f"/portal/notices/{told.id}/").content.decode()


def prose(page):
    """What is read in the middle of a page, without tables; each block ends a sentence."""
    main = re.search(r"<main.*?</main>", page.content.decode(), re.DOTALL)[0]
    main = re.sub(r"<table.*?</table>|<time.*?</time>", "\n\n", main, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", BLOCK.sub("\n\n", main)))


def test_no_word_belittles_or_threatens():
    found = {one.name: BELITTLING.search(one.read_text()) for one in READ_BY_MEMBERS}
    assert len(found) > 60
    assert {name: hit for name, hit in found.items() if hit} == {}

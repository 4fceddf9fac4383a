"""Ann reads every record behind a figure of hers; an agency reads its team, and nothing private."""

import re

import pytest

from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.detectors.registry import DETECTORS
from goodstanding.interfaces import links
from goodstanding.law.terms import Capability, MeasureKind
from goodstanding.notices import operations as deliveries
from goodstanding.policies import queries as policies
from tests import people
from tests.people import NOW, timedelta

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LIST = "/portal/figures/poor-performance/outcomes/"


@pytest.fixture
def enter(client, time_machine):
    """Somebody comes in by their link, at a moment."""

    def come(name, at=NOW):
        time_machine.move_to(at, tick=False)
        client.get(links.to_portal(name).split("8000", 1)[1], follow=True)
        return client

    return come


def text(page):
    assert page.status_code == 200
    plain = re.sub(r"<[^>]+>", " ", page.content.decode())
    return re.sub(r"\s+", " ", plain)


def test_ann_reads_every_contract_behind_her_one_of_fifty_and_how_each_counts(enter):
    """The client who came twice within 90 days counts once, and she reads that, too."""
    people.rulebook()
    people.member("ann")
    people.tell(
        *(people.ended("ann", n, "not_delivered" if n == 9 else "accepted") for n in range(50)),
        people.ended("ann", 50, client="client-49"),
    )
    ann = enter("ann")
    standing = ann.get("/portal/")
    assert LIST in standing.content.decode()
    read = text(ann.get(LIST))
    assert "You 1 of 50" in read
    assert "51 records, latest first" in read
    assert "Each client counts once in 90 days" in read
    counted = re.findall(r"contract ended (bad|good|not counted)", read)
    assert sorted(counted) == ["bad"] + ["good"] * 49 + ["not counted"]
    assert re.search(r"contract ended bad [^.]*contract: ann-c9 ", read)


def test_a_long_list_has_pages_and_each_record_is_on_one_of_them(enter):
    people.rulebook()
    people.member("ann")
    people.tell(*(people.ended("ann", n) for n in range(70)))
    people.tell(*(people.ended("ann", n) for n in range(70, 130)))
    ann = enter("ann")
    first, second = (text(ann.get(LIST, {"page": n})) for n in (1, 2))
    ids = [set(re.findall(r"ann-c\d+", page)) for page in (first, second)]
    assert (len(ids[0]), len(ids[1]), len(ids[0] | ids[1])) == (100, 30, 130)


def test_nothing_of_anybody_else_is_behind_it(enter):
    people.rulebook()
    people.member("abe")
    people.not_delivering("ann")
    assert enter("abe").get(LIST).status_code == 404
    assert enter("abe").get("/portal/figures/poor-performance/x/").status_code == 404
    assert enter("abe").get("/portal/figures/x/outcomes/").status_code == 404


def test_every_detector_says_what_counts_and_until_when():
    """Whatever a figure counts, its page can say when an entry stops counting."""
    people.rulebook()
    for policy in policies.all_in_force(at=NOW):
        for name in policy.detectors:
            figure = DETECTORS[name].figure([], policy.settings["detector"][name])
            assert figure.ages.endswith("."), name


def joined(member):
    return people.v.AgencyMemberJoined(
        source="max",
        id=f"joined-{member}",
        at=people.stamp(people.ADOPTED),
        account="studio",
        member=member,
    )


@pytest.fixture
def named(enter):
    """Tom of the studio may not apply through it; Tina has a case of her own."""
    people.rulebook()
    people.team()
    people.tell(
        people.registered("studio", "agency"),
        *(people.registered(name) for name in ("tom", "tina")),
        *(joined(name) for name in ("tom", "tina")),
        *people.contracts("studio", 11),
    )
    (case,) = people.work_goes_on()
    rita = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=rita, at=NOW)
    deliveries.deliver_due(at=NOW)
    wish = Wish(MeasureKind.RESTRICTION, "Tom's.", (Capability.APPLY,), member="tom")
    cases.decide(case=case, wish=wish, by=rita, at=NOW + 8 * DAY)
    return case


def test_an_agency_reads_whom_of_its_team_a_restriction_names_and_that_the_others_go_on(
    named, enter
):
    people.not_delivering("tina")
    (hers,) = [one for one in people.work_goes_on() if one != named]
    studio = enter("studio", NOW + 9 * DAY)
    read = text(studio.get("/portal/team/"))
    assert "Tina not restricted" in read
    assert "Tom A restriction: stops applying for jobs, for tom of the team only" in read
    assert named.reference in read
    assert hers.reference not in read
    assert "Team" in text(studio.get("/portal/"))
    alone = text(enter("tina", NOW + 9 * DAY).get("/portal/team/"))
    assert "Nobody works through your account now" in alone
    assert named.reference not in alone


def test_a_coaching_note_stands_on_her_page_and_takes_nothing(enter):
    """It says that nothing changes and leads to what would help; after 90 days it is gone."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    rita = case.assignment.staff
    note = Wish(MeasureKind.COACHING_NOTE, "A first look.")
    cases.decide(case=case, wish=note, by=rita, at=NOW)
    read = text(enter("ann", NOW + DAY).get("/portal/"))
    assert "You are in good standing." in read
    assert "A note to help you , of 1 June 2026: it takes nothing from you" in read
    assert "A note to help you ," not in text(enter("ann", NOW + 91 * DAY).get("/portal/"))

"""Ann reads her notices and pages in her own language; another can be chosen without a script."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from goodstanding.accounts.models import Account
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Case
from goodstanding.detectors import registry
from goodstanding.detectors.wording import Worded
from goodstanding.interfaces import links
from goodstanding.languages import COMPLETE, direction, nearest, writing
from goodstanding.law.terms import MeasureKind, Money
from goodstanding.notices.models import Notice
from goodstanding.policies.models import PolicyVersion
from tests import people
from tests.people import NOW, timedelta

STYLES = Path("src/goodstanding/interfaces/static")


@pytest.fixture
def ann(client, time_machine, db):
    """Ann, whose account is in Mexican Spanish, was asked for her side, and has come in."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    Account.objects.filter(name="ann").update(language="es-MX")
    case.refresh_from_db()
    rita = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=rita, at=NOW)
    time_machine.move_to(NOW + timedelta(days=1), tick=False)
    client.get(links.to_portal("ann").split("8000", 1)[1], follow=True)
    return client


def test_a_notice_is_in_her_language_and_the_team_has_it_in_english(ann):
    told = Notice.objects.get(kind="preliminary_notice")
    assert told.language == "es"
    assert told.subject.startswith("Primero, su versión")
    assert "No se ha decidido nada" in told.text or "Aún no se ha decidido nada" in told.text
    assert told.original.subject.startswith("Your side first")
    assert "**Nothing has been decided.**" in told.original.text
    assert "quoted in English" not in told.original.text
    page = ann.get(f"/portal/notices/{told.id}/").content.decode()
    assert '<html lang="es" dir="ltr">' in page
    assert "El mismo aviso en inglés" in page
    assert "Nothing has been decided." in page


def test_what_was_weighed_is_told_in_her_language_too(ann):
    (case,) = Case.objects.all()
    wish = Wish(MeasureKind.RESTRICTION, "Eleven of twenty.")
    by = case.assignment.staff
    decided = cases.decide(case=case, wish=wish, by=by, at=NOW + timedelta(days=8))
    told = Notice.objects.get(kind="statement_of_reasons")
    for said in (
        "Gravedad: indicios",
        "Antecedentes: no cuenta ninguna infracción anterior",
        "Ninguna medida lo dejaría como está.",
        "y no basta por las razones dadas.",
        "Intención: no se puede saber si fue a propósito",
    ):
        assert said in told.text
    for said in ("Gravity", "History", "Intention", "is not open", "milder"):
        assert said not in told.text
        assert said in told.original.text or said == "is not open"
    assert decided.not_more


def test_she_chooses_another_language_and_takes_it_back(ann):
    """The choice is a cookie of her browser: nothing is written on her account."""
    assert "Su dinero" in ann.get("/portal/money/").content.decode()
    form = ann.get("/portal/language/?from=/portal/money/").content.decode()
    assert 'lang="bn">বাংলা' in form
    assert '<html lang="es"' in form
    chosen = ann.post("/portal/language/", {"language": "en", "from": "/portal/money/"})
    assert chosen["Location"] == "/portal/money/"
    assert "Your money" in ann.get("/portal/money/").content.decode()
    ann.post("/portal/language/", {"language": "", "from": "https://elsewhere.example/"})
    assert '<html lang="es"' in ann.get("/portal/money/").content.decode()
    assert Account.objects.get(name="ann").language == "es-MX"


def test_every_language_says_the_chief_pages_whole(ann):
    case = Notice.objects.get(kind="preliminary_notice").reference
    for tag in COMPLETE:
        ann.cookies["language"] = tag
        for place in ("", f"cases/{case}/", f"cases/{case}/write/answer/", "money/"):
            page = ann.get(f"/portal/{place}")
            assert page.status_code == 200
            assert f'<html lang="{tag}"' in page.content.decode()


@pytest.mark.django_db
def test_who_is_not_known_yet_reads_what_their_browser_asks_for(client):
    page = client.get("/portal/", headers={"accept-language": "uk-UA,uk;q=0.9,en;q=0.5"})
    assert '<html lang="uk"' in page.content.decode()
    assert '<html lang="en"' in client.get("/policies/").content.decode()


def test_days_and_money_are_written_as_each_language_writes_them():
    said = {}
    for tag in COMPLETE:
        with override(tag):
            said[tag] = (writing.day(NOW), writing.amount(Money(190_000, "EUR")))
    assert said["en"] == ("1 June 2026", "1,900.00 EUR")
    assert said["es"] == ("1 de junio de 2026", "1.900,00\xa0EUR")
    assert said["uk"][0].startswith("1 червня 2026")
    assert said["fil"][0] == "Hunyo 1, 2026"
    assert "২০২৬" in said["bn"][0] or "2026" in said["bn"][0]
    with override("es"):
        assert writing.amount(Money(1_900, "JPY")) == "1.900\xa0JPY"


def test_a_tag_finds_the_language_nearest_to_it():
    assert [nearest(tag) for tag in ("es-419", "tl", "UK", "de", "")] == [
        "es",
        "fil",
        "uk",
        "en",
        "en",
    ]


def test_a_page_can_run_from_the_right():
    """Sides are named by the way one reads, so that a language from the right needs no style."""
    with override("ar"):
        assert direction() == "rtl"
    sided = r"(?<![-\w])(left|right)\s*:|(margin|padding|border)-(left|right)|:\s*(left|right)\b"
    for sheet in STYLES.glob("*.css"):
        assert not re.findall(sided, sheet.read_text()), sheet.name


def test_what_a_detector_says_of_her_figures_can_be_said_in_her_language(ann):
    said = {}
    unpublished = {"tolerated": 0.05, "window_days": 90, "bad": ["unpaid"]}
    published = [policy.settings["detector"] for policy in PolicyVersion.objects.all()]
    for asked in [*published, {"nonpayment": unpublished}]:
        for name, settings in asked.items():
            figure = registry.DETECTORS[name].figure([], settings)
            said[name] = [figure.label, figure.own, figure.tolerated, figure.distance, figure.ages]
    assert set(said) == set(registry.DETECTORS)
    plain = [one for some in said.values() for one in some if not isinstance(one, Worded)]
    assert [one for one in plain if re.search("[A-Za-z]", one)] == []


def test_her_figures_are_in_her_language(ann):
    page = ann.get("/portal/").content.decode()
    assert "Contratos que terminaron mal" in page
    assert "11 de 20" in page
    assert "Contracts that ended badly" not in page

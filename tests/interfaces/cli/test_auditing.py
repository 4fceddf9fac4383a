"""The command line audits a log of any system, and our own record as such a log."""

import json

import pytest

from goodstanding.interfaces.cli import audit_log
from tests.interfaces.cli.test_asking import ann_restricted, today  # noqa: F401 - fixtures
from tests.law.duties import lawful
from tests.law.duties.logs import MONDAY, day, event

LATE = [event("appeal.opened", MONDAY, key="a1"), event("appeal.decided", day(20), key="a1")]


@pytest.fixture
def written(tmp_path):
    """A file with events, a line each."""

    def write(events):
        path = tmp_path / "log.jsonl"
        path.write_text("".join(f"{json.dumps(one)}\n" for one in events), encoding="utf-8")
        return str(path)

    return write


def test_a_lawful_log_is_told_by_silence_and_exit_code_0(goodstanding, written):
    assert goodstanding("audit", written(lawful.log(lawful.history()))) == (0, "")


def test_each_breach_is_a_line_and_the_exit_code_is_1(goodstanding, written):
    code, said = goodstanding("audit", written(LATE), "--profile", "EU-PWD")
    assert code == 1
    (line,) = said.splitlines()
    assert line.split(" | ") == [
        "PWD-11.2",
        "PWD 11(2)",
        "a1",
        "appeal.decided within 14 days after appeal.opened, by 2026-03-16 09:00:00 UTC",
        "appeal.decided came at 2026-03-22 09:00:00 UTC",
    ]


def test_a_breach_is_an_object_where_machines_read(goodstanding, written):
    _, said = goodstanding("audit", written(LATE), "--profile", "EU-PWD", "--json")
    first = json.loads(said.splitlines()[0])
    assert first == {
        "duty": "PWD-11.2",
        "source": "PWD 11(2)",
        "case": "a1",
        "due_at": "2026-03-16T09:00:00Z",
        "what_was_due": "appeal.decided within 14 days after appeal.opened",
        "what_happened": "appeal.decided came at 2026-03-22 09:00:00 UTC",
        "code": "BREACH",
    }


def test_a_log_that_no_duty_reads_is_not_taken_for_a_lawful_one(goodstanding, written):
    assert goodstanding("audit", written([])) == (
        0,
        "The log holds no event: nothing was audited.\n",
    )
    code, said = goodstanding("audit", written([event("user.login", MONDAY, key="u1")]))
    assert code == 0
    assert "got 'user.login', in 1 events, expected such as 'case.opened'" in " ".join(said.split())


def test_profiles_can_be_more_than_one(goodstanding, written):
    log = written(LATE)
    _, said = goodstanding("audit", log, "--profile", "US-SEA", "--profile", "EU-PWD-MT")
    assert {line.split(" | ")[0] for line in said.splitlines()} == {"SEA-060b", "PWD-MT"}


def test_a_time_can_be_asked_about(goodstanding, written):
    log = written(LATE[:1])
    asked = ("audit", log, "--profile", "EU-PWD", "--at")
    assert goodstanding(*asked, "2026-03-16T09:00:00Z") == (0, "")
    assert goodstanding(*asked, "2026-03-16T09:00:01Z")[0] == 1


def test_what_is_no_time_no_profile_or_no_file_is_told(goodstanding, written):
    with pytest.raises(ValueError, match="--at: got 'noon'"):
        goodstanding("audit", written(LATE), "--at", "noon")
    with pytest.raises(ValueError, match="profile: got 'MARS', expected one of"):
        goodstanding("audit", written(LATE), "--profile", "MARS")
    with pytest.raises(FileNotFoundError):
        goodstanding("audit", "no-such-log.jsonl")


def test_a_line_that_cannot_be_read_counts_as_a_violation(tmp_path):
    lines = [b'{"type": "week.end"', b"\n", b'{"type": "week.end", "key": "w"}', b'["a", "list"]']
    found = list(audit_log.breaches(audit_log.events(lines), profiles=[], at=MONDAY))
    assert [(one.duty, one.undetermined) for one in found] == [("S09", True)] * 3


def test_a_mark_before_the_first_line_is_no_part_of_it_and_a_line_without_end_is_told(tmp_path):
    path = tmp_path / "log.jsonl"
    lines = [json.dumps(one).encode() for one in LATE]
    path.write_bytes(b"\xef\xbb\xbf" + b"\r\n\r\n".join(lines) + b'\r\n{"a":' + b"[" * 100_000)
    found = [*audit_log.audit_log(str(path), profiles=["EU-PWD"], at=None)]
    assert sorted((one.duty, one.undetermined) for one in found) == [
        ("PWD-11.2", False),
        ("S09", True),
    ]


@pytest.mark.django_db(transaction=True)
def test_our_own_record_is_audited_as_the_log_it_exports(goodstanding, ann_restricted, written):  # noqa: F811
    code, exported = goodstanding("export", "log")
    assert code == 0
    events = [json.loads(line) for line in exported.splitlines()]
    assert {"decision.made", "sor.delivered", "effect.started"} <= {one["type"] for one in events}
    code, said = goodstanding("audit")
    assert (code, said.split(":")[0]) == (0, "No breach")
    assert goodstanding("audit", written(events)) == (0, "")


@pytest.mark.django_db(transaction=True)
def test_the_record_is_exported_as_it_was_at_a_time(goodstanding, ann_restricted):  # noqa: F811
    _, now = goodstanding("export", "log")
    _, before = goodstanding("export", "log", "--at", "2025-12-01T00:00:00Z")
    assert {json.loads(line)["type"] for line in before.splitlines()} == {"rule.published"}
    assert now.startswith(before)


def test_a_relaxation_is_shown_and_used_where_no_law_is_stricter(goodstanding, written):
    log = written(
        [
            event("case.opened", MONDAY, case_id="c1", subject="ann"),
            event("appeal.opened", day(1), case_id="c1", appeal_id="a1"),
            event("appeal.decided", day(18), case_id="c1", appeal_id="a1"),
        ]
    )
    late = "appeal.decided within 14 days"
    assert late in goodstanding("audit", log)[1]
    _, said = goodstanding("audit", log, "--relaxation", "appeal_reply_max=P21D")
    assert said.startswith("Relaxed: appeal_reply_max = P21D, by who audits")
    assert late not in said


def test_whoever_a_law_protects_is_audited_by_it_all_the_same(goodstanding, written):
    log = written(
        [
            event("case.opened", MONDAY, case_id="c1", subject="ann", residence="DE"),
            event("appeal.opened", day(1), case_id="c1", appeal_id="a1"),
            event("appeal.decided", day(18), case_id="c1", appeal_id="a1"),
        ]
    )
    _, said = goodstanding("audit", log, "--relaxation", "appeal_reply_max=P21D")
    assert "appeal.decided within 14 days" in said


def test_a_platform_says_how_big_it_is_and_what_it_relaxed(goodstanding, written, tmp_path):
    file = tmp_path / "platform.toml"
    file.write_text(
        'announced = 2026-01-01\nsector = "online"\nvery_large = false\nlicences = []\n'
        '[[relaxation]]\nparameter = "appeal_reply_max"\nvalue = "P30D"\n'
        'reason = "Few of us."\nby = "Olga"\nat = 2026-01-01\n'
    )
    log = written([event("week.end", MONDAY, key="w")])
    said = goodstanding("audit", log, "--platform", str(file))[1]
    assert "Relaxed: appeal_reply_max = P30D, by Olga: Few of us." in said
    file.write_text("announced = 1\n")
    with pytest.raises(ValueError, match="announced: got 1, expected a day"):
        goodstanding("audit", log, "--platform", str(file))


@pytest.mark.parametrize("written_so", ["appeal_reply_max", "=P1D", "tea=P1D", "ack_max=soon"])
def test_what_is_no_relaxation_is_told(goodstanding, written, written_so):
    with pytest.raises(ValueError, match=r"(relaxation|length): got"):
        goodstanding("audit", written(LATE), "--relaxation", written_so)

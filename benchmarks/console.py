"""Measure the console's lists with a million cases, beside the same page in hand-written SQL.

    python -m benchmarks.console [--cases 1000000] [--times 40]

The cases are written by SQL with the triggers off, in a database of a temporary folder that is
removed again. Prints a table in Markdown.
"""

import argparse
import os
import tempfile
from datetime import UTC, datetime
from statistics import quantiles
from time import perf_counter, process_time

ADOPTED = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime.now(tz=UTC).replace(microsecond=0)
PEOPLE = 40
FILL = """
SET session_replication_role = replica;
INSERT INTO accounts_account (name, role, display_name, email, language, country, natural_person,
    residence, work_location, capacity, sells_to, registered_at)
SELECT 'm' || n, 'contractor', 'Member ' || n, '', (ARRAY['en','es','tl','bn','uk'])[1 + n %% 5],
    'DE', true, '', '', '', '', %(now)s - interval '2 years' FROM generate_series(1, %(cases)s) n;
INSERT INTO cases_case (id, reference, token, account_id, policy_id, opened_at, opened_by, why)
SELECT gen_random_uuid(), 'GS-' || n, 't' || n, a.id, (ARRAY(SELECT id FROM policies_policyversion
    ORDER BY id))[1 + n %% (SELECT count(*) FROM policies_policyversion)],
    %(now)s - n * interval '30 days' / %(cases)s, 'automation',
    'Eleven of twenty clients got nothing.'
FROM generate_series(1, %(cases)s) n JOIN accounts_account a ON a.name = 'm' || n;
INSERT INTO cases_assignment (case_id, staff_id, at, by)
SELECT c.id, (ARRAY(SELECT id FROM accounts_staff ORDER BY id))[1 + (hashtext(c.reference) & 31)],
    c.opened_at, 'automation' FROM cases_case c;
INSERT INTO cases_place (case_id, due_at, what, owner, weakness, state, manager_id, policy,
    language, opened_at, again_at)
SELECT c.id, c.opened_at + interval '3 days', 'first look', 'platform', 3, 'open', s.staff_id,
    p.slug, a.language, c.opened_at,
    greatest(c.opened_at + interval '3 days', %(now)s + interval '1 day')
FROM cases_case c JOIN cases_assignment s ON s.case_id = c.id
JOIN accounts_account a ON a.id = c.account_id JOIN policies_policyversion p ON p.id = c.policy_id;
INSERT INTO cases_case (id, reference, token, account_id, policy_id, opened_at, opened_by, why)
SELECT gen_random_uuid(), 'GD-' || n, 'd' || n, a.id, (ARRAY(SELECT id FROM policies_policyversion
    ORDER BY id))[1 + n %% (SELECT count(*) FROM policies_policyversion)],
    %(now)s - interval '40 days' - n * interval '300 days' / %(cases)s, 'automation',
    'Eleven of twenty clients got nothing.'
FROM generate_series(1, %(cases)s) n JOIN accounts_account a ON a.name = 'm' || n;
INSERT INTO cases_decision (id, case_id, policy_id, measure, decided_by_id, rule, reasons, not_more,
    emergency, conduct_from, at, effect_at)
SELECT gen_random_uuid(), c.id, c.policy_id, 'no_action', (SELECT min(id) FROM accounts_staff), '',
    'The clients took it back, all but client' || c.token, '', '', c.opened_at,
    c.opened_at + interval '6 days', c.opened_at + interval '6 days'
FROM cases_case c WHERE c.reference LIKE 'GD-%';
SET session_replication_role = origin;
"""
BY_HAND = """
SELECT c.reference, a.display_name, v.title, w.name, p.due_at, p.state, c.why
FROM cases_place p JOIN cases_case c ON c.id = p.case_id
JOIN accounts_account a ON a.id = c.account_id
JOIN policies_policyversion v ON v.id = c.policy_id
LEFT JOIN accounts_staff w ON w.id = p.manager_id
WHERE {} ORDER BY p.due_at, p.weakness, p.case_id LIMIT 51
"""


def main() -> None:
    """Make a house in a temporary folder, fill it, and print how fast each list is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=40)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="goodstanding-") as folder:
        os.environ["GOODSTANDING_HOME"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.config.settings"
        from goodstanding.config.postgres import database_address

        with database_address():
            measure(asked.cases, asked.times)


def measure(cases: int, times: int) -> None:
    import django

    django.setup()
    fill(cases)
    client = come_in()
    deep, rita = somewhere(cases)
    print(
        f"| list, {cases:,} cases | p50 | p95 | processor | SQL by hand, p50 | ratio |\n"
        "|---|---|---|---|---|---|"
    )
    for name, address, where in (
        ("everyone's", "?show=all", "true"),
        ("one's own", "?show=mine", f"p.manager_id = {rita}"),
        ("of a policy", "?show=all&policy=spam-applications", "p.policy = 'spam-applications'"),
        ("of a language", "?show=all&language=uk", "p.language = 'uk'"),
        ("in a state", "?show=all&state=open", "p.state = 'open'"),
        ("ten days old", "?show=all&days=10", "p.opened_at <= now() - interval '10 days'"),
        ("of a member", "?show=all&member=m77", "a.name = 'm77'"),
        ("decided", "decided/", None),
        ("decided, of a policy", "decided/?policy=spam-applications", None),
        ("decided, of a member", "decided/?member=m77", None),
        ("decided, rare words", "decided/?words=clientd77", None),
        ("decided, words in all", "decided/?words=clients", None),
        ("decided, in the middle", f"decided/?after=GD-{cases // 2}", None),
        ("in the middle", f"?show=all&after={deep[0]}", f"p.due_at >= '{deep[1]}'"),
    ):
        page = taken(lambda at=address: client.get(f"/console/{at}"), times)
        row = [f"{each:.0f} ms" for each in page]
        if where is None:
            row += ["", ""]
        else:
            hand = taken(lambda of=where: ask(BY_HAND.format(of)), times)
            row += [f"{hand[0]:.1f} ms", f"{page[0] / hand[0]:.0f}"]
        print(f"| {name} |", " | ".join(row), "|", flush=True)


def fill(cases: int) -> None:
    """Adopt the rulebook, employ the team and write the cases."""
    import psycopg

    from goodstanding.accounts import operations as accounts
    from goodstanding.config.home import RULEBOOK
    from goodstanding.config.roles import owner_url
    from goodstanding.interfaces.cli.prepare import bring_up_to_date
    from goodstanding.law.terms import StaffRole
    from goodstanding.policies import operations as policies

    bring_up_to_date()
    for one in sorted(RULEBOOK.glob("*/")):
        policies.adopt(folder=one, by="Pia", at=ADOPTED)
    for n in range(PEOPLE):
        name, roles = f"Rita {n:02}", [StaffRole.CASE_MANAGER]
        accounts.employ(name=name, email=f"rita{n}@example.org", roles=roles, at=ADOPTED)
    with psycopg.connect(owner_url(), autocommit=True) as session:
        for statement in filter(str.strip, FILL.split(";")):
            has = "%(" in statement
            session.execute(statement, {"cases": cases, "now": NOW} if has else None)
        session.execute("VACUUM ANALYZE")


def come_in():
    """The first of the team, signed in, through the whole of Django."""
    from django.conf import settings
    from django.test import Client

    from goodstanding.interfaces import links

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.get("/" + links.to_console("Rita 00").split("/", 3)[3])
    page = client.get("/console/")
    assert page.status_code == 200, (page.status_code, page.headers)
    return client


def somewhere(cases: int) -> tuple[tuple[str, datetime], int]:
    """The case in the middle of the queue with when it is due, and the key of the first person."""
    reference = f"GS-{cases // 2}"
    place = "cases_place p JOIN cases_case c ON c.id = p.case_id"
    sql = f"SELECT due_at FROM {place} WHERE c.reference = '{reference}'"
    first = ask("SELECT id FROM accounts_staff WHERE name = 'Rita 00'")[0][0]
    return (reference, ask(sql)[0][0]), first


def ask(sql: str) -> list[tuple]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def taken(act, times: int) -> tuple[float, float, float]:
    """Milliseconds in half of all times, in 95 of 100, and of this process' own processor."""
    act()
    spent, working = [], process_time()
    for _ in range(times):
        begun = perf_counter()
        act()
        spent.append((perf_counter() - begun) * 1000)
    parts = quantiles(spent, n=100)
    return parts[49], parts[94], (process_time() - working) * 1000 / times


if __name__ == "__main__":
    main()

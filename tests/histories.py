"""Random histories: members, a team, and what they do; lawful, but for clocks let run out.

Each walks by itself and says when it goes on; a town lets the earliest go first, so that its
time never goes back. What a history leaves undone in time is in its `late`.
"""

import heapq
from datetime import timedelta
from itertools import count
from random import Random

from goodstanding.accounts.models import Account
from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Case
from goodstanding.funds import operations as funds
from goodstanding.funds.queries import held
from goodstanding.law.appeal import Inadmissible, Outcome
from goodstanding.law.hold import Pot
from goodstanding.law.report import Way
from goodstanding.law.terms import MeasureKind, Money
from goodstanding.notices import operations as notices
from goodstanding.policies import queries as policies
from goodstanding.reports import operations as reports
from goodstanding.reports.statements import exporting
from tests import people, scams
from tests.people import ADOPTED, NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
COUNTRIES = ("", "DE", "FR", "GB", "AU", "IN")
END = NOW + 120 * DAY


def milder(*, appeal, reasons, by, at):
    """The pause was too much: a warning takes its place."""
    appeals.modify(appeal=appeal, wish=Wish(MeasureKind.WARNING, reasons), by=by, at=at)


def not_looked_into(*, appeal, reasons, by, at):
    """It was not the platform that decided this."""
    code = Inadmissible.NOTHING_DECIDED
    appeals.find_inadmissible(appeal=appeal, code=code, reasons=reasons, by=by, at=at)


ANSWERS = {
    "kept": appeals.reject,
    "reversed": appeals.uphold,
    "modified": milder,
    "inadmissible": not_looked_into,
}


class History:
    """One member's, from a seed."""

    def __init__(self, seed):
        self.dice = Random(seed)
        self.name = f"m{seed}"
        self.start = NOW + self.dice.randrange(20 * 24) * HOUR
        self.late, self.case = set(), None

    def walk(self):
        """Everything that happens to this member; each time it waits, it says until when."""
        path = self.dice.random()
        if path < 0.25:
            yield from self.client()
        elif path < 0.4:
            yield from self.reported()
        else:
            yield from self.contractor()

    def _registers(self, role):
        people.accounts.register(
            name=self.name,
            role=role,
            display_name=self.name.title(),
            email=f"{self.name}@example.org",
            country=self.dice.choice(COUNTRIES),
            at=ADOPTED,
        )

    def _case_opens(self, at):
        people.work_goes_on(at=at, accounts=[self.name])
        self.case = Case.objects.get(account__name=self.name)
        self.manager = self.case.assignment.staff

    def client(self):
        """A rule holds back a post that asks for a fee; a person looks in time, or does not."""
        at = yield self.start
        self._registers("client")
        people.tell(people.posted(self.name, 1, self.dice.choice(scams.PAID)), at=at)
        self._case_opens(at)
        at = yield at + HOUR
        self._exports()
        (decision,) = self.case.decisions.all()
        how = self.dice.choice(["confirmed", "lifted", "forgotten"])
        if how == "forgotten":
            self.late.add("interim")
            yield decision.ends_at
            return
        at = yield at + self.dice.randrange(1, 22) * HOUR
        if how == "confirmed":
            cases.confirm_interim(decision=decision, reasons="A fee.", by=self.manager, at=at)
            at = yield at + HOUR
            self._exports()
        else:
            measure = decision.measures.get()
            cases.lift_measure(measure=measure, cause="No fee.", by=self.manager.name, at=at)
        yield from self.heard(at, MeasureKind.WARNING)

    def reported(self):
        """Somebody outside reports the member; nothing is found; who reported appeals, or not."""
        at = yield self.start
        self._registers("contractor")
        policy = policies.in_force("poor-performance", at=at)
        said = cases.Said("contract c1", "Paid, and nothing came.", True, Way.PUBLIC)
        who = cases.Reporter(name=f"R {self.name}", email=f"r-{self.name}@example.net")
        about = Account.objects.get(name=self.name)
        report = cases.report(about=about, policy=policy, said=said, reporter=who, at=at)
        self.case = report.case
        at = yield at + self.dice.randrange(1, 72) * HOUR
        self._closes(at)
        if self.dice.random() < 0.5:
            return
        at = yield at + self.dice.randrange(1, 30 * 24) * HOUR
        told = {"report": report, "text": "Look again.", "door": "public"}
        appeal = appeals.file_for_reporter(**told, at=at)
        at = yield at + self.dice.randrange(1, 13 * 24) * HOUR
        outcome = self.dice.choice([Outcome.CONFIRMED, Outcome.REVERSED])
        by = appeal.taken.reviewer
        told = {"appeal": appeal, "outcome": outcome, "reasons": "I looked."}
        appeals.answer_reporter(**told, by=by, at=at)
        if outcome == Outcome.REVERSED:
            at = yield at + self.dice.randrange(1, 72) * HOUR
            self._closes(at)

    def _closes(self, at):
        wish = Wish(MeasureKind.NO_ACTION, "Nothing is found.")
        by = self.case.assignment.staff
        self.case.refresh_from_db()
        cases.decide(case=self.case, wish=wish, by=by, at=at)

    def contractor(self):
        """Half of the clients got nothing; sometimes one contests the money."""
        at = yield self.start
        self._registers("contractor")
        people.tell(*people.contracts(self.name, 11), at=at)
        contests = self.dice.random() < 0.5
        if contests:
            people.tell(people.contested(self.name, 0, 15_000), at=at)
        self._case_opens(at)
        kinds = [MeasureKind.WARNING, MeasureKind.RESTRICTION, MeasureKind.RESTRICTION]
        yield from self.heard(at, self.dice.choice(kinds), contests=contests)

    def heard(self, at, measure, *, contests=False):
        """A preliminary notice, an answer or none, perhaps a talk, and the decision."""
        at = yield at + self.dice.randrange(1, 48) * HOUR
        cases.serve_preliminary_notice(case=self.case, measure=measure, by=self.manager, at=at)
        ready = at + 7 * DAY
        if self.dice.random() < 0.6:
            at = yield at + self.dice.randrange(1, 5 * 24) * HOUR
            cases.answer(case=self.case, text="I was ill.", by=self.name, at=at)
            ready = at
        if self.dice.random() < 0.4:
            ready = yield from self.talked(at, ready, measure)
        at = yield ready + self.dice.randrange(1, 72) * HOUR
        pots = {Pot(f"{self.name}-c0", "EUR"): Money(15_000, "EUR")} if contests else {}
        wish = Wish(measure, "Eleven of twenty got nothing.", hold=pots)
        decision = cases.decide(case=self.case, wish=wish, by=self.manager, at=at)
        yield from self.after(decision, at)

    def talked(self, at, ready, measure):
        """A talk is asked for and held in time, or forgotten; a log shows that where it is due."""
        at = yield at + HOUR
        asked = cases.ask_to_talk(case=self.case, text="Call me.", by=self.name, at=at)
        if self.dice.random() < 0.3:
            self.late |= {"talk"} if measure == MeasureKind.RESTRICTION else set()
            return max(ready, asked.due_at)
        at = yield at + self.dice.randrange(1, 6 * 24) * HOUR
        cases.record_talk(request=asked, held=True, said="They talked.", by=self.manager, at=at)
        return max(ready, at)

    def after(self, decision, at):
        """The statement is told to the world, held money looked at, an appeal answered; or not."""
        if self.dice.random() < 0.9:
            yield at + self.dice.randrange(1, 24) * HOUR
        else:
            told = decision.measures.exists() or decision.hold_id
            self.late |= {"export"} if told else set()
            yield at + 3 * DAY
        self._exports()
        appeal = self.dice.choice(["none", "late", "never", *ANSWERS])
        due = [(at + 2 * DAY, self.appealed(decision, appeal, at + 2 * DAY))]
        if decision.hold_id:
            due.append((at, self.looked_at(decision.hold, at)))
        if decision.measures.exists() and self.dice.random() < 0.4:
            due.append((at + 35 * DAY, self.proved(at + 35 * DAY)))
        yield from merged(due, self)

    def _exports(self):
        made = [one for one in exporting.made() if one.case == self.case.reference]
        reports.record_exports(made=made, by="Mia", at=self.now)

    def looked_at(self, hold, at):
        """Somebody looks at the money each week until it goes; or forgets, and it lapses."""
        while True:
            at = yield at + self.dice.randrange(1, 7) * DAY
            if not hold.parts.filter(release=None).exists():
                return
            if at >= held.end_of(hold):
                yield held.end_of(hold)
                return
            if self.dice.random() < 0.2:
                yield held.lapses_at(hold)  # unless an appeal freed the money first
                seen = hold.parts.exclude(release__reason=held.NOBODY_LOOKED).exists()
                self.late |= set() if seen else {"look"}
                return
            if self.dice.random() < 0.2:
                cases.release_early(hold=hold, reason="All is paid.", by=self.manager, at=at)
                return
            funds.review_hold(hold=hold, reasons="It is contested.", by=self.manager, at=at)
            if at + 7 * DAY > held.end_of(hold):
                yield held.end_of(hold)
                return

    def proved(self, at):
        """The worker sees what of the remedy time and work have proved."""
        at = yield at
        cases.prove_due(at=at)

    def appealed(self, decision, how, at):
        """The member appeals, and is answered in time, late, or never."""
        if how == "none" or decision.measure == MeasureKind.COACHING_NOTE:
            return
        at = yield at
        appeal = appeals.file(decision=decision, text="They left.", by=self.name, at=at)
        by = appeal.assignment.reviewer
        if how == "never":
            self.late.add("appeal")
            yield appeal.reply_due_at
            return
        within = self.dice.randrange(1, 13 * 24) * HOUR
        if how == "late":
            self.late.add("appeal")
            yield appeal.reply_due_at
            within += 14 * DAY
        at = yield at + within
        answer = appeals.reject if self.dice.random() < 0.5 else appeals.uphold
        answer = ANSWERS.get(how, answer)
        if how == "modified" and decision.measure != MeasureKind.RESTRICTION:
            answer = appeals.reject  # nothing that was decided is milder than a warning
        answer(appeal=appeal, reasons="I read all of it.", by=by, at=at)


def merged(due, history):
    """Several walks of one history as one, the earliest step first."""
    order = count()
    waiting = [(at, next(order), walk) for at, walk in due]
    heapq.heapify(waiting)
    begun = set()
    while waiting:
        at, _, walk = heapq.heappop(waiting)
        try:
            if walk in begun:
                now = yield at
                then = walk.send(now)
            else:
                begun.add(walk)
                then = next(walk)
        except StopIteration:
            continue
        heapq.heappush(waiting, (then, next(order), walk))


def town(seeds, *, each=lambda at, who: None):
    """Let histories happen side by side; `each` is told after every step of when and whose.

    Returns:
        The histories, with what each left undone.
    """
    people.rulebook()
    people.team()
    histories = [History(seed) for seed in seeds]
    order = count()
    waiting = []
    for one in histories:
        walk = one.walk()
        heapq.heappush(waiting, (next(walk), next(order), one, walk))
    while waiting:
        at, _, one, walk = heapq.heappop(waiting)
        one.now = at
        work(at)
        try:
            then = walk.send(at)
        except StopIteration:
            then = None
        notices.deliver_due(at=at)
        notices.send_to_reporters_due(at=at)
        each(at, one.name)
        if then is not None:
            heapq.heappush(waiting, (max(then, at), next(order), one, walk))
    return histories


def work(at):
    """What the worker does by the clock, but for remedies, which are dear and asked for by one."""
    cases.lapse_due(at=at)
    cases.release_due(at=at)
    cases.watch_clocks(at=at)
    appeals.overdue(at=at)

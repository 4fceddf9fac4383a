"""Writers at once: who did what in which order, and whether each was right to be let or refused.

The order is the chain's: its blocks are numbered in the order in which transactions were written.
A step that was written must be lawful at its place there. A step that was refused must have been
unlawful, for the reason it was given, at some place between its being sent and being answered.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from psycopg.pq import ExecStatus

from tests.rooms.funds.machine.steps import PREPARED, Hold

FINE = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)
DEADLOCK = "deadlock detected"


class Writer:
    """A session of the application's; each step is a transaction of its own."""

    def __init__(self, session):
        self.session = session
        for name, sql in PREPARED.items():
            session.execute(f"PREPARE {name[: name.index('(')]} {name[name.index('(') :]} AS {sql}")

    def write(self, step, sql):
        """Try a step: it gets the number of its transaction, or the reason of its refusal."""
        told = self.session.pgconn.exec_(sql.encode())
        if told.status in FINE:
            step.xid = int(told.get_value(0, 0))
        else:
            step.refused = told.error_message.decode()


def at_once(writers, streams, names, office, errands):
    """Each writer writes its own steps while the others write theirs, and one works in the office.

    Args:
        writers: the sessions.
        streams: the steps of each.
        names: the numbers that the database has for people and pots.
        office: the one who works through operations.
        errands: the steps done there.
    """
    ticks = count(1)

    def go(writer, ready):
        for step, sql in ready:
            step.sent = next(ticks)
            writer.write(step, sql)
            step.answered = next(ticks)

    ready = [
        [(one, f"{one.sql(names)}SELECT pg_current_xact_id()") for one in steps]
        for steps in streams
    ]
    with ThreadPoolExecutor(len(writers)) as threads:
        done = office.thread.submit(go, office, [(one, "") for one in errands])
        list(threads.map(go, writers, ready))
        done.result()


class Replay:
    """The steps of a round once more, one after another, on the model."""

    def __init__(self, model, steps, places):
        """Args: the model before; the steps; the place of each transaction in the chain."""
        self.model = model
        self.written = sorted((s for s in steps if s.xid), key=lambda s: places[s.xid])
        self.open = [(*self._window(one), one) for one in steps if DEADLOCK not in one.refused]

    def _window(self, step):
        """Between which states of the model the step was decided."""
        known = [n for n, other in enumerate(self.written, 1) if other.answered < step.sent]
        first = max(known, default=0)
        if step.xid:
            return first, self.written.index(step)
        begun = [n for n, other in enumerate(self.written, 1) if other.sent < step.answered]
        return first, max(begun, default=first)

    def run(self):
        """Apply what was written, in order.

        Raises:
            AssertionError: something was let or refused that should not have been.
        """
        for number in range(len(self.written) + 1):
            self.open = [one for one in self.open if not self._settled(number, *one)]
            if number < len(self.written):
                self.written[number].apply(self.model)

    def _settled(self, number, first, last, step):
        """Whether the model agrees by now; it must at the last state at which it may."""
        if number < first:
            return False
        wrong = step.objections(self.model)
        if step.refused:
            agreed = any(step.by_law or re.search(why.value, step.refused) for why in wrong)
        elif isinstance(step, Hold):
            step.see(self.model)
            agreed = number == last and not step.objections(self.model)
        else:
            agreed = not wrong and number == last
        assert agreed or number < last, f"{step}: {step.refused or 'written'}; {wrong}"
        return agreed

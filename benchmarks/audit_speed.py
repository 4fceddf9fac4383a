"""How fast, and in how much memory, a log of a million lines is audited.

python -m benchmarks.audit_speed [--lines 1000000] [--flat] [--keep FILE]

The rich log is of whole cases, most lawful, every tenth with the answer to its appeal late. They
begin every eight minutes, so that many are open at once. The flat log has three events a
key. Both are written first; only reading and auditing is timed, in a process of its own.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from tests.law.duties import lawful
from tests.law.duties.logs import MONDAY

MEASURE = """
import resource, sys, time
from goodstanding.interfaces.cli.audit_log import audit_log
begun, cpu = time.perf_counter(), time.process_time()
found = sum(1 for _ in audit_log(sys.argv[1], profiles=[], at=None))
took, used = time.perf_counter() - begun, time.process_time() - cpu
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{found} breaches; {took:.1f} s on the wall, {used:.1f} s of processor; {memory:.0f} MiB")
"""
EVERY = timedelta(minutes=8)


def rich(lines):
    """Lines of a log in the full vocabulary, in order of time."""
    template = [(one["at"], json.dumps(one)) for one in lawful.history("CASE", MONDAY)]
    offsets = [(moment(at) - MONDAY, body) for at, body in template]
    written = [(MONDAY - timedelta(days=60), json.dumps(lawful.rule()))]
    for number in range(lines // len(template)):
        start = MONDAY + number * EVERY
        late = timedelta(days=10) if number % 10 == 0 else timedelta()
        for offset, body in offsets:
            at = start + offset + (late if "appeal.decided" in body else timedelta())
            written.append((at, shifted(body, number, start, at)))
    written.sort(key=lambda one: one[0])
    for number, (_, body) in enumerate(written, start=1):
        yield body[:-1] + f', "seq": {number}}}'


def moment(at):
    return datetime.fromisoformat(at)


def shifted(body, number, start, at):
    """A template's line as of a case that began at another time."""
    event = json.loads(body.replace("CASE", f"c{number}"))
    for name, value in event.items():
        if name != "at" and isinstance(value, str) and value.startswith("2026-"):
            event[name] = (moment(value) - MONDAY + start).isoformat()
    event["at"] = at.isoformat()
    return json.dumps(event)


def flat(lines):
    """Lines of a log in the flat form."""
    for number in range(lines // 3):
        start = MONDAY + number * timedelta(seconds=90)
        for kind, days in (("appeal.opened", 0), ("appeal.ack", 0.5), ("appeal.decided", 10)):
            at = start + timedelta(days=days + 10 * (number % 50 == 0))
            yield json.dumps({"type": kind, "key": f"a{number}", "at": at.isoformat()})


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--lines", type=int, default=1_000_000)
    asked.add_argument("--flat", action="store_true")
    asked.add_argument("--keep", type=Path)
    given = asked.parse_args()
    path = given.keep or Path(tempfile.mkdtemp()) / "log.jsonl"
    begun = time.perf_counter()
    with path.open("w", encoding="utf-8") as log:
        log.writelines(f"{one}\n" for one in (flat if given.flat else rich)(given.lines))
    size = path.stat().st_size / 2**20
    print(f"{given.lines} lines, {size:.0f} MiB, written in {time.perf_counter() - begun:.0f} s")
    subprocess.run([sys.executable, "-c", MEASURE, str(path)], check=True)
    if not given.keep:
        path.unlink()


if __name__ == "__main__":
    main()

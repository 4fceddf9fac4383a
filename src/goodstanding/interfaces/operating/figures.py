"""The house in figures: what waits, for how long, and what did not get through."""

import os
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Min
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from goodstanding.appeals import queries as appeals
from goodstanding.cases import queries as cases
from goodstanding.notices import queries as notices
from goodstanding.webhooks import queries as webhooks


class House:
    """Reads the figures from the database when asked."""

    def __init__(self, at: datetime) -> None:
        """Read them as of a time.

        Args:
            at: now.
        """
        self.at = at

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every figure of the record; the seconds of requests are counted beside them."""
        queued, late = webhooks.waiting(at=self.at), webhooks.given_up(at=self.at)
        yield _figure(
            "goodstanding_cases_open", "Cases without a decision", cases.undecided().count()
        )
        broken = cases.breaches(at=self.at).count()
        yield _figure("goodstanding_clocks_broken", "Clocks let run out, ever", broken)
        yield _figure(
            "goodstanding_appeals_waiting", "Appeals not answered", appeals.waiting().count()
        )
        overdue = appeals.waiting().filter(reply_due_at__lte=self.at).count()
        yield _figure("goodstanding_appeals_overdue", "Appeals whose answer is overdue", overdue)
        yield _figure(
            "goodstanding_notices_waiting",
            "Deliveries of notices to come",
            notices.waiting().count(),
        )
        yield _figure("goodstanding_webhooks_waiting", "Messages on their way", queued.count())
        yield _figure("goodstanding_webhooks_given_up", "Messages tried no more", late.count())
        oldest = queued.aggregate(oldest=Min("queued_at"))["oldest"]
        yield _figure(
            "goodstanding_webhooks_oldest_seconds", "Age of the oldest waiting", self._age(oldest)
        )
        yield self._jobs()
        beat = ProcrastinateWorker.objects.order_by("-last_heartbeat").first()
        since = self._age(beat.last_heartbeat) if beat else float("inf")
        yield _figure("goodstanding_worker_silent_seconds", "Since a worker's heart beat", since)

    def _age(self, moment: datetime | None) -> float:
        return max((self.at - moment).total_seconds(), 0.0) if moment else 0.0

    def _jobs(self) -> GaugeMetricFamily:
        jobs = GaugeMetricFamily("goodstanding_jobs", "The worker's desk", labels=["status"])
        for status, count in ProcrastinateJob.objects.values_list("status").annotate(Count("id")):
            jobs.add_metric([status], count)
        return jobs


def _figure(name: str, said: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, said, value=value)


def page(*, at: datetime) -> bytes:
    """Every figure, in the text form of Prometheus.

    Args:
        at: now.
    """
    house = CollectorRegistry(auto_describe=False)
    house.register(House(at))
    own = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:  # of all web processes together
        own = CollectorRegistry()
        MultiProcessCollector(own)  # type: ignore[no-untyped-call]
    return generate_latest(own) + generate_latest(house)

"""A whole system whose clock a test moves, with its schedules and its alarms, and an operator who types commands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest
from daybook_local.demo.sequels.passing_time import PassingTime
from daybook_local.system.samples.sample import DateRange
from daybook_local.watching.alarm_watch import AlarmWatch

A_DAY, AN_HOUR, MINUTES = timedelta(days=1), timedelta(hours=1), timedelta(minutes=5)


@dataclass
class Watched(PassingTime):
    """A connected merchant's system whose schedules fire, and whose alarms are looked at, as its clock is moved."""

    dates: DateRange
    watch: AlarmWatch

    def passes(self, step: timedelta, *, workers_run: bool = True) -> None:
        """Let time pass in one step, and look."""
        super().passes(step, workers_run=workers_run)
        self.watch.look()

    def comes_to(self, is_so: Callable[[], bool], steps: list[tuple[int, timedelta]], **how: bool) -> bool:
        """So many steps of each length, in this order, until it is so; whether it came to that."""
        self.watch.look()
        for number, step in steps:
            for _ in range(number):
                if is_so():
                    return True
                self.passes(step, **how)
        return is_so()

    def day(self, number: int) -> SyncRequest:
        """A request of the merchant for one of the dates before those of the sample."""
        (location,) = self.system.sample.location_ids
        on = self.dates.first - number * A_DAY
        day = LocationDay(self.system.sample.merchant_id, on, location)
        return SyncRequest(day, SyncCause.RESYNC, self.now())

    def send(self, queue: str, body: str) -> None:
        """A message comes into a queue."""
        self.system.aws.sqs.send_message(QueueUrl=self.system.deployment.outputs[f"{queue}Url"], MessageBody=body)

    def daybook(self, *words: str) -> Any:
        """An operator types a command; what it answers."""
        return self.system.daybook._run(*words, "--json")

    def operator_types(self, line: str) -> Any:
        """A line of the runbook, about the merchant and the first of their dates."""
        known = {"M": self.system.sample.merchant_id, "D": self.dates.first.isoformat()}
        return self.daybook(*(known.get(word, word) for word in line.split()[1:]))

    def sync(self, on: date) -> None:
        """A merchant asks for a date."""
        self.system.daybook.sync(self.system.sample.merchant_id, on, on)

    def schedule(self, part: str) -> dict[str, object]:
        """The one schedule whose target is this function."""
        scheduler = self.system.aws.scheduler
        listed = [e for e in scheduler.list_schedules(MaxResults=100)["Schedules"] if part in e["Target"]["Arn"]]
        return scheduler.get_schedule(Name=listed[0]["Name"], GroupName=listed[0]["GroupName"])

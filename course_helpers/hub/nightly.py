"""Collect and grade once a day: a service of the hub, as the instructor's account.

python -m course_helpers.hub.nightly --at 03:00
"""

import argparse
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from course_helpers.grading.collect.exchange import inbound
from course_helpers.grading.course import find_course


def seconds_until(time_of_day: str, now: datetime) -> float:
    """Return how long it is until a time such as 03:00, today or tomorrow.

    Raises:
        ValueError: it is no time of the day.
    """
    wanted = datetime.strptime(time_of_day, "%H:%M")
    then = now.replace(hour=wanted.hour, minute=wanted.minute, second=0, microsecond=0)
    if then <= now:
        then += timedelta(days=1)
    return (then - now).total_seconds()


def lessons_handed_in(lessons: list[str], folder: Path) -> list[str]:
    """Return the lessons of which the exchange holds a hand-in."""
    names = [path.name for path in folder.iterdir()]
    return [lesson for lesson in lessons if any(f"+{lesson}+" in n for n in names)]


def grade_new() -> int:
    """Collect and grade what came; return 0 if all of it went well."""
    course = find_course()
    found = lessons_handed_in(course.lessons(), inbound(course))
    worst = 0
    for lesson in found:
        for words in (["collect", "--exchange", lesson], ["grade", lesson]):
            program = Path(sys.executable).with_name("course")
            worst = max(worst, subprocess.run([str(program), *words]).returncode)
    return worst


def main() -> None:
    """Grade every day at the same time, until somebody stops it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--at", default="03:00", help="time of the day")
    parser.add_argument("--now", action="store_true", help="once, at once")
    options = parser.parse_args()
    if options.now:
        sys.exit(grade_new())
    while True:
        time.sleep(seconds_until(options.at, datetime.now()))
        grade_new()


if __name__ == "__main__":
    main()

"""What a platform tells of hand-ins beside their names: who, with whom, and when."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from course_helpers.grading.collect.archive import EXCHANGE, Origin
from course_helpers.grading.collect.folders import Refused
from course_helpers.grading.collect.owners import Claim
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.lms import PLATFORMS
from course_helpers.grading.lms.people import Names, Owner
from course_helpers.grading.lms.worksheet import Participant, Worksheet, read_worksheet

DOUBLE = "{other} is the same person: course merge {other} {student}"


class Told:
    """What is known of the hand-ins of one source."""

    def __init__(
        self,
        course: Course,
        names: Names,
        items: list[Claim | Refused],
        worksheet: Path | None,
        came: datetime | None,
    ) -> None:
        """Read what the platform says.

        Raises:
            CourseError: the worksheet is none, or another assignment's.
        """
        self.names, self.came = names, came
        owners = [item.owner for item in items if isinstance(item, Claim)]
        self.numbers = {owner.number for owner in owners}
        self.sheet: Worksheet | None = None
        if worksheet:
            self.sheet = read_worksheet(worksheet, course.timezone)
            if not self.numbers & self.sheet.lines.keys():
                raise CourseError(
                    f"{worksheet}: expected the numbers of these hand-ins, such as "
                    f"{next(filter(None, self.numbers), 'none')}; none is in it. Take "
                    "the worksheet of this assignment."
                )

    def owners(self, claim: Claim) -> Iterator[Owner]:
        """Yield whose a hand-in is: all of the team where a team handed in."""
        owner, line = claim.owner, self._line(claim.owner)
        yield self._named(owner, line)
        if self.sheet and owner.system == "moodle":
            for number in self.sheet.team(owner.number, owner.name):
                # Most settings of Moodle give each of the team a copy.
                if number not in self.numbers:
                    mate = replace(owner, number=number)
                    yield self._named(mate, self.sheet.lines[number])
        elif owner.system == "canvas":
            for student in self._team(owner):
                yield Owner(student, "course")

    def origin(self, claim: Claim) -> Origin:
        """Return when and whence a hand-in came."""
        owner = claim.owner
        if claim.came:
            return Origin(claim.came, system=EXCHANGE, secret=claim.secret)
        if owner.system not in PLATFORMS:
            return Origin(self.came)
        line = self._line(owner)
        came = self.came or (line.came if line else None)
        return Origin(came, claim.late, owner.system, owner.number, claim.upload)

    def doubles(self, claim: Claim, student: str, lesson: str) -> str:
        """Return what to do about another student who is the same person."""
        if not self._line(claim.owner) or claim.owner.system != "moodle":
            return ""
        others = [
            other
            for other, data in self.names.items()
            if data["ids"].get(lesson) == claim.owner.number and other != student
            if data.get("canvas") != claim.owner.number
        ]
        texts = (DOUBLE.format(other=other, student=student) for other in others)
        return "; ".join(texts)

    def _line(self, owner: Owner) -> Participant | None:
        if self.sheet is None or self.sheet.system != owner.system:
            return None
        return self.sheet.lines.get(owner.number)

    def _named(self, owner: Owner, line: Participant | None) -> Owner:
        if line is None:
            return owner
        name = line.name or owner.name
        return replace(owner, name=name, logins=line.logins)

    def _team(self, owner: Owner) -> list[str]:
        """Return the others of a team: Canvas names its hand-in by the team alone."""
        teams = {
            s: _as_in_names(data.get("team", "")) for s, data in self.names.items()
        }
        if not owner.name or owner.name not in teams.values():
            return []
        return [
            student
            for student, team in teams.items()
            # Whoever has a file of one's own there did not hand in with a team.
            if team == owner.name
            and self.names[student].get("canvas") not in self.numbers
        ]


def _as_in_names(team: str) -> str:
    return "".join(c for c in team.casefold() if c.isalnum() or c == "_")

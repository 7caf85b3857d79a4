"""What Moodle and Canvas write for an assignment, from what a test says happened.

The forms are those of their public sources: of Moodle `download_submissions` in
mod/assign/locallib.php, and mod/assign/feedback/offline for the worksheet; of Canvas
lib/content_zipper.rb and lib/gradebook_exporter.rb.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November"
DAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"
WORKSHEET = {
    "en": "Identifier|Full name|Email address|Status|Grade|Maximum Grade|"
    "Grade can be changed|Last modified (submission)|Last modified (grade)",
    "de": "ID|Vollständiger Name|E-Mail-Adresse|Status|Bewertung|Bestwertung|"
    "Bewertung kann geändert werden|Zuletzt geändert (Abgabe)|"
    "Zuletzt geändert (Bewertung)",
}
PARTICIPANT = {"en": "Participant", "de": "Teilnehmer/in"}


@dataclass(frozen=True)
class Person:
    """A student as a platform knows one."""

    first: str
    last: str
    email: str
    number: int
    section: str = ""
    team: str = ""

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


@dataclass
class Assignment:
    """What was handed in: for each person a file's name, its bytes and the time."""

    lesson: str
    number: int
    handed_in: dict[Person, tuple[str, bytes, datetime]] = field(default_factory=dict)


def in_moodle(
    folder: Path,
    assignment: Assignment,
    people: list[Person],
    language: str = "en",
    blind: bool = False,
    teams: bool = False,
) -> tuple[Path, Path]:
    """Write the zip file and the grading worksheet of an assignment."""
    path = folder / f"NN101-{assignment.lesson}-{assignment.number}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for person, (name, data, _) in assignment.handed_in.items():
            who = PARTICIPANT[language] if blind else person.name
            team = f"{person.team}-" if teams and person.team else ""
            shown = re.sub(r"[&<>\"`|':\\/]", "", f"{team}{who}".replace("_", " "))
            number = participant_number(assignment, person)
            archive.writestr(f"{shown}_{number}_assignsubmission_file_/{name}", data)
    rows = [WORKSHEET[language].split("|")]
    if teams:
        rows[0].insert(4, "Group" if language == "en" else "Gruppe")
    for person in people:
        number = participant_number(assignment, person)
        taken = assignment.handed_in.get(person)
        time = _moodle_time(taken[2], language) if taken else "-"
        most = "8,00" if language == "de" else "8.00"
        state = "Submitted for grading" if taken else "No submission"
        row = [f"{PARTICIPANT[language]} {number}", person.name, person.email, state]
        row += [person.team] if teams else []
        rows.append([*row, "", most, "Yes", time, "-"])
    return path, _written(folder / f"Grades-{assignment.number}.csv", rows)


def participant_number(assignment: Assignment, person: Person) -> int:
    """Another one in each assignment."""
    return assignment.number * 1000 + person.number


def _moodle_time(time: datetime, language: str) -> str:
    local = time.astimezone(ZONE)
    if language == "en":
        day = f"{local:%A}, {local.day} {local:%B} {local.year}"
        return f"{day}, {local.hour % 12 or 12}:{local:%M} {local:%p}"
    month, day = MONTHS.split()[local.month - 1], DAYS.split()[local.weekday()]
    return f"{day}, {local.day}. {month} {local.year}, {local:%H:%M}"


def participants(folder: Path, people: list[Person], language: str = "en") -> Path:
    """Write Moodle's list of participants."""
    heads = {"en": "First name|Last name|Email address|Groups"}
    heads["de"] = "Vorname|Nachname|E-Mail-Adresse|Gruppen"
    rows = [[p.first, p.last, p.email, p.section] for p in people]
    return _written(folder / "participants.csv", [heads[language].split("|"), *rows])


def in_canvas(
    folder: Path, assignment: Assignment, late: set[Person], teams: bool = False
) -> Path:
    """Write the zip file of an assignment."""
    path = folder / f"{assignment.lesson} submissions.zip"
    with zipfile.ZipFile(path, "w") as archive:
        uploads = enumerate(assignment.handed_in.items(), 1000 * assignment.number)
        for upload, (person, (name, data, _)) in uploads:
            alone = f"{person.last}, {person.first}"
            who = person.team if teams and person.team else alone
            shown = re.sub(r"[^\w]", "", who.lower())
            mark = "_LATE" if person in late else ""
            archive.writestr(f"{shown}{mark}_{person.number}_{upload}_{name}", data)
    return path


def gradebook(folder: Path, people: list[Person], lessons: list[str]) -> Path:
    """Write Canvas's gradebook, as it exports it."""
    blank = ["", "", "", ""]
    columns = [f"{lesson} ({9000 + n})" for n, lesson in enumerate(lessons)]
    rows = [
        ["Student", "ID", "SIS Login ID", "Section", *columns],
        [*blank, *("Manual Posting" for _ in lessons)],
        ["    Points Possible", *blank[1:], *("8.00" for _ in lessons)],
    ]
    for person in people:
        shown = f"{person.last}, {person.first}"
        who = [shown, str(person.number), person.email, person.section]
        rows.append([*who, *("" for _ in lessons)])
    rows.append(["Student, Test", "99999", "abc", "A", *("" for _ in lessons)])
    return _written(folder / "canvas.csv", rows)


def groups(folder: Path, people: list[Person]) -> Path:
    """Write Canvas's list of groups."""
    heads = "name|canvas_user_id|user_id|login_id|sections|group_name|canvas_group_id"
    rows = [
        [p.name, str(p.number), "", p.email, p.section, p.team, "1"] for p in people
    ]
    return _written(folder / "groups.csv", [heads.split("|"), *rows])


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file of ours."""
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def _written(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path

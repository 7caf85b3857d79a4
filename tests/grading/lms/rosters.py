"""Class lists as platforms export them."""

CANVAS_ROSTER = """\
Student,ID,SIS User ID,SIS Login ID,Section,03 Softmax (9912),Final Score
    Points Possible,,,,,8.00,(read only)
"Lovelace, Ada",77,S1,ada@example.org,A,,
"Müller, Eva",78,S2,eva,A,,
"Student, Test",99,,x,A,,
"""
MOODLE_ROSTER = """\
First name,Surname,ID number,Email address,Assignment: 03 Softmax (Real)
Ada,Lovelace,M1,ada@example.org,-
Eva,Müller,M2,eva@example.org,-
"""


def written(folder, text, name="roster.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path

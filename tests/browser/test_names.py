"""Names in many scripts, in the class report as a reader sees it."""

import pytest

from course_helpers.grading.report.class_report import write_report
from tests.grading.report.classes import make_class

pytestmark = pytest.mark.slow

NAMES = [
    "Zoë Ångström",
    "Александра Константинопольская",
    "Ελένη Παπαδοπούλου",
    "محمد عبد الرحمن",
    "שירה כהן",
    "欧阳娜娜",
    "さくら",
    "김서연",
    "प्रियंका चोपड़ा",
    "สมชาย ใจดี",
    "María-del-Carmen_Fernández-Villanueva_y_Gutiérrez_de_la_Torre",
]
OUTSIDE = """svg => {
    const frame = svg.getBoundingClientRect();
    return [...svg.querySelectorAll("text")]
        .map(text => [text.textContent, text.getBoundingClientRect()])
        .filter(([_, box]) => box.left < frame.left - 1 || box.right > frame.right + 1)
        .map(([words]) => words);
}"""


@pytest.mark.parametrize("width", [1400, 400])
def test_names_in_all_scripts_stand_whole_beside_their_rows(course, page, shot, width):
    make_class(course, NAMES, ["03_softmax", "05_losses"], careful=True)
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto(write_report(course).as_uri())
    figure = page.locator("svg[aria-label^='Share of points']")
    figure.scroll_into_view_if_needed()
    shot(f"names-{width}")
    words = set(figure.locator("text").all_text_contents())
    assert words >= set(NAMES)
    assert figure.evaluate(OUTSIDE) == []

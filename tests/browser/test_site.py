"""The website in a browser: every kind of page, wide and narrow, light and dark."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from course_helpers.grading.course import find_course
from course_helpers.site.build import build_site
from tests.browser.conftest import SCREENSHOTS, SECONDS
from tests.browser.test_accessibility import barriers
from tests.browser.watching import Watch
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

LESSON = "notebooks/03_softmax/03_softmax"
KINDS = (
    "index lessons terms reference search docs/student docs/errors docs/instructor "
    f"benchmarks/README notebooks/10_debugging/10_debugging {LESSON}"
).split()
SIZES = {"wide": (1400, 1000), "narrow": (400, 800)}
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that does not tell what it was asked for."""

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of the whole site, served as any web server would."""
    folder = build_site(find_course(ROOT), tmp_path_factory.mktemp("site")).parent
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as web:
        Thread(target=web.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{web.server_port}"
        web.shutdown()


@pytest.fixture
def look(browser, site):
    """Open a page of the site; it may ask nobody else and must stay free of errors."""
    contexts, watches = [], []

    def opened(name, size="wide", scheme="light", script=True):
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
        )
        context.set_default_timeout(SECONDS * 1000)
        contexts.append(context)
        page = context.new_page()
        watches.append(Watch(page))
        page.goto(f"{site}/{name}.html")
        return page

    yield opened
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert [trouble for watch in watches for trouble in watch.troubles] == []


def keep(page, name):
    """Keep a picture of what a page shows."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"site-{name.replace('/', '-')}.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", KINDS)
def test_page_has_no_serious_barrier_and_fits(name, size, scheme, look):
    page = look(name, size, scheme)
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)
    keep(page, f"{name}-{size}-{scheme}")
    assert barriers(page) == []
    assert page.evaluate(OVERFLOW) <= 0


HEADER = """
() => [...document.querySelectorAll(".bd-header a, .bd-header button")]
  .map((part) => part.getBoundingClientRect())
  .filter((box) => box.width)
  .map((box) => [box.left, box.top, box.right, box.bottom])
"""


def test_parts_of_the_header_lie_beside_each_other_at_any_width(look):
    page = look(LESSON)
    for width in range(400, 1500, 20):
        page.set_viewport_size({"width": width, "height": 800})
        parts = page.evaluate(HEADER)
        assert len(parts) >= 2, width
        for number, (left, top, right, bottom) in enumerate(parts):
            for other in parts[number + 1 :]:
                beside = other[0] >= right or other[2] <= left
                assert beside or other[1] >= bottom or other[3] <= top, width


@pytest.mark.parametrize("size", SIZES)
def test_lesson_is_readable_without_a_script(size, look):
    page = look(LESSON, size, script=False)
    keep(page, f"no-script-{size}")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(page.locator("h1")).to_contain_text("Lesson 03")
    expect(page.locator("math").first).to_be_visible()
    hint = page.locator("details").first
    expect(hint.locator("p")).to_be_hidden()
    hint.locator("summary").click()
    expect(hint.locator("p")).to_be_visible()


def test_search_finds_the_lesson_by_keyboard(look):
    page = look("index")
    page.keyboard.press("Control+K")
    page.keyboard.type("softmax")
    page.keyboard.press("Enter")
    results = page.locator("#search-results li a")
    expect(results.first).to_contain_text("Lesson 03")
    keep(page, "search")
    page.keyboard.press("Tab")
    results.first.click()
    expect(page.locator("h1")).to_contain_text("Lesson 03")


def test_theme_can_be_chosen_and_stays(look):
    page = look("index")
    header = page.locator(".bd-header")
    header.get_by_role("button", name="Color mode").click()
    header.get_by_text("Dark", exact=True).click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_print_shows_the_lesson_alone(look):
    page = look(LESSON)
    page.emulate_media(media="print")
    expect(page.locator(".bd-header")).to_be_hidden()
    expect(page.locator(".bd-sidebar-primary")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    keep(page, "print")

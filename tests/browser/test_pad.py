"""The pad: who draws a digit in JupyterLab sees at once what the network reads."""

import json
import math
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect

from tests.browser.editing import SHOWN, run, save, wait_for_lesson
from tests.browser.test_accessibility import barriers

pytestmark = pytest.mark.slow

TRAINING = """\
import time

import torch
from torch import nn

from course_helpers import draw, load_data

torch.manual_seed(0)
train, _, _ = load_data("digits")
model = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
optimizer = torch.optim.Adam(model.parameters())
for images, labels in train:
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(images), labels).backward()
    optimizer.step()


def slow(images):
    time.sleep(1)
    return model(images)"""
PAD = f"{SHOWN} .course-pad"
CANVAS = f"{PAD} > div:first-child > canvas"
SIZE = 280
LARGEST = 2000
"""Milliseconds that a stroke may take, at most, on a busy machine."""

WATCHING = """pad => {
    const canvas = pad.querySelector("canvas");
    const began = { time: null };
    window.waited = { first: [], last: [] };
    const note = (kind) => canvas.addEventListener(kind, () => {
        began.time = performance.now();
        const list = kind === "pointerdown" ? waited.first : waited.last;
        began.note = (late) => { list[began.place] = late; };
        began.place = list.length;
        began.first = kind === "pointerdown";
    }, true);
    note("pointerdown");
    note("pointerup");
    pad.addEventListener("click", (event) => {
        if (event.target !== canvas) began.time = null;
    }, true);
    new MutationObserver(() => {
        if (began.time === null) return;
        began.note(performance.now() - began.time);
        if (began.first) began.time = null;
    }).observe(pad.querySelector("tbody"), { subtree: true, childList: true });
}"""
"""Notes how long a stroke waits: first for bars that move, at last for its own."""

INK = """(canvas, place) =>
    canvas.getContext("2d").getImageData(...place, 1, 1).data[0] === 255"""


@pytest.fixture
def pad(signed_in, page, request):
    """Open a notebook with a trained network; draw in it as a cell says."""

    def open_pad(source):
        name = re.sub(r"\W+", "-", request.node.name)
        path = signed_in.root / f"{name}.ipynb"
        cells = [new_code_cell(TRAINING), new_code_cell(source)]
        nbformat.write(new_notebook(cells=cells), path)
        page.goto(f"{signed_in.url}/lab/tree/{path.name}")
        page.get_by_role("dialog").get_by_role("button", name="Select").click()
        wait_for_lesson(page, "import time")
        run(page, "import time")
        run(page, source)
        expect(page.locator(CANVAS)).to_be_visible()
        page.locator(PAD).scroll_into_view_if_needed()
        page.locator(PAD).evaluate(WATCHING)
        return path

    return open_pad


def three(scale=1.0, right=0.0, down=0.0):
    """Points along a 3 in one stroke; the pad's side is 1."""
    bows = [(0.34, -160, 80), (0.66, -80, 160)]
    angles = [
        (middle, math.radians(start + (end - start) * step / 12))
        for middle, start, end in bows
        for step in range(13)
    ]
    return [
        (
            (0.48 + 0.15 * math.cos(angle)) * scale + right,
            (middle + 0.16 * math.sin(angle)) * scale + down,
        )
        for middle, angle in angles
    ]


def places(page, points):
    """Where points of the pad lie on the page."""
    page.locator(CANVAS).scroll_into_view_if_needed()
    box = page.locator(CANVAS).bounding_box()
    return [(box["x"] + x * SIZE, box["y"] + y * SIZE) for x, y in points]


def draw_with_mouse(page, points):
    """Draw one stroke."""
    first, *rest = places(page, points)
    page.mouse.move(*first)
    page.mouse.down()
    for place in rest:
        page.mouse.move(*place)
    page.mouse.up()


def draw_with_finger(page, points):
    """Draw one stroke, as a touch screen reports it."""
    first, *rest = places(page, points)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def touch(kind, places):
        fingers = [{"x": x, "y": y} for x, y in places]
        event = {"type": kind, "touchPoints": fingers}
        session.send("Input.dispatchTouchEvent", event)

    touch("touchStart", [first])
    for place in rest:
        touch("touchMove", [place])
    touch("touchEnd", [])


def expect_read(page, digit):
    """Wait until the pad reads a digit, and shows so with its bars."""
    verdict = page.locator(f"{PAD} [role=status]")
    expect(verdict).to_contain_text(f"Read as {digit}, ")
    expect(page.locator(f"{PAD} .course-pad-top th")).to_have_text(str(digit))


def verdict(page):
    """What the pad says at the end of a stroke."""
    line = page.locator(f"{PAD} [role=status]")
    expect(line).to_contain_text("Read as ")
    return line.inner_text()


def assert_swift(page):
    """Say how long strokes waited for their bars."""
    waited = page.evaluate("waited")
    print(f"milliseconds: first bars {waited['first']}, last bars {waited['last']}")
    assert waited["first"] and waited["last"]
    assert max(*waited["first"], *waited["last"], 0) < LARGEST


def clear(page):
    """Wipe the pad."""
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(f"{PAD} [role=status]")).to_contain_text("Draw a digit")


def test_mouse_draws_a_3_and_centring_reads_it_in_the_corner(pad, page, shot):
    path = pad("draw(model)")
    shot("0-empty")
    draw_with_mouse(page, three())
    expect_read(page, 3)
    shot("1-middle")
    clear(page)
    draw_with_mouse(page, three(1, -0.26, -0.11))
    assert not verdict(page).startswith("Read as 3")
    shot("2-corner")
    page.get_by_label("Centre the digit").check()
    expect_read(page, 3)
    shot("3-centred")
    clear(page)
    draw_with_mouse(page, three(0.7, 0.3, 0.3))
    expect_read(page, 3)
    shot("4-small")
    page.wait_for_timeout(500)
    assert_swift(page)
    save(page)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert "widgets" not in notebook["metadata"]
    (output,) = notebook["cells"][1]["outputs"]
    assert "image/png" in output["data"]


def test_finger_draws_a_3(pad, page, shot):
    pad("draw(model)")
    draw_with_finger(page, three())
    expect_read(page, 3)
    assert_swift(page)
    shot("3")


def test_keys_choose_ready_made_digits_in_the_dark_theme(pad, page, shot):
    pad("draw(model)")
    for digit in range(10):
        page.get_by_role("button", name=f"Ready-made {digit}").focus()
        page.keyboard.press("Enter" if digit % 2 else "Space")
        expect_read(page, digit)
    assert barriers(page, {"include": [[".course-pad"]]}) == []
    shot("light")
    page.get_by_role("menuitem", name="Settings").click()
    page.get_by_text("Theme", exact=True).hover()
    page.get_by_role("menuitem", name="JupyterLab Dark", exact=True).click()
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    page.locator(PAD).scroll_into_view_if_needed()
    shot("dark")
    assert barriers(page, {"include": [[".course-pad"]]}) == []


def test_slow_network_never_holds_the_pen(pad, page, shot):
    pad("draw(slow)")
    page.evaluate("window.began = performance.now()")
    draw_with_mouse(page, three())
    # The end of the stroke is drawn long before the network has said anything to it.
    assert page.locator(CANVAS).evaluate(INK, [round(SIZE * x) for x in three()[-1]])
    expect(page.locator(f"{PAD} [role=status]")).to_contain_text("Draw a digit")
    shot("pen")
    expect_read(page, 3)
    # Of 26 moves only the newest is asked about, one second each.
    assert page.evaluate("performance.now() - began") < 10_000

"""Answers in words are read to the end by keys alone, and every mark is kept."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import keep_picture
from tests.browser.test_accessibility import barriers
from tests.grading.reading.answered import (
    BEGINNINGS,
    STUB,
    held,
    make_answers,
    reading,
    sample_answers,
    write_answer,
)

pytestmark = pytest.mark.slow

SIZES = {"wide": (1400, 900), "narrow": (400, 800)}
HINT = "Which order have the scores after the division?"
UNSURE = "Look at softmax again."
HOSTILE = (
    "</div><script>document.title = 'broken'</script>"
    "<img src='https://evil.example/x' onerror=\"document.title = 'broken'\">"
    "<b class=bold>bold</b> $x$ **stars**"
)


@pytest.fixture
def refused(browser, request):
    """A page that may be told no, which a browser notes as an error."""
    context = browser.new_context()
    page = context.new_page()
    yield page
    keep_picture(page, request, "end")
    context.close()


def verdict(text):
    """What our reader thinks of an answer: keys of the rubric, and a comment."""
    text = text.casefold()
    keys = "a" if "near" in text or "unsure" in text or "uniform" in text else ""
    keys += "b" if "order" in text or "the same" in text.split(".")[-2] else ""
    comment = {"": UNSURE, "a": HINT}.get(keys, "")
    return keys, comment


class Reader:
    """A person without a mouse; counts the keys."""

    def __init__(self, page):
        self.page, self.keys = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text):
        self.page.keyboard.type(text)
        self.keys += len(text)

    def comment(self, text):
        """Choose a comment by its digit, or write it."""
        buttons = self.page.locator("#snippets button").all_inner_texts()
        digits = [b.split()[0] for b in buttons if b.split(maxsplit=1)[1] == text]
        if digits:
            self.press(digits[0])
        else:
            self.press("t")
            self.type(text)

    def read(self):
        """Give points to the answer that has the focus; go on to the next."""
        keys, comment = verdict(whole(self.page))
        self.press(*(keys or "0"))
        if comment:
            self.comment(comment)
        self.press("Enter")


def whole(page):
    """The text of the answer without what is crossed out."""
    return page.locator("#answer-text").evaluate(
        "text => { const copy = text.cloneNode(true);"
        "copy.querySelectorAll('del').forEach(gone => gone.remove());"
        "return copy.textContent; }"
    )


def left(page):
    return int(page.locator("#left").inner_text().split(", ")[1].split()[0])


def open_page(page, address, size):
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    expect(page.locator("#answer-title")).to_contain_text("Answer 1 of")


def focus_is_on(page, id_):
    return page.evaluate("document.activeElement.id") == id_


@pytest.mark.parametrize("size", SIZES)
def test_class_is_read_to_the_end_by_keys_alone(course, page, shot, size):
    answers = sample_answers(40)
    make_answers(course, answers)
    with reading(course) as address:
        open_page(page, address, size)
        shot("1-first")
        reader, turns = Reader(page), 0
        while remaining := left(page):
            assert focus_is_on(page, "answer")
            reader.read()
            expect(page.locator("#left")).not_to_contain_text(f" {remaining} left")
            turns += 1
            assert turns <= len(answers)
            if turns == 4:
                shot("2-fourth")
        expect(page.locator("#status")).to_have_text("Saved. All are read.")
        shot("3-end")
        written = [text for text in answers.values() if text != STUB]
        print(
            f"\n{size}: {len(written)} answers in {turns} turns, {reader.keys} keys: "
            f"{reader.keys / len(written):.2f} for each answer"
        )
        kept = held(course)
        for student, text in answers.items():
            keys, comment = verdict(text) if text != STUB else ("", "")
            points = None if text == STUB else len(keys)
            assert kept[student] == (points, comment or None, False), text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_has_no_serious_barrier(course, page, shot, size, scheme):
    make_answers(course, sample_answers(40))
    page.emulate_media(color_scheme=scheme)
    with reading(course, "--names") as address:
        open_page(page, address, size)
        reader = Reader(page)
        for _ in range(3):
            reader.read()
        reader.press("a")
        assert barriers(page) == []
        shot(scheme)
        reader.press("?")
        expect(page.locator("#keys")).to_be_visible()
        assert barriers(page) == []
        shot(f"{scheme}-keys")
        reader.press("Escape")
        page.locator("#filter").select_option("all")
        page.locator("#question").evaluate("box => { box.open = true; }")
        assert barriers(page) == []
        # A phone's width must not need scrolling sideways.
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size


def test_axe_finds_a_barrier_in_the_page(course, page):
    make_answers(course, {"ada": "Because."})
    with reading(course) as address:
        open_page(page, address, "wide")
        page.evaluate("document.querySelector('[for=points]').remove()")
        assert any(found.startswith("label") for found in barriers(page))


def test_what_learners_write_stays_text(course, page, shot):
    make_answers(course, {"eve": HOSTILE})
    with reading(course) as address:
        open_page(page, address, "wide")
        expect(page.locator("#answer-text")).to_have_text(HOSTILE)
        assert page.locator("#answer-text *").count() == 0
        assert page.locator("img, .bold").count() == 0
        assert "broken" not in page.title()
        shot("hostile")


def test_undo_takes_back_the_mark_of_all_equal_answers(course, page):
    make_answers(course, {"ada": "Because.", "ben": "because", "cy": "No idea, sorry."})
    with reading(course) as address:
        open_page(page, address, "wide")
        page.keyboard.press("u")
        expect(page.locator("#status")).to_have_text("There is nothing to undo.")
        before = held(course)
        for key in ("f", "Enter", "0", "Enter"):
            page.keyboard.press(key)
        expect(page.locator("#status")).to_have_text("Saved. All are read.")
        after = held(course)
        assert after["ada"] == after["ben"] and after["ada"] != after["cy"]
        page.keyboard.press("u")
        expect(page.locator("#status")).to_contain_text("Undone.")
        page.keyboard.press("u")
        expect(page.locator("#status")).to_have_text("Undone. 3 of 3 left.")
        assert held(course) == before


def test_two_readers_see_both_marks_and_choose(course, page, refused, request):
    make_answers(course, {"ada": "Because of the order."})
    with reading(course) as one, reading(course) as two:
        open_page(refused, one, "wide")
        open_page(page, two, "wide")
        for key in ("f", "Enter"):
            page.keyboard.press(key)
        expect(page.locator("#status")).to_have_text("Saved. All are read.")

        refused.keyboard.press("a")
        refused.keyboard.press("t")
        refused.keyboard.type("Half of it.")
        with refused.expect_response(lambda reply: reply.status == 409):
            refused.keyboard.press("Enter")
        box = refused.locator("#conflict")
        expect(box).to_contain_text("In the gradebook: 2 points")
        expect(box).to_contain_text("Yours: 1 point, “Half of it.”")
        keep_picture(refused, request, "conflict")
        assert barriers(refused) == []
        # Enter, pressed out of habit, decides nothing.
        refused.keyboard.press("Enter")
        expect(refused.locator("#status")).to_contain_text("choose which one counts")
        assert held(course)["ada"] == (2, None, False)
        refused.keyboard.press("Tab")
        refused.keyboard.press("Tab")
        refused.keyboard.press("Enter")
        expect(refused.locator("#status")).to_have_text("Saved. All are read.")
        assert held(course)["ada"] == (1, "Half of it.", False)


def test_mark_is_repeated_and_differences_hidden_by_one_key_each(course, page):
    start = " ".join(BEGINNINGS)
    make_answers(course, {"ada": f"{start} It stays.", "ben": f"{start} It falls."})
    with reading(course) as address:
        open_page(page, address, "wide")
        page.keyboard.press("a")
        page.keyboard.press("t")
        page.keyboard.type("Why?")
        page.keyboard.press("Enter")
        expect(page.locator("#answer-title")).to_have_text("Answer 2 of 2")
        gone = page.locator("#answer-text del")
        expect(gone).to_be_visible()
        page.keyboard.press("=")
        expect(gone).to_be_hidden()
        page.keyboard.press("r")
        page.keyboard.press("Enter")
        expect(page.locator("#status")).to_have_text("Saved. All are read.")
        assert set(held(course).values()) == {(1, "Why?", False)}


def test_newer_hand_in_gets_no_mark_that_was_meant_for_the_older(course, refused):
    make_answers(course, {"ada": "Because."})
    with reading(course) as address:
        open_page(refused, address, "narrow")
        write_answer(course, "ada", "Something else.")
        refused.keyboard.press("f")
        refused.keyboard.press("Enter")
        expect(refused.locator("#conflict")).to_contain_text("a newer hand-in was")
        assert held(course)["ada"] == (None, None, True)


def test_nothing_typed_is_lost_where_the_server_has_ended(course, refused):
    make_answers(course, {"ada": "Because."})
    with reading(course) as address:
        open_page(refused, address, "wide")
    for key in ("f", "t", "x", "Enter"):
        refused.keyboard.press(key)
    expect(refused.locator("#status")).to_contain_text("The server does not answer")
    assert refused.locator("#comment").input_value() == "x"
    assert refused.locator("#points").input_value() == "2"


def test_wrong_points_are_refused_with_the_focus_on_them(course, page):
    make_answers(course, {"ada": "Because."})
    with reading(course) as address:
        open_page(page, address, "wide")
        for text in ("Enter", "p", "7", "Enter"):
            page.keyboard.press(text)
        expect(page.locator("#status")).to_contain_text("expected points from 0 to 2")
        assert focus_is_on(page, "points")
        page.locator("#points").fill("0,5")
        page.keyboard.press("Enter")
        expect(page.locator("#status")).to_have_text("Saved. All are read.")
        assert held(course)["ada"] == (0.5, None, False)


def test_three_hundred_answers_are_there_at_once(course, page):
    make_answers(course, sample_answers(300))
    with reading(course) as address:
        began = time.perf_counter()
        open_page(page, address, "wide")
        first = time.perf_counter() - began
        began = time.perf_counter()
        page.reload()
        expect(page.locator("#answer-title")).to_contain_text("Answer 1 of")
        again = time.perf_counter() - began
        began, turns = time.perf_counter(), 20
        reader = Reader(page)
        for _ in range(turns):
            remaining = left(page)
            reader.press("f", "Enter")
            expect(page.locator("#left")).not_to_contain_text(f" {remaining} left")
        each = (time.perf_counter() - began) / turns
        print(f"\n300 answers: {first:.2f} s, again {again:.2f} s, a save {each:.3f} s")
        assert left(page) <= 300 - turns

from html.parser import HTMLParser

from course_helpers.check.aids.card import RIGHT, card, plain_text


class Texts(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.parts, self.tags = [], []
        self.feed(page)

    def handle_data(self, data):
        self.parts.append(data)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)


def test_card_says_all_that_the_text_says():
    text = "neuron: 1 of 2 points\n  \u2713 a < b & c\nPoints so far: 1 of 6"
    said = "".join(Texts(card(text, RIGHT, "Right.", 0.5)).parts)
    for line in text.splitlines():
        assert line in said
    assert "Right." in said


def test_bar_is_as_long_as_the_share():
    assert "width: 25%" in card("a", RIGHT, share=0.25)
    assert "width: 0%" in card("a", RIGHT, share=0)
    assert "%" not in card("a", RIGHT)


def test_what_a_learner_printed_is_no_html():
    page = card("a\n<script>alert(1)</script> `<b>`")
    assert "script" not in Texts(page).tags
    assert Texts(page).tags.count("b") == 1


def test_code_is_marked_and_indented():
    text = "Begin:\n```python\nx = f(1)\n    y\n```\nand `g`."
    assert plain_text(text) == "Begin:\n    x = f(1)\n        y\nand `g`."
    page = card(f"heading\n{text}")
    assert "<code>    x = f(1)\n        y</code>" in page
    assert "<code>g</code>" in page

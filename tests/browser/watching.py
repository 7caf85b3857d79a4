"""What a page must not do: fail, ask other machines, put banners in the way."""

from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Route, expect

MATHJAX = "cdnjs.cloudflare.com"
"""nbgrader's page for reading answers takes MathJax from there: without a network its
formulas stay TeX, and a script of nbconvert's template says that MathJax is missing."""
FORMULAS_ONLY = ("MathJax is not defined", "net::ERR_FAILED")
BANNERS = ", ".join(
    (
        ".Toastify__toast",
        ".jp-toast",
        ".jp-Dialog",
        ".alert-warning",
        ".alert-danger",
        "#jp-top-panel .jp-mod-warn",
    )
)


class Watch:
    """Notes what goes wrong in a page, and keeps it from reaching other machines.

    Attributes:
        troubles: errors on the console, of scripts and of the server, and requests to
            other machines.
    """

    def __init__(self, page: Page):
        """Begin to watch a page."""
        self.troubles: list[str] = []
        page.context.route("**/*", self._route)
        page.on("pageerror", lambda error: self._note(f"script: {error}"))
        page.on("console", lambda m: m.type == "error" and self._note(m.text))
        page.on("response", lambda r: r.status >= 400 and self._note(_line(r)))

    def _route(self, route: Route) -> None:
        place = urlsplit(route.request.url)
        if place.hostname in (None, "localhost", "127.0.0.1"):
            route.continue_()
            return
        if place.hostname != MATHJAX:
            self._note(f"other machine: {route.request.url}")
        route.abort()

    def _note(self, text: str) -> None:
        if not any(known in text for known in FORMULAS_ONLY):
            self.troubles.append(text)


def _line(response) -> str:
    return f"{response.status} {response.url}"


def banners(page: Page) -> Locator:
    """Return the notes, dialogs and warnings that a page shows now."""
    return page.locator(BANNERS).filter(visible=True)


def expect_no_banner(page: Page) -> None:
    """Assert that nothing is in the way."""
    expect(banners(page)).to_have_count(0)

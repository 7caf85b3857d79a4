"""What of an HTML page could run, or load something from elsewhere."""

import re
from html.parser import HTMLParser

_TAGS = {"script", "iframe", "frame", "object", "embed", "applet", "form", "base"}
_TAGS |= {"link", "animate", "set", "foreignobject", "portal", "math", "button"}
_RUNS = re.compile(r"^[\s\0-\x20]*(javascript|vbscript|data\s*:\s*(?!image/))", re.I)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        if tag in _TAGS or (tag == "meta" and "http-equiv" in dict(attrs)):
            self.found.append(f"<{tag}> {attrs}")
        for name, value in attrs:
            target = name.rpartition(":")[2] in ("href", "src", "action", "data")
            elsewhere = target and re.match(r"\s*(https?:)?//", value or "")
            if name.startswith("on") or _RUNS.match(value or "") or elsewhere:
                self.found.append(f"{tag}: {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "script" or (self.inside == "style" and "@import" in data):
            self.found.append(data)


def active(page: str) -> list[str]:
    """Return the scripts, handlers and foreign things of a page, in order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.found

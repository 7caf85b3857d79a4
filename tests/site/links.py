"""Where the links of a site lead, and what its pages load."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LOADED = ("script", "img", "link", "iframe", "source", "video", "audio")


class Page(HTMLParser):
    """What a page links to, what it loads, and where links into it may lead."""

    def __init__(self, path: Path):
        """Read a page."""
        super().__init__()
        self.links, self.loaded, self.ids = [], [], set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        """Take note of one tag."""
        values = dict(attrs)
        self.ids |= {values[key] for key in ("id", "name") if values.get(key)}
        for key in ("href", "src"):
            if values.get(key) is not None:
                (self.loaded if tag in _LOADED else self.links).append(values[key])


def pages_of(folder: Path) -> dict[Path, Page]:
    """Return the pages of a site; the theme's files hold a template that is none."""
    paths = [path for path in folder.rglob("*.html") if path.parent.name != "_static"]
    return {path.resolve(): Page(path) for path in paths}


def dead_links(folder: Path) -> list[str]:
    """Return the links of all pages that lead nowhere within the site."""
    pages = pages_of(folder)
    dead = []
    for path, page in pages.items():
        for link in [*page.links, *page.loaded]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve()
            target = target if parts.path else path
            ids = pages[target].ids if target in pages else set()
            if not target.is_file() or (
                parts.fragment and unquote(parts.fragment) not in ids
            ):
                dead.append(f"{path.relative_to(folder.resolve())}: {link}")
    return dead


def foreign_loads(folder: Path) -> list[str]:
    """Return what pages load from elsewhere."""
    return [
        f"{path.relative_to(folder.resolve())}: {address}"
        for path, page in pages_of(folder).items()
        for address in page.loaded
        if urlsplit(address).scheme not in ("", "data") or urlsplit(address).netloc
    ]

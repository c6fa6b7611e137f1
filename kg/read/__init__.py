"""Files into sources: what there is to read, and each file as text that offsets can refer to.

Plain text and Markdown are taken as decoded. Of HTML, DOCX and PDF the text is extracted in a light Markdown-like
form, the same for all: headings `## …`, list items with their bullet or printed number, notes `> …`, tables as lines
of tab-separated cells, one paragraph per line and an empty line between. A PDF keeps its lines, with a form feed
between pages.

An act folder holds `meta.yaml` beside `rus.md` and `kaz.md`: each of the two is a source with that meta.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from kg.errors import BadInput
from kg.read import meta, plain
from kg.records import Source

PLAIN, MARKDOWN, HTML, PDF = "text/plain", "text/markdown", "text/html", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES = {
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".docx": DOCX,
    ".pdf": PDF,
}
REFUSED = {".doc", ".rtf", ".odt", ".pages", ".djvu"}
"""Documents of a kind that is not read; a folder that holds one gets a fault, other files are passed over."""
LONGEST = 5_000_000
"""Code points of one document (some 2,500 pages); the graph of a much longer one does not fit into the memory of a usual machine."""
ATX_HEADING = re.compile(r"^ {0,3}#{1,6} \S", re.MULTILINE)


def find(paths: Iterable[Path], only: Mapping[str, str] | None = None) -> list[Path]:
    """The documents at or below `paths` in a fixed order, each once; hidden files and READMEs are left out.

    `only` keeps those whose front matter or meta.yaml has every key with that value, or with a list that holds it. A
    file that is named itself is always in the list, whatever it is, so that reading it can say what is wrong with it.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _below(path) if path.is_dir() else (path,):
            found.setdefault(file.resolve(), file)
    return sorted(file for file in found.values() if not only or meta.matches(file, only))


def read(path: Path) -> Source:
    """Read one file.

    Raises BadInput if it is missing, empty, binary, protected, too long, or cannot be decoded or supported.
    """
    data = _bytes(path)
    suffix = path.suffix.lower()
    media_type = MEDIA_TYPES.get(suffix)
    if media_type is None:
        raise BadInput(f"{suffix or 'a file without suffix'} is not supported; save it as {_supported()}", path=path)
    beside = meta.beside(path)
    about: Mapping[str, object] = beside or {}
    body = 0
    if media_type == DOCX:
        from kg.read import docx  # noqa: PLC0415 (what a format needs takes long to import)

        text, encoding = docx.text(data, path), "utf-8"
    elif media_type == PDF:
        from kg.read import pdf  # noqa: PLC0415

        text, encoding = pdf.text(data, path), "utf-8"
    elif media_type == HTML:
        from kg.read import html  # noqa: PLC0415

        text, encoding = html.text(data, path)
    else:
        text, encoding = plain.decode(data, path)
        if media_type == MARKDOWN:
            front, body = meta.front(text, path)
            about = {**about, **front}
        elif len(ATX_HEADING.findall(text)) > 1:
            media_type = MARKDOWN
    if not text[body:].strip():
        raise BadInput("there is no text in it; remove it or replace it by the document", path=path)
    if len(text) > LONGEST:
        raise BadInput(
            f"it has {len(text)} characters, and one document may have {LONGEST}; split it into its documents",
            path=path,
        )
    extracted = media_type in (DOCX, PDF, HTML)
    name = path.name if beside is None else f"{path.absolute().parent.name}/{path.name}"
    return Source(path, name, sha256(data).hexdigest(), text, encoding, media_type, extracted, about, body)


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(parent, name)
            readable = path.suffix.lower() in MEDIA_TYPES or path.suffix.lower() in REFUSED
            if readable and path.stem.lower() != "readme" and not name.startswith((".", "~$")):
                yield path


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise BadInput("this is a folder; give the file in it that is to be read", path=path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInput("there is no such file; check the name", path=path) from None
    except OSError as error:
        raise BadInput(f"it cannot be opened ({error.strerror}); check its permissions", path=path) from error
    if not data:
        raise BadInput("the file is empty; remove it or replace it by the document", path=path)
    return data


def _supported() -> str:
    return ", ".join(sorted(MEDIA_TYPES))

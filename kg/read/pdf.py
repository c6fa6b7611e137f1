"""The text layer of a PDF. The one module that imports pypdf."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError

from kg.errors import BadInput

PAGE_BREAK = "\f"


def text(data: bytes, path: Path) -> str:
    """The lines of all pages, a form feed between pages. Raises BadInput for protected, broken and image-only files."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileNotDecryptedError
        pages = [page.extract_text() for page in reader.pages]
    except (FileNotDecryptedError, DependencyError):
        raise BadInput("it is protected by a password; save a copy without one", path=path) from None
    except Exception as error:  # a hostile file can make the parser fail in any way
        raise BadInput(f"it is not a PDF that can be read ({error}); export it anew", path=path) from error
    if not any(page.strip() for page in pages):
        raise BadInput("it holds only images of pages; run OCR over it (ocrmypdf) and read the result", path=path)
    return PAGE_BREAK.join(page.replace("\r\n", "\n").replace(PAGE_BREAK, "\n").strip("\n") + "\n" for page in pages)

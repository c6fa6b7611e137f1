"""What a source says of itself in YAML: front matter, or `meta.yaml` beside the texts of an act folder.

The one module that imports yaml. Scalars stay text except dates (ISO 8601), whole numbers, true, false and null, so
that a number such as 0399 or 4.10 is not changed.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import BadInput
from kg.read import plain

LONGEST = 100_000
"""Code points; YAML is slow to parse, and no document has so much to say of itself."""
ACT_FOLDER = ("rus.md", "kaz.md")
FRONT = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


class _Loader(yaml.SafeLoader):
    """Refuses keys that stand twice, and aliases, which can grow without end."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - as PyYAML declares it

    def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401 - as PyYAML declares it
        if self.check_event(yaml.AliasEvent):
            raise _fault("aliases are not read", self.peek_event())  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _fault("a key must be plain text", key)
            if key.value in seen:
                raise _fault(f"the key {key.value} stands twice", key)
            seen.add(key.value)
        return super().construct_mapping(node, deep)

    def iso_date(self, node: yaml.ScalarNode) -> str:
        """A date, padded with zeros, as text."""
        year, month, day = map(int, node.value.split("-"))
        return date(year, month, day).isoformat()


def _fault(problem: str, place: Any) -> yaml.constructor.ConstructorError:  # noqa: ANN401 - an event or node
    return yaml.constructor.ConstructorError(None, None, problem, place.start_mark)


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(?:0|-?[1-9]\d*)$"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:timestamp", re.compile(r"^\d{4}-\d\d?-\d\d?$"), list("0123456789"))
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.iso_date)


def parse(text: str, path: Path, before: int = 0) -> dict[str, object]:
    """A YAML mapping as plain data. `before` is how many lines of the file stand before it. Raises BadInput."""
    if len(text) > LONGEST:
        raise BadInput(f"its YAML is longer than {LONGEST} characters; is the closing --- missing?", path=path)
    try:
        found = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" in line {mark.line + 1 + before}" if mark else ""
        problem = getattr(error, "problem", None) or "a character that is not allowed"
        raise BadInput(f"its YAML cannot be read{place} ({problem}); correct it", path=path) from error
    except (ValueError, RecursionError) as error:
        raise BadInput(f"its YAML cannot be read ({error}); correct it", path=path) from error
    if not isinstance(found or {}, dict):
        raise BadInput("its YAML must be lines of the form `key: value`; correct it", path=path)
    return {str(key): value for key, value in (found or {}).items()}


def front(text: str, path: Path) -> tuple[dict[str, object], int]:
    """Front matter and the offset behind it; nothing and 0 where the text does not begin with one. Raises BadInput."""
    match = FRONT.match(text)
    return (parse(match[1], path, before=1), match.end()) if match else ({}, 0)


def beside(path: Path) -> dict[str, object] | None:
    """The meta.yaml of the act folder that a text stands in, None where it stands in none. Raises BadInput."""
    sidecar = path.with_name("meta.yaml")
    return dict(_parsed(sidecar)) if path.name in ACT_FOLDER and sidecar.is_file() else None


@lru_cache(maxsize=2)
def _parsed(path: Path) -> dict[str, object]:
    return parse(plain.decode(path.read_bytes(), path)[0], path)


def matches(path: Path, only: Mapping[str, str]) -> bool:
    """Whether a file says of itself all that `only` asks for: each key has that value, or a list that holds it.

    True for a file whose YAML cannot be read, so that reading it tells the user what is wrong.
    """
    try:
        about = beside(path)
        if about is None:
            about = front(plain.decode(path.read_bytes(), path)[0], path)[0] if path.suffix.lower() == ".md" else {}
    except (BadInput, OSError):
        return True
    values = {key: found if isinstance(found, list) else [found] for key, found in about.items()}
    return all(wanted in map(str, values.get(key, ())) for key, wanted in only.items())

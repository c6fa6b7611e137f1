"""Turtle files of the ontology: read them, and write them in one canonical form.

The canonical form is the authored form: subjects, predicates and objects sorted, one value a line, blank nodes
written where they are used, and only the prefixes that the file declares and uses. It has no comments; what needs
saying is said in the data. `python -m kg.turtle FILE...` brings files into that form.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from rdflib import RDF, XSD, BNode, Graph, Literal, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from kg.errors import BadInput

BASE = "https://w3id.org/migration-policy/"
_INDENT = "    "
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_BARE = {
    XSD.integer: re.compile(r"[+-]?\d+"),
    XSD.decimal: re.compile(r"[+-]?\d*\.\d+"),
    XSD.boolean: re.compile(r"true|false"),
}
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"})


def read(path: Path) -> Graph:
    """The graph of a Turtle file, with the file's own prefixes and no others.

    BadInput names the file, and the line of a syntax error. Relative names are taken below our base.
    """
    graph = Graph(bind_namespaces="none")
    try:
        text = path.read_text(encoding="utf-8")
        return graph.parse(data=text, format="turtle", publicID=BASE)
    except OSError as error:
        raise BadInput(f"cannot be read ({error.strerror}).", path=path) from error
    except UnicodeDecodeError as error:
        raise BadInput(f"is not UTF-8 (byte {error.start}); save it as UTF-8.", path=path) from error
    except BadSyntax as error:
        line = min(error.lines + 1, len(text.splitlines()))
        raise BadInput(f"line {line} is not valid Turtle: {error._why}.", path=path) from error
    except IndexError as error:
        raise BadInput("is not valid Turtle: the last statement has no end.", path=path) from error


def canonical(graph: Graph) -> str:
    """The graph as canonical Turtle; ValueError where blank nodes do not form trees and so have no place to stand."""
    return _Writer(graph).document()


class _Writer:
    """One graph on its way to text: remembers the prefixes used and the blank nodes written."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.prefixes = {str(namespace): prefix for prefix, namespace in graph.namespaces()}
        self.used: set[str] = set()
        self.written: set[Node] = set()

    def document(self) -> str:
        subjects = set(self.graph.subjects())
        nameless = {s for s in subjects if isinstance(s, BNode)}
        named = sorted(s for s in subjects if isinstance(s, URIRef))
        blocks = [f"{self.term(s)}\n{_INDENT}{self.properties(s, 1)} .\n" for s in named]
        roots = [s for s in nameless if (None, None, s) not in self.graph]
        blocks += sorted(f"{self.block(s)} .\n" for s in roots)
        if nameless - self.written:
            raise ValueError("blank nodes stand in a circle; give one of them a name")
        head = sorted(f"@prefix {self.prefixes[n]}: <{n}> .\n" for n in self.used)
        return "".join(head) + "".join(f"\n{block}" for block in blocks)

    def properties(self, subject: Node, depth: int) -> str:
        found: dict[URIRef, list[Node]] = {}
        for predicate, value in self.graph.predicate_objects(subject):
            if not isinstance(predicate, URIRef):
                raise TypeError(f"{predicate!r} is no predicate")
            found.setdefault(predicate, []).append(value)
        order = sorted(found, key=lambda p: (p != RDF.type, self.term(p)))
        lines = [f"{'a' if p == RDF.type else self.term(p)}{self.values(found[p], depth)}" for p in order]
        return f" ;\n{_INDENT * depth}".join(lines)

    def values(self, values: list[Node], depth: int) -> str:
        """One value behind its predicate, or several on lines of their own."""
        if len(values) == 1:
            return f" {self.value(values[0], depth)}"
        line = f"\n{_INDENT * (depth + 1)}"
        texts = sorted((_rank(v), self.value(v, depth + 1)) for v in values)
        return line + f" ,{line}".join(text for _, text in texts)

    def value(self, node: Node, depth: int) -> str:
        if node == RDF.nil:
            return "()"
        if isinstance(node, URIRef):
            return self.term(node)
        if isinstance(node, Literal):
            return self.literal(node)
        if (node, RDF.first, None) in self.graph:
            return self.collection(node, depth)
        return self.block(node, depth)

    def block(self, node: Node, depth: int = 0) -> str:
        self.once(node)
        if (node, None, None) not in self.graph:
            return "[]"
        inner, outer = _INDENT * (depth + 1), _INDENT * depth
        return f"[\n{inner}{self.properties(node, depth + 1)}\n{outer}]"

    def collection(self, node: Node, depth: int) -> str:
        items: list[str] = []
        rest: Node | None = node
        while rest != RDF.nil:
            item = self.graph.value(rest, RDF.first)
            if rest is None or item is None:
                raise ValueError("a list has no end; write it with brackets")
            self.once(rest)
            items.append(self.value(item, depth + 1))
            rest = self.graph.value(rest, RDF.rest)
        line = f"\n{_INDENT * (depth + 1)}"
        return f"({line}{line.join(items)}\n{_INDENT * depth})"

    def once(self, node: Node) -> None:
        if node in self.written:
            raise ValueError("a blank node is used twice; give it a name")
        self.written.add(node)

    def term(self, iri: URIRef) -> str:
        text = str(iri)
        cut = max(text.rfind("#"), text.rfind("/")) + 1
        namespace, local = text[:cut], text[cut:]
        prefix = self.prefixes.get(namespace)
        if prefix is None or not _LOCAL.fullmatch(local):
            return f"<{text}>"
        self.used.add(namespace)
        return f"{prefix}:{local}"

    def literal(self, node: Literal) -> str:
        text = str(node)
        if node.datatype in _BARE and _BARE[node.datatype].fullmatch(text):
            return text
        quoted = f'"{text.translate(_ESCAPES)}"'
        if node.language:
            return f"{quoted}@{node.language}"
        return quoted if node.datatype in (None, XSD.string) else f"{quoted}^^{self.term(node.datatype)}"


def _rank(node: Node) -> tuple[int, str]:
    """Names before literals before nameless things; literals by language."""
    if isinstance(node, URIRef):
        return 0, ""
    return (1, node.language or "") if isinstance(node, Literal) else (2, "")


def main(files: list[str]) -> None:
    """Write each file in canonical form."""
    for path in map(Path, files):
        path.write_text(canonical(read(path)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

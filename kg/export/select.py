"""Parts of the graph that make readable pictures, asked for as `key=value`.

- `document`: a document, what belongs to it, and what that speaks of;
- `category`: a category of migrants, what is about it, and what that speaks of;
- `class`: only nodes of a class;
- `around`: a thing and all within `steps` edges of it (2 unless told), whatever their direction;
- `property`: only edges of a property;
- `projection`: a projection of the whole graph instead of its own edges.

Several values of one key add up; several keys narrow each other down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.errors import BadInput
from kg.export.view import Graph, Node, projected
from kg.messages import say
from kg.naming import full, nearest, short
from kg.store import Store

KEYS = ("document", "category", "class", "around", "steps", "property", "projection")
Wish = tuple[str, str]


def selected(store: Store, whole: Graph, wishes: Sequence[Wish]) -> Graph:
    """The part of a graph that answers all wishes. BadInput (a wrong call) names the key or value that is not known."""
    asked: dict[str, list[str]] = defaultdict(list)
    for key, wish in wishes:
        asked[_known(key, KEYS, "--select", whole)].append(wish)
    found = set(whole.nodes)
    for key, ball in (("document", _of_document), ("category", _about)):
        if asked[key]:
            found &= set().union(*(ball(whole, _node(whole, wanted, key)) for wanted in asked[key]))
    if asked["around"]:
        steps = _count(asked["steps"][-1] if asked["steps"] else "2", whole)
        found &= set().union(*(_within(whole, _node(whole, wanted, "around"), steps) for wanted in asked["around"]))
    if asked["class"]:
        kinds = {_known(wanted.removeprefix("mp:"), whole.kinds, "class", whole) for wanted in asked["class"]}
        found &= {key for key, node in whole.nodes.items() if node.kind in kinds}
    if asked["projection"]:
        parts = [projected(store, whole, name) for name in asked["projection"]]
        shown = {key: node for part in parts for key, node in part.nodes.items() if key in found}
        edges = tuple(edge for part in parts for edge in part.edges)
        joined = replace(whole, nodes=shown, edges=edges, directed=any(part.directed for part in parts))
        return joined.part(shown)
    part = whole.part(found)
    if asked["property"]:
        known = {edge.predicate for edge in whole.edges}
        wanted = {
            _known(short(full(one if ":" in one else f"mp:{one}")), known, "property", whole)
            for one in asked["property"]
        }
        edges = tuple(edge for edge in part.edges if edge.predicate in wanted)
        ends = {key for edge in edges for key in (edge.source, edge.target)}
        part = replace(part, edges=edges).part(ends)
    return part


def _of_document(whole: Graph, document: str) -> set[str]:
    core = {document, *(key for key, node in whole.nodes.items() if node.document == document)}
    return _with_shared(whole, core)


def _about(whole: Graph, category: str) -> set[str]:
    core = {edge.source for edge in whole.edges if edge.target == category and whole.nodes[edge.source].document}
    return _with_shared(whole, core | {category})


def _with_shared(whole: Graph, core: set[str]) -> set[str]:
    """The core and its neighbours, those that belong to a document excepted."""
    near = _neighbours(whole, core)
    return core | {key for key in near if not whole.nodes[key].document}


def _within(whole: Graph, start: str, steps: int) -> set[str]:
    found = {start}
    for _ in range(steps):
        found |= _neighbours(whole, found)
    return found


def _neighbours(whole: Graph, core: set[str]) -> set[str]:
    return {
        there
        for edge in whole.edges
        for here, there in ((edge.source, edge.target), (edge.target, edge.source))
        if here in core
    }


def _node(whole: Graph, wanted: str, what: str) -> str:
    """The id of a node, by its short or full IRI or the last part of it, or by its label in any language."""
    key = short(full(wanted))
    known = [one for one, node in whole.nodes.items() if _may_be(what, node)]
    tails = (key, f"doc/{key}", f"category/{key}", f"agency/{key}")
    by_key = [one for one in tails if one in known]
    by_label = [
        one
        for one in known
        if wanted.casefold()
        in {str(text).casefold() for name, text in whole.nodes[one].attributes.items() if "abel" in name}
    ]
    found = by_key[:1] or by_label
    return found[0] if len(found) == 1 else _known(key, known, what, whole)


def _may_be(what: str, node: Node) -> bool:
    """Whether a node is one that `document` or `category` asks for; `around` asks for any."""
    if what == "document":
        return node.id.startswith("doc/") and not node.document and node.kind != "Anomaly"
    return what == "around" or node.id.startswith(what)


def _known(wanted: str, known: Iterable[str], what: str, whole: Graph) -> str:
    if wanted in known:
        return wanted
    like = nearest(wanted, known) or sorted(known)[:10]
    message = say("unknown-value", whole.language, value=wanted, name=what, known=", ".join(like))
    raise BadInput(message, wrong_call=True)


def _count(text: str, whole: Graph) -> int:
    if not text.isdecimal():
        raise BadInput(say("bad-count", whole.language, text=text), wrong_call=True)
    return int(text)

"""`kg export`, `kg draw`, `kg serve`, `kg load`: the graph for other programs."""

from __future__ import annotations

import os
from argparse import Namespace
from dataclasses import asdict

from kg.cli import graph, screen
from kg.errors import BadInput
from kg.messages import say


def export(given: Namespace) -> int:
    """Write the graph, or a part of it, in a format of other programs."""
    from kg.export import export as exported  # noqa: PLC0415 (needs the extra `export` for some formats)

    graph.file_of(given.dist, given.lang)
    for path in exported(given.dist, given.form, select=given.select, language=given.lang, out=given.out):
        screen.write(str(path))
    return 0


def draw(given: Namespace) -> int:
    """Draw a picture of the graph."""
    from kg.draw import draw as drawn  # noqa: PLC0415 (needs the extra `draw`)

    graph.file_of(given.dist, given.lang)
    screen.write(str(drawn(given.dist, given.view, language=given.lang, out=given.out)))
    return 0


def serve(given: Namespace) -> int:
    """Answer SPARQL queries over HTTP until told to stop."""
    from kg.serve import serve as served  # noqa: PLC0415 (needs the extra `serve`)
    from kg.serve.limits import Limits  # noqa: PLC0415

    limits = Limits(timeout=given.timeout)
    for name, value in given.limit:
        try:
            limits = limits.changed(name, value)
        except ValueError:
            known = ", ".join(f"{one}={number}" for one, number in asdict(Limits()).items())
            raise BadInput(say("bad-limit", given.lang, text=f"{name}={value}", known=known), wrong_call=True) from None
    return served(given.dist, given.host, given.port, limits, public=given.public, proxies=given.proxies)


def load(given: Namespace) -> int:
    """Publish the graph on a SPARQL server; the password is taken from the variable KG_PASSWORD."""
    from kg.upload import load as loaded  # noqa: PLC0415

    return loaded(
        given.dist,
        given.endpoint,
        update=given.update,
        store=given.store,
        user=given.user,
        password=os.environ.get(graph.PASSWORD, ""),
        tell=screen.write,
    )

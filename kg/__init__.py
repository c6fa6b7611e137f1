"""A knowledge graph of migration policy: from documents to RDF in which every edge shows the words it came from."""

__version__ = "0.1.0"

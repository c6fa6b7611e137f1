"""The border to networkx: the graph as its MultiDiGraph, and the measures of a graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import networkx as nx

from kg.export.columns import columns, edge_record, natives, node_record
from kg.export.layout import layout
from kg.export.view import Graph

Network: TypeAlias = nx.MultiGraph | nx.MultiDiGraph


def to_networkx(graph: Graph) -> Network:
    """A MultiDiGraph (MultiGraph where the graph has no directions).

    Nodes and edges carry the attributes of every other format; keys of edges are their properties.
    """
    made = nx.MultiDiGraph() if graph.directed else nx.MultiGraph()
    places = layout(graph)
    nodes = {key: node_record(node, places[key]) for key, node in graph.nodes.items()}
    edges = [edge_record(edge) for edge in graph.edges]
    of_nodes, of_edges = columns(nodes.values()), columns(edges)
    for key, told in nodes.items():
        made.add_node(key, **natives(told, of_nodes))
    for edge, told in zip(graph.edges, edges, strict=True):
        held = {name: value for name, value in natives(told, of_edges).items() if name not in ("source", "target")}
        made.add_edge(edge.source, edge.target, key=edge.predicate, **held)
    return made


def degree(graph: Graph) -> Mapping[str, float]:
    """Degree centrality: the share of the other nodes that a node is tied to."""
    return dict(nx.degree_centrality(_simple(graph)))


def betweenness(graph: Graph) -> Mapping[str, float]:
    """Betweenness centrality: the share of the shortest ways between two others that lead through a node."""
    return dict(nx.betweenness_centrality(_simple(graph)))


def closeness(graph: Graph) -> Mapping[str, float]:
    """Closeness centrality: how near a node is to all that it can reach."""
    return dict(nx.closeness_centrality(_simple(graph)))


def communities(graph: Graph) -> Mapping[str, int]:
    """The number of the community of each node, from 1, largest first (greedy modularity)."""
    simple = _simple(graph)
    if not simple.number_of_edges():
        return {key: index for index, key in enumerate(sorted(simple), 1)}
    found = nx.community.greedy_modularity_communities(simple, weight="weight")
    ordered = sorted((sorted(one) for one in found), key=lambda one: (-len(one), one))
    return {key: index for index, one in enumerate(ordered, 1) for key in one}


def bridges(graph: Graph) -> list[tuple[str, str]]:
    """The ties without which the graph would fall into more parts, each with its ends in order."""
    return sorted((min(a, b), max(a, b)) for a, b in nx.bridges(_simple(graph)))


def _simple(graph: Graph) -> nx.Graph:
    """Undirected, one edge between two nodes, weights added up, without loops; everything in order."""
    made = nx.Graph()
    made.add_nodes_from(sorted(graph.nodes))
    for edge in sorted(graph.edges, key=lambda one: one.id):
        if edge.source != edge.target:
            known = made.get_edge_data(edge.source, edge.target, {"weight": 0})["weight"]
            made.add_edge(edge.source, edge.target, weight=known + edge.weight)
    return made

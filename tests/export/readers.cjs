// What graphology, Cytoscape.js and Graphviz read in the exports of a folder, as JSON: for each format the attributes
// of its nodes by id and its edges as [source, property, target].
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { MultiDirectedGraph } = require("graphology");
const gexf = require("graphology-gexf");
const graphml = require("graphology-graphml");
const cytoscape = require("cytoscape");
const { Graphviz } = require("@hpcc-js/wasm-graphviz");

const folder = process.argv[2];
const file = (ending) => readFileSync(join(folder, `policy-kg.${ending}`), "utf8");

function graphology(graph, id) {
  const nodes = graph.mapNodes((key, told) => ({ id: key, ...told }));
  const edges = graph.mapEdges((_, told, source, target) => [id(graph, source), told.property, id(graph, target)]);
  return { nodes, edges };
}

function inCytoscape(content) {
  const graph = cytoscape({ ...JSON.parse(content), headless: true });
  const nodes = graph.nodes().map((node) => ({ ...node.data(), x: node.position("x"), y: -node.position("y") }));
  const edges = graph.edges().map((edge) => [edge.source().id(), edge.data("property"), edge.target().id()]);
  graph.destroy();
  return { nodes, edges };
}

function inGraphviz(graphviz, content) {
  const { objects, edges } = JSON.parse(graphviz.layout(content, "dot_json", "nop"));
  const nodes = objects.map(({ _gvid, ...told }) => told);
  return { nodes, edges: edges.map((edge) => [objects[edge.tail].name, edge.property, objects[edge.head].name]) };
}

Graphviz.load().then((graphviz) => {
  const read = {
    gexf: graphology(gexf.parse(MultiDirectedGraph, file("gexf")), (_, key) => key),
    graphml: graphology(graphml.parse(MultiDirectedGraph, file("graphml")), (graph, key) =>
      graph.getNodeAttribute(key, "id"),
    ),
    cytoscape: inCytoscape(file("cyjs")),
    dot: inGraphviz(graphviz, file("dot")),
  };
  process.stdout.write(JSON.stringify(read));
});

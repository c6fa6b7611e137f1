# Removes a graph.
DROP SILENT GRAPH $graph

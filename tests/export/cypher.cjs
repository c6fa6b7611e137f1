// What Neo4j's own parser and its check of meaning have to say about each Cypher script that is named, as JSON.
const { readFileSync } = require("node:fs");
const { lintCypherQuery } = require("@neo4j-cypher/language-support");

const found = process.argv.slice(2).map((path) => lintCypherQuery(readFileSync(path, "utf8"), {}).diagnostics);
process.stdout.write(JSON.stringify(found.map((each) => each.map(({ message }) => message))));

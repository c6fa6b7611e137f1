# R's package SPARQL as a client of the endpoint at the address given: prints what it gets.
# (Its library looks for the charset in `Content-Type` written like that, so it is told.)
suppressMessages(library(SPARQL))
url <- commandArgs(trailingOnly = TRUE)[1]
ask <- function(query, ...) SPARQL(url, query, curl_args = list(.encoding = "UTF-8"), ...)$results
names <- "SELECT ?name { <category/refugee> <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY ?name"
writeLines(as.character(ask(names)), useBytes = TRUE)
writeLines(as.character(ask(names, format = "csv", extra = list(as = "csv"))$name), useBytes = TRUE)
print(ask("SELECT (COUNT(*) AS ?count) { ?s ?p ?o }")$count)

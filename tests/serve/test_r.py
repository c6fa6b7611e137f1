"""R's package SPARQL as a client, where it is installed (Debian: r-cran-sparql)."""

import os
import subprocess
from pathlib import Path

PROGRAM = Path(__file__).with_name("clients.R")
REFUGEE, FLEEING = "refugee <script>alert(1)</script> & more", "бегущий"


def test_rows(server):
    command = ["Rscript", "--vanilla", PROGRAM, f"{server.url}/sparql"]
    utf_8 = {**os.environ, "LC_ALL": "C.UTF-8"}
    said = subprocess.run(command, capture_output=True, text=True, check=False, env=utf_8)
    assert said.returncode == 0, said.stderr
    as_xml, as_csv = [f'"{REFUGEE}"@en', f'"{FLEEING}"@ru'], [REFUGEE, FLEEING]
    assert said.stdout.splitlines() == [*as_xml, *as_csv, "[1] 1608"]

"""The notebook of `docs/`, run cell by cell, from an empty folder to a figure."""

import ast
import json
from pathlib import Path

import pytest

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebook.ipynb"
CELLS = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What each cell of code shows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("notebook"))
        names: dict[str, object] = {}
        return [_run("".join(cell["source"]), names) for cell in CELLS if cell["cell_type"] == "code"]


def _run(source, names):
    """Runs a cell; its value is that of its last line, where that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, str(NOTEBOOK), "exec"), names)
    return eval(compile(ast.Expression(last.value), str(NOTEBOOK), "eval"), names) if last else None


def test_it_has_ten_cells_and_no_results_of_an_old_run():
    assert len(CELLS) == 10
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in CELLS)


def test_every_cell_that_asks_has_an_answer(shown):
    assert all(shown[2:])


def test_the_last_cell_is_a_figure(shown):
    assert "<svg" in shown[-1]._repr_svg_()

"""The one entry: it finds its packages, or installs them once and runs there."""

import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

import build
import kg.cli

PROJECT = """[project]
dependencies = ["rdflib>=7.1"{more}]
[project.optional-dependencies]
test = ["{test}>=8"]
[dependency-groups]
archives = ["lxml>=5"]
"""


@pytest.fixture
def project(monkeypatch, tmp_path):
    """An empty project with its own folder for packages."""
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "HOME", tmp_path / ".venv")
    monkeypatch.setattr(build, "LOCK", tmp_path / "requirements.lock")
    (tmp_path / "requirements.lock").write_text("rdflib==7.1.0\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(PROJECT.format(more="", test="pytest"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def calls(monkeypatch, project):
    """The commands that are run; a `venv` gets its Python."""
    made = []

    def run(command, **_):
        made.append([str(word) for word in command])
        if "venv" in command:
            (project / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
            (project / ".venv" / "bin" / "python").touch()
        return subprocess.CompletedProcess(command, 7)

    monkeypatch.setattr(build.os, "name", "posix")
    monkeypatch.setattr(build.subprocess, "run", run)
    return made


@pytest.mark.parametrize(
    ("more", "test", "extra", "there"),
    [
        ("", "pytest", "", True),
        ("", "pytest", "test", True),
        (', "no-such-package-of-ours"', "pytest", "", False),
        ("", "no-such-package-of-ours", "", True),
        ("", "no-such-package-of-ours", "test", False),
    ],
)
def test_whether_the_packages_are_there(project, more, test, extra, there):
    (project / "pyproject.toml").write_text(PROJECT.format(more=more, test=test), encoding="utf-8")
    assert build.installed(extra) is there


def test_this_python_can_run_the_project():
    assert build.installed("test")


def test_the_packages_are_installed_once(project, calls):
    python = build.python_of_home("")
    assert python == project / ".venv" / "bin" / "python"
    (venv, install) = calls
    assert venv[1:] == ["-m", "venv", str(project / ".venv")]
    assert install[0] == str(python)
    assert install[-4:] == ["--constraint", str(project / "requirements.lock"), "--editable", str(project)]
    assert build.python_of_home("") == python
    assert len(calls) == 2


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_they_are_installed_anew_when_other_versions_are_wanted(project, calls, name):
    build.python_of_home("")
    with (project / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    build.python_of_home("")
    assert len(calls) == 4


def test_the_tests_need_more(project, calls):
    build.python_of_home("test")
    assert calls[-2][-1] == f"{project}[test]"
    assert calls[-1][-4:] == ["--constraint", str(project / "requirements.lock"), "--no-deps", "lxml>=5"]


@pytest.mark.parametrize(("verb", "extra"), [("serve", "full"), ("report", "full"), ("query", ""), ("test", "test")])
def test_a_verb_brings_the_packages_that_it_needs(monkeypatch, project, calls, verb, extra):
    asked = []
    monkeypatch.setattr(build, "installed", asked.append)
    monkeypatch.setattr(sys, "argv", ["build.py", "--lang", "ru", verb])
    build.main()
    assert asked == [extra]


def test_an_extra_may_hold_others(project):
    (project / "pyproject.toml").write_text(
        PROJECT.format(more="", test="pytest").replace(
            "[dependency", 'full = ["migration-policy-kg[one,two]"]\none = ["a>=1"]\ntwo = ["b"]\n[dependency'
        ),
        encoding="utf-8",
    )
    assert build.wanted("full") == (["rdflib>=7.1", "a>=1", "b"], [])
    assert not build.installed("full")


def test_with_the_packages_the_command_runs_here(monkeypatch, project):
    monkeypatch.setattr(kg.cli, "main", lambda: 5)
    assert build.main() == 5


def test_without_them_it_runs_in_the_folder_of_the_project(monkeypatch, project, calls):
    monkeypatch.setattr(build, "installed", lambda _: False)
    monkeypatch.setattr(sys, "argv", ["build.py", "test", "-q"])
    assert build.main() == 7
    assert calls[-1] == [str(project / ".venv" / "bin" / "python"), str(Path(build.__file__)), "test", "-q"]
    assert calls[-3][-1].endswith("[test]")


def failing(*_, **__):
    raise subprocess.CalledProcessError(1, "pip")


@pytest.mark.parametrize(
    ("attribute", "value", "says"),
    [
        ((sys, "version_info"), (3, 10, 2), r"Python 3\.11 or newer is needed; this is .*Try python3\.11 build\.py"),
        ((sys, "prefix"), None, r"The folder .*\.venv is damaged; delete it and run the command again"),
        ((build, "python_of_home"), failing, r"could not be installed into .*\.venv .*Is a package index within reach"),
    ],
)
def test_what_cannot_go_on_is_said_in_a_sentence(monkeypatch, project, attribute, value, says):
    monkeypatch.setattr(build, "installed", lambda _: False)
    monkeypatch.setattr(*attribute, str(project / ".venv") if value is None else value)
    with pytest.raises(SystemExit, match=says):
        build.main()


def test_every_locked_package_takes_the_oldest_python_that_we_name():
    """As far as the packages are installed here."""
    root = Path(__file__).parent.parent
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=") + ".0"
    locked = {line.partition("==")[0].lower() for line in (root / "requirements.lock").read_text().splitlines()}
    asked = {one.name: one.metadata.get("Requires-Python", "") for one in distributions() if one.name.lower() in locked}
    assert len(asked) > 20
    assert [name for name, pythons in asked.items() if oldest not in SpecifierSet(pythons)] == []

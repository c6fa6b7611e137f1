#!/usr/bin/env python3
"""Build the knowledge graph: `python3 build.py`; run the tests: `python3 build.py test`; `--help` for the rest.

Any Python from 3.11 on will do. Where packages are missing, they are installed once into the folder `.venv` beside
this file, in the versions that `requirements.lock` names; then the command runs there.
"""

import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
EXTRAS = {"test": "test", "serve": "full", "export": "full", "draw": "full", "report": "full"}
"""The extra of pyproject.toml that a verb needs."""


def wanted(extra: str) -> tuple[list[str], list[str]]:
    """What pyproject.toml names: packages, and packages that are installed without those that they name in turn.

    `extra` is "" or the name of an extra; only the tests need the second kind.
    """
    import tomllib  # noqa: PLC0415 - not there before 3.11

    said = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project, alone = said["project"], said["dependency-groups"]["archives"]
    names, extras = list(project["dependencies"]), [extra]
    for one in extras:
        for name in project["optional-dependencies"].get(one, []):
            own = re.fullmatch(r"migration-policy-kg\[(.+)\]", name)
            if own:
                extras += own[1].split(",")  # an extra of ours that holds others
            else:
                names.append(name)
    return names, alone if extra == "test" else []


def installed(extra: str) -> bool:
    """Whether this Python has the packages that pyproject.toml names."""
    try:
        for requirement in (name for names in wanted(extra) for name in names):
            metadata.version(re.split(r"[^\w.-]", requirement)[0])
    except metadata.PackageNotFoundError:
        return False
    return True


def python_of_home(extra: str) -> Path:
    """The Python of `.venv`, made and filled first where it is not complete yet."""
    python = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = HOME / f"complete{'-' if extra else ''}{extra}"
    state = LOCK.read_text("utf-8") + (ROOT / "pyproject.toml").read_text("utf-8")
    if python.exists() and done.exists() and done.read_text("utf-8") == state:
        return python
    print(f"Installing the packages into {HOME} (only this once) ...", file=sys.stderr)  # noqa: T201
    package = f"{ROOT}[{extra}]" if extra else str(ROOT)
    subprocess.run([sys.executable, "-m", "venv", HOME], check=True)  # noqa: S603
    install: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--constraint",
        LOCK,
    ]
    subprocess.run([*install, "--editable", package], check=True)  # noqa: S603
    if alone := wanted(extra)[1]:
        subprocess.run([*install, "--no-deps", *alone], check=True)  # noqa: S603
    done.write_text(state, "utf-8")
    return python


def main() -> int:
    """Run the command line here, or in `.venv` where packages are missing."""
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Try python3.11 build.py")
    extra = next((EXTRAS[word] for word in sys.argv[1:] if word in EXTRAS), "")
    if installed(extra):
        from kg.cli import main as run  # noqa: PLC0415

        return int(run())
    if Path(sys.prefix) == HOME:
        sys.exit(f"The folder {HOME} is damaged; delete it and run the command again.")
    try:
        python = python_of_home(extra)
    except (subprocess.CalledProcessError, OSError) as error:
        sys.exit(f"The packages could not be installed into {HOME} ({error}). Is a package index within reach?")
    return subprocess.run([python, Path(__file__), *sys.argv[1:]], check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())

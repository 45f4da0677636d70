"""A process that runs command lines of ``maillage``, one after the other, on demand."""

import contextlib
import io
import json
import os
import sys

from api.cli.main import outcome


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        os.environ.clear()
        os.environ.update(asked["environment"])
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = outcome(asked["arguments"])
        print(json.dumps([code, out.getvalue(), err.getvalue()]), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

"""Command line of the embedded services.

`python -m pat_logistics.services run` runs the whole portal; `… exec -- <command>` runs one command with the
embedded servers, started for it unless the portal of the same folder is already running.
"""

import argparse
import sys

from pat_logistics.services.process import ServiceError
from pat_logistics.services.runner import execute
from pat_logistics.services.supervisor import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m pat_logistics.services", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("run", help="the whole portal, until Ctrl-C")
    one = actions.add_parser("exec", help="one command with the embedded servers")
    one.add_argument("command", nargs="+", help="the command and its arguments, after --")
    arguments = parser.parse_args()
    try:
        return run() if arguments.action == "run" else execute(arguments.command)
    except ServiceError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())

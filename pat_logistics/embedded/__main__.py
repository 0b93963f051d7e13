"""Command line of the embedded services.

`python -m pat_logistics.embedded run` runs the whole portal; `… exec -- <command>` runs one command with the
embedded servers, started for it unless the portal of the same folder is already running. `… roads <extract>`
builds the tiles of the routing server (`make roads`), and `… routing` is that server alone, for systemd.
"""

import argparse
import os
import sys

from pat_logistics.embedded import roads, valhalla
from pat_logistics.embedded.data_folder import Folder
from pat_logistics.embedded.process import ServiceError
from pat_logistics.embedded.runner import execute
from pat_logistics.embedded.supervisor import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m pat_logistics.embedded", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("run", help="the whole portal, until Ctrl-C")
    one = actions.add_parser("exec", help="one command with the embedded servers")
    one.add_argument("command", nargs="+", help="the command and its arguments, after --")
    tiles = actions.add_parser("roads", help="build the tiles of the routing server")
    tiles.add_argument("extract", nargs="*", help=".osm.pbf files or addresses; those of PBF unless given")
    routing = actions.add_parser("routing", help="the routing server alone")
    routing.add_argument("--port", type=int, default=valhalla.PRODUCTION_PORT)
    arguments = parser.parse_args()
    try:
        if arguments.action == "roads":
            return roads.build(roads.asked(arguments.extract, os.environ.get("PBF", "")))
        if arguments.action == "routing":
            valhalla.serve(Folder.from_environment().tiles, arguments.port)
        return run() if arguments.action == "run" else execute(arguments.command)
    except ServiceError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())

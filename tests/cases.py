"""Files that people sent, or that their tools wrote, and that were once refused or read wrong."""

from pathlib import Path


def case(name):
    return (Path(__file__).parent / "data" / "cases" / name).read_bytes()

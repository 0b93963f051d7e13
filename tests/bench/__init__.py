"""Measures (`make bench`).

Each module `bench_*.py` has a function `run(report)`, which calls `report(name, value, unit, bound, sense)`.
"""

"""Tariff grids as spreadsheets: the same columns go out and come back in."""

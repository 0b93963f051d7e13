"""From answers to data: what a validated response writes on the farm, shown before, undone after."""

"""A portal whose programs are killed while people write: nothing accepted is lost, nothing is doubled."""

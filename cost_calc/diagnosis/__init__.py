"""What a diagnosis tells the producer: maturity, cost of the declared rounds, and where to begin."""

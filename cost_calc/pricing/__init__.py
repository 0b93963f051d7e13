"""Every way to make a delivery, built for the engine from the catalogue and the producer's means."""

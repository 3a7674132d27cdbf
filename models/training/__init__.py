"""How the weights were made: simulated scenes, a small network, one command (``make train``)."""

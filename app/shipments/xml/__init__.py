"""XML of strangers, read in bounded memory: no declarations, no entities of its own, no depth."""

"""The vocabulary: plain values that every room understands, standard library only."""

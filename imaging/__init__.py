"""Pixels: reading, writing, showing, measuring and simulating cargo radiographs."""

"""The picture: pixels, findings, marks, tools and the strip that shows the whole."""

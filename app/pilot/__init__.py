"""The pilot as a measuring instrument: what is found, how soon, and what helps."""

"""The queue: a table with one delegate, its filters and its preview."""

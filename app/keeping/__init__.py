"""Keeping a workspace: copies of it, put back when they are needed."""

"""Statistics of a pilot: plain functions of numbers, which know nothing of the record.

What a well-kept library has is taken from there; each function names the source of its formula, and
is held against software or worked examples that nobody here wrote (docs/statistics.md).
"""

"""The reference library: scans to compare with, found by goods, equipment and looks."""

from app.references.library import Library, Question

__all__ = ["Library", "Question"]

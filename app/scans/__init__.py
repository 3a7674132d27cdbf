"""Where original files are kept, unchanged, under their digest."""

from app.scans.folder import FolderStore, Stored, StoreError

__all__ = ["FolderStore", "StoreError", "Stored"]

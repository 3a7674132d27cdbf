"""Prescreen: the workstation for virtual cargo pre-screening."""

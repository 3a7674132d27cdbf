"""Working alone: the line to the record's server is cut, and nothing that is done is lost."""

from app.outage.box import Box, BoxUnwritable
from app.outage.door import KeptDoor
from app.outage.keys import box_key, notes_key
from app.outage.line import Line
from app.outage.record import AwayRecord

__all__ = ["AwayRecord", "Box", "BoxUnwritable", "KeptDoor", "Line", "box_key", "notes_key"]

"""The officer's desk in plain Python: what is shown, what is missing, what is signed."""

from app.review.room import ReviewRoom
from app.review.site import SiteRules
from app.review.sitting import Sitting

__all__ = ["ReviewRoom", "SiteRules", "Sitting"]

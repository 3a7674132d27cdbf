"""Paper: the referral that a port officer holds in the hand, in both languages."""

from app.ui.printed.referral import draw_referral

__all__ = ["draw_referral"]

"""What a site chose of its alarms: apart from the workspace, for it loads what runs the model."""

from __future__ import annotations

from app.settings import Settings
from models.alarm_choice import AlarmChoice


def alarm_choice(settings: Settings) -> AlarmChoice:
    """Return where the calibrations lie, and the false-alarm rate that is wanted."""
    return AlarmChoice(settings.alarm_folder, settings.false_alarm_rate)

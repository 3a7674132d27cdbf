"""A manifest on paper, typed in during an outage (¶36)."""

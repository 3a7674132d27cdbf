"""How many readings a study needs: by formula where there is one, then by simulation."""

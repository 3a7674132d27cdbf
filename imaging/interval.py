"""How far an interval reaches: one number that everything measured shares."""

INTERVAL90 = 1.645
"""Standard deviations on either side that hold 90 % of a normal distribution."""

"""The page of rules: what each asks for, how it stands on the item, and how often it fired."""

"""A decision as it was seen: the picture, the time line below it, the words beside it."""

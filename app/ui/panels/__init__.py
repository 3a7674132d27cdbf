"""The panels of the review screen; they speak to the desk and to nothing below it."""

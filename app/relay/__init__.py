"""The relay: from a scanner to the archive, checked, in the form that streams.

It runs near the scanner or in the data centre, and never touches an original.
"""

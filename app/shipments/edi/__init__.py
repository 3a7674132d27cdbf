"""EDIFACT and X12: from the bytes of a file to filings, one message at a time.

pieces, envelopes     a file of any length cut at its service segments, in bounded memory
syntax, values        separators and character sets; numbers, weights and times
tree                  the segment groups of a message as a table, and the walk over it
draft, bodies         the values of a message while it is read, and what is made of them
places, tracing       where each value stands, found when somebody asks
codes, notices        what codes, qualifiers and words stand for
edifact, x12          interchanges; ``edifact_*`` and ``x12_*`` hold their messages
"""

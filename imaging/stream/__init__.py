"""The stream form of a scan: one HTJ2K codestream that is a coarser whole at every early cut.

Coded without loss, in tiles, with everything of one resolution together, the coarsest first, and a
table of lengths at its head (`arranging`). Who has read the head (`index`) knows which bytes show
what, so that a scan streams coarse first and any part of it can be asked for at any sharpness
(`cutting`). It is plain JPEG 2000 Part 15 with progression RPCL, in DICOM the transfer syntax
1.2.840.10008.1.2.4.202: whoever reads that reads it whole.
"""

from imaging.stream.arranging import encode, resolution_major
from imaging.stream.cutting import cut_tile, decode_prefix, decode_tile
from imaging.stream.filling import doubled, enlarged
from imaging.stream.headroom import decode_halved
from imaging.stream.index import Part, StreamIndex, index_of

__all__ = [
    "Part",
    "StreamIndex",
    "cut_tile",
    "decode_halved",
    "decode_prefix",
    "decode_tile",
    "doubled",
    "encode",
    "enlarged",
    "index_of",
    "resolution_major",
]

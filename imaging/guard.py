"""What a picture's header may claim before any memory is spent on its pixels."""

from __future__ import annotations

import dataclasses

from imaging.errors import HostileScan, UnreadableScan, UnsupportedScan

MAX_SIDE = 65_535
MAX_PIXELS = 65_535 * 16_384
FREE_BYTES = 32 << 20
MAX_RATIO = 1_000
MAX_FILE = 4 << 30

SEND_AGAIN = "Ask the scanner's site to send the scan again."


@dataclasses.dataclass(frozen=True, slots=True)
class Claims:
    """Size and form of the pixels, as a header states them."""

    rows: int
    columns: int
    bits_allocated: int
    bits: int
    high_bit: int
    signed: bool = False

    @property
    def pixels(self) -> int:
        """How many pixels."""
        return self.rows * self.columns

    @property
    def decoded_bytes(self) -> int:
        """How many bytes the decoded picture takes."""
        return self.pixels * self.bits_allocated // 8


def check_claims(claims: Claims) -> None:
    """Refuse sizes and forms that no scanner makes.

    Raises
    ------
    UnreadableScan
        If a size is zero or the bits contradict each other.
    HostileScan
        If the picture would be larger than 65,535 x 16,384 pixels.
    UnsupportedScan
        If pixels are not 8 or 16 bits wide.
    """
    check_size(claims.rows, claims.columns)
    if claims.bits_allocated not in (8, 16):
        raise UnsupportedScan(
            f"Pixels are {claims.bits_allocated} bits wide; 8 and 16 are read.",
            element="(0028,0100) Bits Allocated",
            remedy="Export the scan with 16 bits a pixel.",
        )
    sound = 1 <= claims.bits <= claims.bits_allocated
    if not (sound and claims.bits - 1 <= claims.high_bit < claims.bits_allocated):
        raise UnreadableScan(
            f"{claims.bits} bits ending at bit {claims.high_bit} do not fit "
            f"{claims.bits_allocated}.",
            element="(0028,0101) Bits Stored, (0028,0102) High Bit",
            remedy=SEND_AGAIN,
        )


def check_size(rows: int, columns: int) -> None:
    """Refuse a picture without area, or one that would fill the memory."""
    if rows < 1 or columns < 1:
        raise UnreadableScan(
            f"The picture has no area: {rows} rows, {columns} columns.",
            element="(0028,0010) Rows, (0028,0011) Columns",
            remedy=SEND_AGAIN,
        )
    if rows > MAX_SIDE or columns > MAX_SIDE or rows * columns > MAX_PIXELS:
        raise HostileScan(
            f"The picture claims {rows} x {columns} pixels.",
            element="(0028,0010) Rows, (0028,0011) Columns",
            remedy="Split long scans, for instance one file per rail car.",
        )


def check_native(claims: Claims, held: int) -> None:
    """Compare an uncompressed picture with the bytes that are there.

    Raises
    ------
    UnreadableScan
        If there are too few.
    UnsupportedScan
        If there is room for two pictures or more.
    """
    wanted = claims.decoded_bytes
    if held < wanted:
        raise UnreadableScan(
            f"The picture needs {wanted} bytes, the file holds {held}.",
            element="(7FE0,0010) Pixel Data",
            remedy=f"It was cut short or its size is wrong. {SEND_AGAIN}",
        )
    if held >= 2 * wanted and held > wanted + 1:
        raise UnsupportedScan(
            f"The file holds pixels for {held // wanted} pictures, its header describes one.",
            element="(7FE0,0010) Pixel Data",
            remedy="Send one file per view and energy.",
        )


def check_ratio(decoded: int, held: int, *, limit: int = MAX_RATIO) -> None:
    """Refuse a picture that a compressed stream of this length cannot honestly hold.

    Small pictures pass: a blank test image compresses as far as one likes, and costs little.

    Raises
    ------
    HostileScan
        If the picture is large and the stream less than a thousandth of it.
    """
    if decoded > FREE_BYTES and decoded > limit * max(1, held):
        raise HostileScan(
            f"{held} bytes claim to hold a picture of {decoded >> 20} MiB.",
            element="(7FE0,0010) Pixel Data",
            remedy="Nothing was decoded; report the file to the site's security contact.",
        )


def check_file_size(size: int) -> None:
    """Refuse files that are empty, or larger than any scan.

    Raises
    ------
    UnreadableScan
        If the file is empty.
    HostileScan
        If it is larger than 4 GiB.
    """
    if size == 0:
        raise UnreadableScan("The file is empty.", remedy=SEND_AGAIN)
    if size > MAX_FILE:
        raise HostileScan(
            f"The file has {size >> 30} GiB; no radiograph has more than {MAX_FILE >> 30}.",
            remedy="Split long scans, for instance one file per rail car.",
        )

"""How often a JPEG has its whole picture decoded: a small file can ask for it a hundred thousand
times."""

import re

FEW = 2  # of a photo: its own one
MANY = 100  # a picture that gets clearer as it loads has about ten
# What has a length, or ends the picture: no stuffed byte, no restart (ITU T.81, B.1.1).
MARKER = re.compile(rb"\xff[\xc0-\xcf\xd9-\xfe]")
END, SCAN = 0xD9, 0xDA


def scans(jpeg: bytes) -> int:
    """The number of scans of a JPEG until its end, as its markers tell it; of very many, a number
    above `MANY`."""
    at, found = 2, 0
    while found <= MANY and (marker := MARKER.search(jpeg, at)):
        sign, at = marker[0][1], marker.end()
        if sign == END:
            break
        found += sign == SCAN
        at += int.from_bytes(jpeg[at : at + 2])
    return found

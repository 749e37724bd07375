"""How large a proof is: small in the suite, whole where `cocarde chaos` asks for it."""

import os
from typing import TypeVar

Size = TypeVar("Size")
WHOLE = "COCARDE_PROOFS_WHOLE"


def size(small: Size, whole: Size) -> Size:
    return whole if os.environ.get(WHOLE) else small

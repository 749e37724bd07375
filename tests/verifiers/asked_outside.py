# mypy: ignore-errors
# (it is imported by scripts in a Python of their own)
"""What every verifier that runs in a Python of its own is asked, and how it answers.

Arguments: SITE BASE NOW RECIPIENT PNG…; prints one line of JSON for each picture.
"""

import json
import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

SITE, BASE, NOW, RECIPIENT = sys.argv[1:5]


def held(url, *_, **__):
    """What stands at a URL of the site, a folder or a web server on this machine; did:web always
    means https, and the root may be http."""
    parts = urlsplit(url)
    if parts.netloc != urlsplit(BASE).netloc:
        raise OSError(f"not of this site: {url}")
    if SITE.startswith("http"):
        with urlopen(SITE + parts.path) as answer:
            return answer.read()
    return Path(SITE, parts.path.lstrip("/")).read_bytes()


def tell(judge):
    """Print the word on each picture; `judge` gives whether it is accepted, and why or what, or
    raises what speaks against it."""
    for name in sys.argv[5:]:
        try:
            accepted, why = judge(Path(name))
        except Exception as error:
            accepted, why = False, repr(error)
        print(json.dumps({"png": name, "accepted": accepted, "why": why}))

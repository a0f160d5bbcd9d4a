"""Everything is said in pyproject.toml; this adds the compiled reading room where somebody asks for it.

    IKRAR_COMPILE=1 pip install --no-build-isolation .     needs mypy and a C compiler; `make fast` does it in place
"""

from __future__ import annotations

import os
from pathlib import Path

from setuptools import setup

# Where the time goes: everything between the scan and the claim.
ROOMS = ("src/ikrar/reading/*.py", "src/ikrar/model/*.py")
PLAIN = {"__init__.py"}


def extensions() -> list[object]:
    """The hot rooms as C extensions; none unless they are asked for."""
    if os.environ.get("IKRAR_COMPILE") != "1":
        return []
    from mypyc.build import mypycify

    modules = sorted(str(path) for room in ROOMS for path in Path().glob(room) if path.name not in PLAIN)
    return list(mypycify(["--ignore-missing-imports", *modules], opt_level="3"))


setup(ext_modules=extensions())

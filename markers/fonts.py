"""Andika, in which a sheet is set: the letters have the forms that children learn to write.

The files are those of the web client's npm package, which setting up a checkout installs.
"""

from pathlib import Path

from arlearn.settings import ROOT
from markers.problems import FONT_MISSING

FOLDER = ROOT / "webclient" / "node_modules" / "@fontsource" / "andika" / "files"
SUBSETS = ("latin", "latin-ext", "vietnamese", "cyrillic")
"""The package has a file for each; letters are looked for in this order."""


def font_files(bold: bool, folder: Path = FOLDER) -> dict[str, Path]:
    """The file of every subset; raises FONT_MISSING."""
    files = {subset: folder / f"andika-{subset}-{700 if bold else 400}-normal.woff" for subset in SUBSETS}
    if not all(file.is_file() for file in files.values()):
        raise FONT_MISSING()
    return files

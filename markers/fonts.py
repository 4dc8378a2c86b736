"""Andika, in which a sheet is set: the letters have the forms that children learn to write.

The files come from the web client's npm package: from `node_modules` in a checkout, else from the built client.
"""

from pathlib import Path

from django.conf import settings

from markers.problems import FONT_MISSING

SUBSETS = ("latin", "latin-ext", "vietnamese", "cyrillic")
"""The package has a file for each; letters are looked for in this order."""


def font_file(subset: str, bold: bool) -> Path | None:
    """The file of a subset; None when there is none."""
    name = f"andika-{subset}-{700 if bold else 400}-normal"
    package = settings.WEB_CLIENT.parent / "node_modules" / "@fontsource" / "andika" / "files" / f"{name}.woff"
    if package.is_file():
        return Path(package)
    return next(iter(sorted((settings.WEB_CLIENT / "assets").glob(f"{name}*.woff"))), None)


def font_files(bold: bool) -> dict[str, Path]:
    """Every subset that is there; raises FONT_MISSING when the first is not."""
    files = {subset: file for subset in SUBSETS if (file := font_file(subset, bold))}
    if SUBSETS[0] not in files:
        raise FONT_MISSING()
    return files

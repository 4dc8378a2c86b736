"""Makes what phones get of a package's originals, as if a stranger had uploaded them. Nothing else reaches a phone.

Files are kept apart until all of them were taken, so that a package that is refused leaves nothing behind.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from arlearn.errors import Problem
from arlearn.people.models import Library
from content import recipes
from content.exchange.manifest import PackedAsset
from content.exchange.problems import PACKAGE_ASSET_REFUSED, PACKAGE_WORKSHOP_MISSING
from content.exchange.unpack import Package
from content.models import Asset, Rendition
from content.pipeline import store
from content.pipeline.folder import job_folder
from content.pipeline.prepare import workshop
from content.pipeline.receive import receive

OnPrepared = Callable[[int, int], None]
"""Hears how many are done, of how many."""


@dataclass(frozen=True)
class Remade:
    """An asset of the package that was taken: its row's fields, its rendition's, and where their files lie by now."""

    packed: PackedAsset
    media_type: str
    size: int
    making: recipes.Making
    original: Path | None
    """None: the server has it."""

    def place(self) -> None:
        """Puts its files where they belong."""
        self.making.place()
        if self.original:
            store.keep_original(self.original, self.packed.sha256)


@contextmanager
def remade(library: Library, package: Package, on_prepared: OnPrepared) -> Iterator[list[Remade]]:
    """Every asset that the library lacks. Raises PACKAGE_ASSET_REFUSED for the first that is not taken.

    Raises PACKAGE_WORKSHOP_MISSING before the first is made.
    """
    assets = package.manifest.content.assets
    hashes = [asset.sha256 for asset in assets]
    # Without a rendition an asset is not whole: it is made again.
    whole = Asset.objects.filter(library=library, sha256__in=hashes, renditions__isnull=False)
    mine = set(whole.values_list("sha256", flat=True))
    lacking = [asset for asset in assets if asset.sha256 not in mine]
    known = {asset.sha256: _known(asset) for asset in lacking}
    if any(asset.kind == Asset.Kind.MODEL and not known[asset.sha256] for asset in lacking):
        _need_workshop()
    with ExitStack() as stack:
        made: list[Remade] = []
        for asset in lacking:
            on_prepared(len(made), len(lacking))
            made.append(known[asset.sha256] or _made(asset, package, stack))
        on_prepared(len(made), len(lacking))
        yield made


def _need_workshop() -> None:
    try:
        workshop()
    except Problem as problem:
        raise PACKAGE_WORKSHOP_MISSING() from problem


def _known(packed: PackedAsset) -> Remade | None:
    """What this server made of the same bytes for another library, by the recipe of now."""
    found = Rendition.objects.filter(asset__sha256=packed.sha256, recipe=recipes.NEWEST[packed.kind])
    made = found.select_related("asset").order_by("-id").first()
    if made is None or made.asset.kind != packed.kind or not store.has_original(packed.sha256):
        return None
    fields = recipes.Made(made.recipe, made.sha256, made.media_type, made.size, made.report)
    return Remade(packed, made.asset.media_type, made.asset.size, recipes.Making(fields, ()), None)


def _made(packed: PackedAsset, package: Package, stack: ExitStack) -> Remade:
    try:
        with TemporaryFile() as copy:
            package.original(packed.sha256, copy)
            copy.seek(0)
            received = stack.enter_context(receive(copy))
        if received.kind != packed.kind:
            raise PACKAGE_ASSET_REFUSED(name=packed.name, code=received.kind)
        folder = stack.enter_context(job_folder())
        making = recipes.making(received.kind, received.path, folder, told=lambda progress: None)
    except Problem as problem:
        if problem.code.startswith("package_") or problem.kind.status >= 500:
            raise  # of the whole package, or no fault of it
        raise PACKAGE_ASSET_REFUSED(name=packed.name, code=problem.code) from problem
    return Remade(packed, received.media_type, received.size, making, received.path)

"""Two lesson plans for the demo books, as a teacher would write them: one for each, shared with the library."""

from dataclasses import dataclass

from arlearn.people.models import User
from arlearn.plans.actions import create_plan
from arlearn.plans.models import LessonPlan
from arlearn.plans.queries import tasks_known
from arlearn.plans.schemas import LessonStep, NewLessonPlan
from content.models import Book, Page


@dataclass(frozen=True)
class DemoStep:
    page: int
    """Its printed number."""
    minutes: int
    note: str
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoPlan:
    title: str
    steps: tuple[DemoStep, ...]


PLANS = {
    "tanda-kuning-momo": DemoPlan(
        "Menebak tanda Momo",
        (
            DemoStep(1, 6, "Sebelum membaca, tanyakan: tanda apa yang ada di dada Momo? Tulis tebakan anak-anak."),
            DemoStep(2, 6, "Tirukan bunyi lebah bersama. Apa lagi yang lengket di rumah?", ("lengket",)),
            DemoStep(3, 6, "Eja bersama: ma-du. Biarkan yang sudah selesai membantu temannya.", ("eja-madu",)),
            DemoStep(6, 7, "Bandingkan bentuk bulan dan tanda Momo. Minta satu anak membacakan dengan berbisik."),
            DemoStep(7, 7, "Lihat lagi tebakan tadi: siapa yang menebak matahari?", ("mirip",)),
            DemoStep(8, 8, "Tutup dengan cerita: apa yang istimewa dari dirimu?"),
        ),
    ),
    "sekar-dan-lautan-pasir": DemoPlan(
        "Perjalanan Sekar ke Bromo",
        (
            DemoStep(1, 6, "Siapkan peta Jawa Timur. Di mana Tengger?"),
            DemoStep(3, 7, "Mengapa di atas gunung lebih dingin? Dengarkan dugaan anak-anak dahulu.", ("tertinggi",)),
            DemoStep(4, 6, "Cari kata dari bahasa Jawa di halaman ini.", ("wedi", "eja-kuda")),
            DemoStep(6, 7, "Bicarakan keselamatan di gunung api yang masih aktif.", ("belerang", "eja-asap")),
            DemoStep(7, 7, "Adat apa yang ada di daerah kita?"),
            DemoStep(8, 7, "Tutup dengan menggambar bunga edelweis."),
        ),
    ),
}
"""By the book's slug."""


def make_demo_plans(books: list[Book], educator: User) -> None:
    """The plans of those demo books that have none; `educator` leads there. What a book no longer has is left out."""
    for book in books:
        demo = next((plan for slug, plan in PLANS.items() if book.slug.startswith(slug)), None)
        if demo is None or LessonPlan.objects.filter(book=book).exists():
            continue
        steps = _steps(book, demo)
        if steps:
            create_plan(educator, NewLessonPlan(book=book.id, title=demo.title, shared=True, steps=steps))


def _steps(book: Book, demo: DemoPlan) -> list[LessonStep]:
    known = tasks_known(book)
    pages = dict(Page.objects.filter(book=book).values_list("number", "id"))
    return [
        LessonStep(
            page=pages[step.page],
            tasks=[task for task in step.tasks if task in known[pages[step.page]]],
            minutes=step.minutes,
            note=step.note,
        )
        for step in demo.steps
        if step.page in pages
    ]

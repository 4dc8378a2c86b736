"""What stands on the front of the two demo books: their record, and the cover."""

from content.demo import momo, sekar
from content.demo.book import Cover, DemoBook, Spot, words
from content.demo.paint import View
from content.demo.scenery import SUNRISE, caldera, forest

MOMO = DemoBook(
    slug="tanda-kuning-momo",
    title="Tanda Kuning Momo",
    creators="Tim arlearn",
    level="B1",
    languages=("id", "en"),
    licence="CC BY 4.0",
    emblem="bear",
    cover=Cover(
        (
            Spot("momo", "sun-bear", momo.MOMO, (0, 0, 40), 0, 118, "wave", moment=0.5),
            Spot("matahari", "sun", words("matahari", "the sun"), (10, 62, -140), 0, 170, "shine"),
            Spot("lebah", "bee", momo.BEE, (-58, 104, 30), 30, 30, "fly", moment=2.2),
            Spot("pakis-kiri", "fern", momo.FERN, (-84, 0, 20), 0, 80),
            Spot("pakis-kanan", "fern", momo.FERN, (86, 0, 10), 90, 84),
        ),
        forest(SUNRISE),
        View((0, 80, 360), (2, 74, 0), 36),
        words("Momo si beruang madu melambai di depan matahari.", "Momo the sun bear waves in front of the sun."),
    ),
    pages=momo.PAGES,
)

SEKAR = DemoBook(
    slug="sekar-dan-lautan-pasir",
    title="Sekar dan Lautan Pasir",
    creators="Tim arlearn",
    level="B2",
    languages=("id", "en"),
    licence="CC BY 4.0",
    emblem="horse",
    cover=Cover(
        (
            Spot("sekar", "sekar", sekar.SEKAR, (-34, 0, 64), 10, 92, "wave", moment=0.4),
            Spot("kuda", "horse", sekar.HORSE, (36, 0, 30), -32, 128, "nod", moment=0.8),
            Spot("bromo", "bromo", sekar.BROMO, (10, -2, -330), 0, 430, "smoke", moment=2.4),
            Spot("matahari", "sun", words("matahari", "the sun"), (-120, 130, -520), 0, 170, "shine"),
        ),
        caldera(SUNRISE),
        View((0, 84, 370), (2, 84, 0), 36),
        words(
            "Sekar dan kuda Jati di lautan pasir, di depan Gunung Bromo yang berasap.",
            "Sekar and Jati the horse on the sea of sand in front of smoking Mount Bromo.",
        ),
    ),
    pages=sekar.PAGES,
)

"""The words on the sheet of results, by the educator's language."""

from collections.abc import Sequence

Row = Sequence[str]
WORDS: dict[str, dict[str, str]] = {
    "id": {
        "title": "Hasil membaca bersama",
        "group": "Kelompok {code}, {date}",
        "sums": "{children} anak · {solved} tugas berhasil · {finished} halaman selesai",
        "children": "Setiap anak",
        "each": "Setiap anak, halaman demi halaman",
        "tasks": "Setiap tugas",
        "pages": "Setiap halaman",
        "removed": "{name}, dikeluarkan",
        "marks": "Menit di setiap halaman. • selesai dibaca. – waktunya tidak diketahui.",
        "nobody": "Belum ada anak yang bergabung.",
        "time": "Waktu dihitung sampai hal terakhir yang dilakukan anak di halaman itu."
        " Diam lebih dari tiga menit dihitung tiga menit. Waktu tengah hanya ditulis bila ada lima anak atau lebih.",
        "sheet": "Lembar {at} dari {all}",
        "minutes": "{n} mnt",
    },
    "en": {
        "title": "Reading together: the results",
        "group": "Group {code}, {date}",
        "sums": "{children} children · {solved} tasks solved · {finished} pages finished",
        "children": "Each child",
        "each": "Each child, page by page",
        "tasks": "Each task",
        "pages": "Each page",
        "removed": "{name}, removed",
        "marks": "Minutes on each page. • read to its end. – the time is not known.",
        "nobody": "No child has joined yet.",
        "time": "Time is counted up to the last thing that a child did on the page."
        " Silence longer than three minutes counts as three. A median is given for five children or more.",
        "sheet": "Sheet {at} of {all}",
        "minutes": "{n} min",
    },
}
HEADS: dict[str, dict[str, Row]] = {
    "id": {
        "children": ("Anak", "Halaman", "Tugas berhasil", "Coba pertama", "Jawaban", "Waktu"),
        "tasks": ("Hal.", "Tugas", "Mencoba", "Berhasil", "Coba pertama", "Jawaban terbanyak"),
        "pages": ("Hal.", "Judul", "Membuka", "Selesai", "Waktu tengah"),
    },
    "en": {
        "children": ("Child", "Pages", "Tasks solved", "First try", "Answers", "Time"),
        "tasks": ("Page", "Task", "Tried", "Solved", "First try", "Given most"),
        "pages": ("Page", "Title", "Opened", "Finished", "Median time"),
    },
}
MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "en": "January February March April May June July August September October November December".split(),
}

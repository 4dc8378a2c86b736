"""What can go wrong with markers."""

from arlearn.errors import ProblemKind

MARKER_UNKNOWN = ProblemKind(
    "marker_unknown",
    404,
    "Kode ini tidak dikenal di server ini. Mungkin bukunya milik perpustakaan lain, atau ada huruf yang keliru.",
    "This code is not known on this server. Its book may be another library's, or a letter may be wrong.",
)
MARKER_UNPUBLISHED = ProblemKind(
    "marker_unpublished",
    409,
    "Halaman ini masih disiapkan. Pilih halaman lain dahulu, dan coba lagi nanti.",
    "This page is still being made. Choose another page for now, and try again later.",
)
MARKERS_EXHAUSTED = ProblemKind(
    "markers_exhausted",
    409,
    "Tidak ada lagi pola penanda yang cukup berbeda untuk buku ini. Bagilah buku menjadi dua, atau hubungi pengelola "
    "server.",
    "No marker patterns are left that differ enough for this book. Split the book in two, or ask whoever runs the "
    "server.",
)
MARKERS_TOO_ALIKE = ProblemKind(
    "markers_too_alike",
    409,
    "Pola penanda ini terlalu mirip dengan penanda lain di buku itu. Berikan penanda baru kepada halamannya.",
    "This marker's pattern is too much like another one of that book. Give the page a new marker.",
)
NO_MARKERS = ProblemKind(
    "no_markers",
    409,
    "Halaman buku ini belum punya penanda. Tambahkan halaman, berikan penanda, lalu cetak.",
    "The pages of this book have no markers yet. Add pages, assign markers, then print.",
)
PRINT_SIZE = ProblemKind(
    "print_size",
    422,
    "Penanda {size} mm tidak muat pada bentuk ini ({kind}). Ukuran yang muat: {sizes} mm.",
    "A marker of {size} mm does not fit this kind of print ({kind}). Sizes that do: {sizes} mm.",
)
PRINT_PAPER = ProblemKind(
    "print_paper",
    422,
    "Bentuk ini ({kind}) tidak ada pada kertas {paper}. Kertas yang ada: {papers}.",
    "This kind of print ({kind}) does not come on {paper} paper. Papers that do: {papers}.",
)
PRINT_GRID = ProblemKind(
    "print_grid",
    422,
    "Lembar label {grid} tidak cocok dengan pilihan ini. Yang cocok: {grids}.",
    "Label sheet {grid} does not go with this. Those that do: {grids}.",
)
PRINT_PAGE = ProblemKind(
    "print_page",
    404,
    "Halaman {page} buku ini tidak punya penanda.",
    "Page {page} of this book has no marker.",
)
FONT_MISSING = ProblemKind(
    "font_missing",
    500,
    "Huruf untuk cetakan tidak ditemukan di server. Pengelolanya perlu membangun klien web lagi dengan make run.",
    "The typeface for printing was not found on the server. Whoever runs it should build the web client with make run.",
)

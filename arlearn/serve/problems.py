"""Why a connection is not taken, before any application has seen it."""

from arlearn.errors import ProblemKind

CROWDED = ProblemKind(
    "crowded",
    503,
    "Terlalu banyak perangkat terhubung dari jaringan ini. Tunggu sebentar, lalu coba lagi.",
    "Too many devices are connected from this network. Wait a moment, then try again.",
)
SERVER_FULL = ProblemKind(
    "server_full",
    503,
    "Server sedang penuh. Tunggu sebentar, lalu coba lagi.",
    "The server is full. Wait a moment, then try again.",
)
TOO_SLOW = ProblemKind(
    "too_slow",
    408,
    "Permintaan ini terlalu lama datangnya. Coba lagi.",
    "The request took too long to arrive. Try again.",
)
HEAD_TOO_LARGE = ProblemKind(
    "head_too_large",
    431,
    "Permintaan ini membawa terlalu banyak data di kepalanya. Hapus kuki situs ini, lalu coba lagi.",
    "The request's headers are too large. Delete this site's cookies, then try again.",
)

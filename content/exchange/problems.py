"""Why a book cannot be packed, or a package not taken. Every refusal is of the whole package."""

from arlearn.errors import ProblemKind

PACKAGE_NOT_ONE = ProblemKind(
    "package_not_one",
    422,
    "Berkas ini bukan paket buku arlearn. Pilih berkas .zip yang diekspor dari studio.",
    "This file is not an arlearn book package. Choose the .zip file that a studio exported.",
)
PACKAGE_TOO_NEW = ProblemKind(
    "package_too_new",
    422,
    "Paket ini dibuat oleh arlearn yang lebih baru. Perbarui server ini dahulu, lalu coba lagi.",
    "This package was made by a newer arlearn. Update this server first, then try again.",
)
PACKAGE_DAMAGED = ProblemKind(
    "package_damaged",
    422,
    "Paket ini rusak atau terpotong ({where}). Salin atau ekspor ulang, lalu coba lagi.",
    "This package is damaged or cut short ({where}). Copy or export it again, then try once more.",
)
PACKAGE_TAMPERED = ProblemKind(
    "package_tampered",
    422,
    "Isi “{name}” di dalam paket bukan seperti saat diekspor. Paket ini tidak diterima; mintalah yang asli.",
    "“{name}” in the package is not as it was exported. The package is not taken; ask for the original.",
)
PACKAGE_FILE_MISSING = ProblemKind(
    "package_file_missing",
    422,
    "Berkas “{name}” tidak ada di dalam paket. Salin atau ekspor ulang, lalu coba lagi.",
    "The file “{name}” is missing from the package. Copy or export it again, then try once more.",
)
PACKAGE_FILE_EXTRA = ProblemKind(
    "package_file_extra",
    422,
    "Di dalam paket ada berkas yang tidak terdaftar: “{name}”. Paket ini tidak diterima.",
    "There is a file in the package that is not on its list: “{name}”. The package is not taken.",
)
PACKAGE_ENCRYPTED = ProblemKind(
    "package_encrypted",
    422,
    "Isi paket ini dikunci dengan sandi. Mintalah paket tanpa sandi.",
    "What is in this package is locked with a password. Ask for one without.",
)
PACKAGE_LEADS_OUT = ProblemKind(
    "package_leads_out",
    422,
    "Di dalam paket ada nama yang menunjuk ke luar: “{name}”. Paket ini tidak diterima.",
    "There is a name in the package that leads out of it: “{name}”. The package is not taken.",
)
PACKAGE_LINK = ProblemKind(
    "package_link",
    422,
    "“{name}” di dalam paket bukan berkas, melainkan tautan. Paket ini tidak diterima.",
    "“{name}” in the package is a link and not a file. The package is not taken.",
)
PACKAGE_FILE_TWICE = ProblemKind(
    "package_file_twice",
    422,
    "Berkas “{name}” ada dua kali di dalam paket. Paket ini tidak diterima.",
    "The file “{name}” is in the package twice. The package is not taken.",
)
PACKAGE_BOMB = ProblemKind(
    "package_bomb",
    422,
    "“{name}” di dalam paket mengembang jauh lebih besar daripada wajarnya. Paket ini tidak diterima.",
    "“{name}” in the package swells far beyond what is sensible. The package is not taken.",
)
PACKAGE_TOO_LARGE = ProblemKind(
    "package_too_large",
    413,
    "Isi paket ini lebih besar daripada yang dapat diterima server ini.",
    "What is in this package is larger than this server takes.",
)
PACKAGE_ASSET_REFUSED = ProblemKind(
    "package_asset_refused",
    422,
    "“{name}” di dalam paket tidak dapat diterima ({code}). Paket ini ditolak seluruhnya.",
    "“{name}” in the package cannot be taken ({code}). The whole package is refused.",
)
PACKAGE_WORKSHOP_MISSING = ProblemKind(
    "package_workshop_missing",
    503,
    "Ini bukan salah paket Anda: server ini belum lengkap, Node.js atau alat modelnya tidak ditemukan. Tidak ada yang "
    "diubah. Minta pengelola server menjalankan `make run` sekali lagi, lalu impor paket ini lagi.",
    "This is no fault of your package: this server is not complete, Node.js or its tool for models is not found. "
    "Nothing was changed. Ask whoever runs it to start `make run` once more, then import the package again.",
)
PACKAGE_CHANGED = ProblemKind(
    "package_changed",
    409,
    "Buku di perpustakaan ini berubah sejak Anda melihat pratinjaunya. Lihat lagi, lalu putuskan.",
    "The book in this library has changed since you saw the preview. Look again, then decide.",
)
ORIGINAL_MISSING = ProblemKind(
    "original_missing",
    409,
    "Berkas asli “{name}” tidak ada lagi di server ini, jadi buku ini tidak dapat dikemas utuh.",
    "The original of “{name}” is not on this server any more, so the book cannot be packed whole.",
)

"""What can go wrong with books, scenes and uploads."""

from arlearn.errors import ProblemKind

ISBN_INVALID = ProblemKind(
    "isbn_invalid",
    422,
    "ISBN ini tidak benar: angka pemeriksanya tidak cocok. Periksa lagi pada sampul belakang buku.",
    "This ISBN is not right: its check digit does not fit. Look at the back cover of the book again.",
)
PAGE_NUMBER_TAKEN = ProblemKind(
    "page_number_taken",
    409,
    "Buku ini sudah punya halaman {number}.",
    "This book has a page {number} already.",
)
PAGE_WAS_PUBLISHED = ProblemKind(
    "page_was_published",
    409,
    "Halaman ini pernah terbit, jadi tidak dapat dihapus. Tarik saja dari terbitan.",
    "This page has been published, so it cannot be deleted. Take it back from publication instead.",
)
DRAFT_CONFLICT = ProblemKind(
    "draft_conflict",
    409,
    "Halaman ini sudah disimpan dari tempat lain. Muat ulang untuk melihatnya; tulisan Anda belum hilang.",
    "This page was saved from somewhere else. Reload to see it; what you wrote is not lost.",
)
DRAFT_TOO_LARGE = ProblemKind(
    "draft_too_large",
    413,
    "Isi halaman ini terlalu besar untuk disimpan. Pendekkan ceritanya atau kurangi isinya.",
    "This page holds too much to be saved. Shorten the story or take something out.",
)
SCENE_INCOMPLETE = ProblemKind(
    "scene_incomplete",
    422,
    "Halaman ini belum dapat diterbitkan: masih ada {count} hal yang perlu dilengkapi.",
    "This page cannot be published yet: {count} things still need your attention.",
)
PREVIEW_OVER = ProblemKind(
    "preview_over",
    410,
    "Tautan pratinjau ini sudah lewat waktunya. Buat yang baru di studio.",
    "This preview link has run out. Make a new one in the studio.",
)
PREVIEW_UNKNOWN = ProblemKind(
    "preview_unknown",
    404,
    "Tautan pratinjau ini tidak lengkap, atau halamannya sudah tidak ada. Pindai lagi kode QR di studio.",
    "This preview link is not whole, or its page is not there any more. Scan the QR code in the studio again.",
)
NOT_A_PICTURE = ProblemKind("not_a_picture", 422, "Sampul harus berupa gambar.", "A cover has to be a picture.")
PICTURE_NOT_READY = ProblemKind(
    "picture_not_ready",
    409,
    "Gambar ini masih disiapkan. Tunggu sebentar, lalu pilih lagi.",
    "This picture is still being prepared. Wait a moment, then choose it again.",
)

UPLOAD_EMPTY = ProblemKind("upload_empty", 422, "Berkas ini kosong.", "This file is empty.")
UPLOAD_NOT_KNOWN = ProblemKind(
    "upload_not_known",
    422,
    "Jenis berkas ini tidak dikenal. Kirim model (GLB; glTF atau OBJ dalam zip; STL, PLY, 3MF, DAE), gambar (PNG, "
    "JPEG, WebP), atau suara (MP3, M4A, WAV, OGG, WebM).",
    "This kind of file is not known here. Send a model (GLB; glTF or OBJ in a zip; STL, PLY, 3MF, DAE), a picture "
    "(PNG, JPEG, WebP), or a sound (MP3, M4A, WAV, OGG, WebM).",
)

IMAGE_BROKEN = ProblemKind(
    "image_broken",
    422,
    "Gambar ini rusak atau tidak lengkap. Coba simpan ulang, lalu kirim lagi.",
    "This picture is damaged or incomplete. Save it anew and send it again.",
)
IMAGE_TOO_LARGE = ProblemKind(
    "image_too_large",
    422,
    "Gambar ini terlalu besar ({width} x {height} piksel). Kecilkan dahulu.",
    "This picture is too large ({width} x {height} pixels). Make it smaller first.",
)
IMAGE_HEIC = ProblemKind(
    "image_heic",
    422,
    "Foto HEIC dari iPhone belum dapat dipakai. Di Pengaturan > Kamera > Format pilih “Paling Kompatibel”, atau "
    "simpan fotonya sebagai JPEG, lalu kirim lagi.",
    "HEIC photos from an iPhone cannot be used yet. In Settings > Camera > Formats choose “Most Compatible”, or save "
    "the photo as JPEG, then send it again.",
)
IMAGE_NOT_TAKEN = ProblemKind(
    "image_not_taken",
    422,
    "Gambar {name} belum dapat dipakai. Buka gambarnya, simpan sebagai PNG atau JPEG, lalu kirim lagi.",
    "{name} pictures cannot be used here. Open the picture, save it as PNG or JPEG, then send it again.",
)

SOUND_BROKEN = ProblemKind(
    "sound_broken",
    422,
    "Suara ini rusak atau tidak lengkap. Rekam atau simpan ulang sebagai MP3 atau M4A, lalu kirim lagi.",
    "This sound is damaged or incomplete. Record it or save it anew as MP3 or M4A, then send it again.",
)
SOUND_IS_VIDEO = ProblemKind(
    "sound_is_video",
    422,
    "Ini video, bukan suara. Simpan suaranya saja sebagai MP3 atau M4A, atau rekam langsung di sini.",
    "This is a video, not a sound. Save only its sound as MP3 or M4A, or record it right here.",
)
SOUND_TOO_LONG = ProblemKind(
    "sound_too_long",
    422,
    "Suara ini terlalu panjang: paling lama {minutes} menit. Potong dahulu, atau rekam per halaman.",
    "This sound is too long: {minutes} minutes at most. Cut it first, or record it page by page.",
)
SOUND_SILENT = ProblemKind(
    "sound_silent",
    422,
    "Hampir tidak ada yang terdengar di sini. Periksa mikrofonnya, lalu rekam lagi.",
    "There is next to nothing to hear in this. Check the microphone, then record it again.",
)

MODEL_NOT_GLB = ProblemKind(
    "model_not_glb",
    422,
    "Berkas ini bukan model GLB. Ekspor model Anda sebagai glTF biner (.glb).",
    "This file is not a GLB model. Export your model as binary glTF (.glb).",
)
MODEL_IS_WEB_PAGE = ProblemKind(
    "model_is_web_page",
    422,
    "Ini halaman web yang diberi nama seperti model. Buka tautan unduhannya dan ambil berkas .glb yang sebenarnya.",
    "This is a web page named like a model. Follow its download link and get the real .glb file.",
)
MODEL_IS_POINTER = ProblemKind(
    "model_is_pointer",
    422,
    "Ini hanya penunjuk Git LFS, bukan modelnya. Unduh berkas aslinya dahulu.",
    "This is only a Git LFS pointer, not the model. Download the real file first.",
)
MODEL_IS_ARCHIVE = ProblemKind(
    "model_is_archive",
    422,
    "Ini berkas arsip (seperti zip). Buka dahulu, lalu kirim berkas .glb di dalamnya.",
    "This is an archive (like a zip). Unpack it and send the .glb file inside.",
)
MODEL_IS_TEXT = ProblemKind(
    "model_is_text",
    422,
    "Ini berkas .gltf yang bagian-bagiannya terpisah. Ekspor sebagai satu berkas .glb.",
    "This is a .gltf file whose parts lie elsewhere. Export it as one .glb file.",
)
ARCHIVE_DAMAGED = ProblemKind(
    "model_archive_damaged",
    422,
    "Berkas zip ini rusak atau tidak lengkap. Buat ulang zip-nya, lalu kirim lagi.",
    "This zip is damaged or incomplete. Make it anew and send it again.",
)
ARCHIVE_UNSAFE = ProblemKind(
    "model_archive_unsafe",
    422,
    "Zip ini berisi hal yang tidak diterima: kata sandi, tautan, zip di dalam zip, atau nama yang menunjuk ke luar. "
    "Buat zip biasa yang berisi model dan gambarnya saja.",
    "This zip holds what is not taken: a password, links, a zip inside, or names that lead outside. "
    "Make a plain zip of the model and its pictures.",
)
ARCHIVE_TOO_LARGE = ProblemKind(
    "model_archive_too_large",
    422,
    "Isi zip ini terlalu besar atau terlalu banyak. Masukkan modelnya dan gambarnya saja.",
    "There is too much in this zip. Put in only the model and its pictures.",
)
ARCHIVE_WITHOUT_MODEL = ProblemKind(
    "model_archive_without_model",
    422,
    "Tidak ada model di dalam zip ini. Masukkan berkas .gltf, .obj, .dae, .stl, .ply, .3mf, atau .glb beserta "
    "gambarnya.",
    "There is no model in this zip. Put in a .gltf, .obj, .dae, .stl, .ply, .3mf or .glb file with its pictures.",
)
ARCHIVE_SEVERAL = ProblemKind(
    "model_archive_several",
    422,
    "Ada lebih dari satu model di dalam zip ini ({names}). Pilih salah satu, atau buat satu zip untuk tiap model.",
    "There is more than one model in this zip ({names}). Choose one of them, or make one zip for each model.",
)
MODEL_CHOICE_UNKNOWN = ProblemKind(
    "model_choice_unknown",
    422,
    "Tidak ada model bernama {name} di dalam zip ini, atau lebih dari satu. Pilih salah satu yang ditawarkan.",
    "There is no model called {name} in this zip, or more than one. Choose one of those that are offered.",
)
MODEL_NOT_TAKEN = ProblemKind(
    "model_not_taken",
    422,
    "Model {name} belum dapat dipakai. Buka di program pembuatnya, ekspor sebagai GLB (glTF biner), lalu kirim lagi.",
    "{name} models cannot be used here. Open it in the program it was made with, export it as GLB (binary glTF), then "
    "send it again.",
)
MODEL_TOO_OLD = ProblemKind(
    "model_too_old",
    422,
    "Model ini bukan glTF versi 2. Ekspor ulang sebagai glTF 2.0 (.glb).",
    "This model is not glTF version 2. Export it again as glTF 2.0 (.glb).",
)
MODEL_TRUNCATED = ProblemKind(
    "model_truncated",
    422,
    "Model ini terpotong: sebagian isinya tidak ikut terkirim. Unduh atau ekspor ulang, lalu kirim lagi.",
    "This model is cut short: part of it is missing. Download or export it again and send it anew.",
)
MODEL_DAMAGED = ProblemKind(
    "model_damaged",
    422,
    "Isi model ini tidak tersusun dengan benar. Coba ekspor ulang dari program pembuatnya.",
    "The inside of this model is not put together rightly. Try to export it again from where it was made.",
)
MODEL_POINTS_OUTSIDE = ProblemKind(
    "model_points_outside",
    422,
    "Model ini menunjuk ke data yang tidak ada di dalamnya. Coba ekspor ulang dari program pembuatnya.",
    "This model points at data that it does not have. Try to export it again from where it was made.",
)
MODEL_LINKS_OUT = ProblemKind(
    "model_links_out",
    422,
    "Model ini memerlukan berkas lain. Untuk glTF, OBJ, DAE, atau PLY, masukkan semuanya ke dalam satu ZIP; selain "
    "itu, ekspor semuanya ke dalam satu .glb.",
    "This model needs files that are not in it. For a glTF, OBJ, DAE or PLY put all of them into one ZIP; otherwise "
    "export everything into one .glb.",
)
MODEL_FILE_MISSING = ProblemKind(
    "model_file_missing",
    422,
    "Model ini memerlukan berkas {name}, yang tidak ada. Masukkan model dan semua berkasnya ke dalam satu ZIP, atau "
    "ekspor semuanya ke dalam satu .glb.",
    "This model needs the file {name}, which is not there. Put the model and all of its files into one ZIP, or export "
    "everything into one .glb.",
)
MODEL_NEEDS_EXTENSION = ProblemKind(
    "model_needs_extension",
    422,
    "Model ini memakai {name}, yang belum dapat dibaca di sini. Ekspor ulang tanpa itu (misalnya tanpa kompresi).",
    "This model uses {name}, which cannot be read here. Export it again without it (without compression, say).",
)
MODEL_TREE_BROKEN = ProblemKind(
    "model_tree_broken",
    422,
    "Susunan bagian model ini berputar ke dirinya sendiri atau terlalu dalam. Coba ekspor ulang.",
    "The parts of this model loop back on themselves or are nested too deep. Try to export it again.",
)
MODEL_NUMBERS_BROKEN = ProblemKind(
    "model_numbers_broken",
    422,
    "Model ini memuat angka yang tidak masuk akal, sehingga bentuknya tidak dapat ditampilkan. Coba ekspor ulang.",
    "This model holds numbers that make no sense, so it cannot be shown. Try to export it again.",
)
MODEL_EMPTY = ProblemKind(
    "model_empty",
    422,
    "Tidak ada bentuk yang dapat dilihat di dalam model ini.",
    "There is nothing to see in this model.",
)
MODEL_IS_POINTS = ProblemKind(
    "model_is_points",
    422,
    "Berkas ini hanya berisi titik atau garis, tanpa permukaan (misalnya awan titik dari pemindai). Ekspor sebagai "
    "mesh dari program pembuatnya.",
    "This file holds only points or lines, and no surface (a scanner's point cloud, say). Export it as a mesh from the "
    "program it was made with.",
)
MODEL_CLEAR = ProblemKind(
    "model_clear",
    422,
    "Semua bahan model ini tembus pandang sepenuhnya (alfa 0), sehingga tidak terlihat. Naikkan opasitasnya di program "
    "tempat model itu dibuat, lalu ekspor ulang.",
    "All materials of this model are wholly transparent (alpha 0), so nothing of it is seen. Make them opaque in the "
    "program it was made with, and export it again.",
)
MODEL_TOO_DETAILED = ProblemKind(
    "model_too_detailed",
    422,
    "Model ini terlalu rinci: {count} segitiga, paling banyak {most}. Sederhanakan dahulu.",
    "This model is too detailed: {count} triangles, at most {most}. Simplify it first.",
)
MODEL_TOO_MANY_PARTS = ProblemKind(
    "model_too_many_parts",
    422,
    "Model ini terdiri atas terlalu banyak bagian. Gabungkan bagian-bagiannya dahulu.",
    "This model has too many parts. Join them first.",
)
MODEL_TEXTURE_BROKEN = ProblemKind(
    "model_texture_broken",
    422,
    "Ada gambar di dalam model ini yang rusak atau bukan PNG, JPEG, atau WebP.",
    "A picture inside this model is damaged, or is not PNG, JPEG or WebP.",
)
MODEL_TEXTURE_TOO_LARGE = ProblemKind(
    "model_texture_too_large",
    422,
    "Gambar di dalam model ini terlalu besar. Kecilkan sampai paling banyak {side} piksel tiap sisi.",
    "The pictures inside this model are too large. Bring them down to {side} pixels a side at most.",
)
MODEL_NOT_VALID = ProblemKind(
    "model_not_valid",
    422,
    "Model ini tidak sesuai aturan glTF ({name}), sehingga tidak semua HP dapat menampilkannya. Coba ekspor ulang.",
    "This model breaks the rules of glTF ({name}), so not every phone could show it. Try to export it again.",
)
WORKSHOP_MISSING = ProblemKind(
    "upload_workshop_missing",
    503,
    "Ini bukan salah berkas Anda: server ini belum lengkap, Node.js atau alat modelnya tidak ditemukan. "
    "Minta pengelola server menjalankan `make run` sekali lagi.",
    "This is no fault of your file: this server is not complete, Node.js or its tool for models is not found. "
    "Ask whoever runs it to start `make run` once more.",
)
UPLOAD_TOO_DEMANDING = ProblemKind(
    "upload_too_demanding",
    422,
    "Berkas ini tidak selesai diperiksa: terlalu berat atau rusak. Coba sederhanakan atau simpan ulang.",
    "Checking this file could not be finished: it is too heavy or damaged. Try to simplify it or save it anew.",
)
UPLOAD_INTERRUPTED = ProblemKind(
    "upload_interrupted",
    422,
    "Berkas ini sudah {count} kali dikerjakan dan selalu terhenti di tengah jalan. Coba sederhanakan, lalu kirim lagi.",
    "Work on this file was begun {count} times and broke off every time. Try to simplify it, then send it again.",
)

REFUSALS = {
    kind.code: kind
    for kind in ProblemKind.all.values()
    if kind.code.startswith(("model_", "image_", "sound_", "upload_")) and kind.status < 500
}
"""Everything that reading an upload may end with, by code; what is the server's fault refuses no file."""

"""What can go wrong in and around a live group."""

from arlearn.errors import ProblemKind

JOIN_CODE_UNKNOWN = ProblemKind(
    "join_code_unknown",
    404,
    "Kode ini tidak dikenal. Periksa lagi kode di layar gurumu, huruf demi huruf.",
    "This code is not known. Look at your teacher's screen again, letter by letter.",
)
GROUP_ENDED = ProblemKind(
    "group_ended",
    410,
    "Kegiatan kelompok ini sudah selesai. Mintalah kode yang baru kepada gurumu.",
    "This group has ended. Ask your teacher for a new code.",
)
GROUP_OVER = ProblemKind(
    "group_over",
    410,
    "Kegiatan kelompok ini sudah selesai. Mulailah kelompok baru untuk melanjutkan.",
    "This group has ended. Start a new one to go on.",
)
GROUP_FULL = ProblemKind(
    "group_full",
    409,
    "Kelompok ini sudah penuh ({most} anak). Beri tahu gurumu.",
    "This group is full ({most} children). Tell your teacher.",
)
GROUP_LOCKED = ProblemKind(
    "group_locked",
    423,
    "Kelompok ini sedang dikunci. Mintalah gurumu membukanya, lalu coba lagi.",
    "This group is locked. Ask your teacher to open it, then try again.",
)
BOOK_UNPUBLISHED = ProblemKind(
    "book_unpublished",
    409,
    "Buku ini belum punya halaman yang terbit. Terbitkan sedikitnya satu halaman, lalu mulai lagi.",
    "No page of this book is published yet. Publish at least one, then start again.",
)
TOKEN_UNKNOWN = ProblemKind(
    "token_unknown",
    401,
    "Tempatmu di kelompok ini tidak ditemukan. Masuklah lagi dengan kode dari gurumu.",
    "Your place in this group was not found. Join again with your teacher's code.",
)
TOKEN_OTHER_GROUP = ProblemKind(
    "token_other_group",
    403,
    "Tempatmu ada di kelompok lain. Masuklah ke kelompok ini dengan kode dari gurumu.",
    "Your place is in another group. Join this group with your teacher's code.",
)
PLACE_GIVEN_UP = ProblemKind(
    "place_given_up",
    410,
    "Kamu tidak ada lagi di kelompok ini. Kamu boleh masuk lagi dengan kode dari gurumu.",
    "You are not in this group any more. You may join again with your teacher's code.",
)
VERSION_OTHER = ProblemKind(
    "version_other",
    409,
    "Halaman ini dari versi lain. Muat ulang halamannya.",
    "This page is of another version. Reload it.",
)
HELLO_FIRST = ProblemKind(
    "hello_first",
    409,
    "Sambungan ini belum diperkenalkan. Muat ulang halamannya.",
    "This connection has not introduced itself yet. Reload the page.",
)
HELLO_LATE = ProblemKind(
    "hello_late",
    408,
    "Sambungan ini tidak memperkenalkan diri. Muat ulang halamannya.",
    "This connection did not introduce itself. Reload the page.",
)
HELLO_TWICE = ProblemKind(
    "hello_twice",
    409,
    "Sambungan ini sudah diperkenalkan.",
    "This connection has introduced itself already.",
)
MESSAGE_MALFORMED = ProblemKind(
    "message_malformed",
    400,
    "Pesan ini tidak dapat dibaca. Muat ulang halamannya.",
    "This message cannot be read. Reload the page.",
)
MESSAGE_TOO_LONG = ProblemKind(
    "message_too_long",
    413,
    "Pesan ini terlalu panjang.",
    "This message is too long.",
)
TOO_MANY_MESSAGES = ProblemKind(
    "too_many_messages",
    429,
    "Terlalu banyak pesan dari perangkat ini. Tunggu sebentar.",
    "Too many messages from this device. Wait a moment.",
)
TOO_MANY_WRONG = ProblemKind(
    "too_many_wrong",
    400,
    "Perangkat ini berkali-kali mengirim pesan yang salah. Muat ulang halamannya.",
    "This device kept sending wrong messages. Reload the page.",
)
PAGE_OTHER_BOOK = ProblemKind(
    "page_other_book",
    409,
    "Halaman ini bukan bagian dari buku yang sedang dibaca.",
    "This page is not part of the book that is being read.",
)
REVISION_UNKNOWN = ProblemKind(
    "revision_unknown",
    404,
    "Halaman ini tidak pernah terbit dalam bentuk itu. Muat ulang bukunya.",
    "This page was never published in that form. Load the book again.",
)
TASK_UNKNOWN = ProblemKind(
    "task_unknown",
    404,
    "Tugas ini tidak ada di halaman itu.",
    "There is no such task on that page.",
)
LEARNER_UNKNOWN = ProblemKind(
    "learner_unknown",
    404,
    "Anak ini tidak ada di kelompok Anda.",
    "This child is not in your group.",
)
PLAN_UNKNOWN = ProblemKind(
    "plan_unknown",
    404,
    "Rencana pelajaran ini tidak ada, atau sudah tidak ada lagi.",
    "There is no such lesson plan, or not any more.",
)
PLAN_UNFIT = ProblemKind(
    "plan_unfit",
    409,
    "Rencana pelajaran ini memuat halaman yang tidak ada di buku ini atau belum terbit.",
    "This lesson plan has a page that is not in this book, or is not published.",
)
STEP_UNKNOWN = ProblemKind(
    "step_unknown",
    404,
    "Langkah ini tidak ada di rencana pelajaran kelompok Anda.",
    "Your group's lesson plan has no such step.",
)
CARDS_UNFIT = ProblemKind(
    "cards_unfit",
    409,
    "Pertanyaan ini tidak dapat dijawab dengan kartu: kartu punya empat huruf, untuk soal pilihan dengan paling banyak "
    "empat jawaban.",
    "This question cannot be answered with cards: a card has four letters, for choices of four answers at most.",
)
CARDS_FULL = ProblemKind(
    "cards_full",
    409,
    "Tidak ada tempat lagi untuk kartu di kelompok ini. Mulailah kelompok lain.",
    "There is no place for cards left in this group. Start another group.",
)
NOT_THE_LAST = ProblemKind(
    "not_the_last",
    409,
    "Hanya pembacaan kartu yang terakhir dapat dibatalkan.",
    "Only the last reading of the cards can be taken back.",
)
HANDOVER_OVER = ProblemKind(
    "handover_over",
    410,
    "Kode ini sudah dipakai atau sudah lewat waktunya. Buat kode baru di panel Anda.",
    "This code was used, or is too old. Make a new one in your panel.",
)
SERVER_RESTARTS = ProblemKind(
    "server_restarts",
    503,
    "Server sedang dimulai ulang. Sebentar lagi tersambung kembali.",
    "The server is starting again. You will be back in a moment.",
)
TALK_UNKNOWN = ProblemKind(
    "talk_unknown",
    410,
    "Sambungan ini sudah berakhir. Sebentar lagi tersambung kembali.",
    "This connection has ended. You will be back in a moment.",
)
NOT_WRITTEN = ProblemKind(
    "not_written",
    503,
    "Server sedang tidak dapat menyimpan. Tidak ada yang hilang, semua dikirim lagi sebentar lagi.",
    "The server cannot save at the moment. Nothing is lost, everything is sent again soon.",
)
GROUP_STILL_OPEN = ProblemKind(
    "group_still_open",
    409,
    "Kegiatan kelompok ini masih berjalan. Akhiri dulu, lalu lupakan.",
    "This group is still going on. End it first, then forget it.",
)

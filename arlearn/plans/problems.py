"""What can go wrong with lesson plans."""

from arlearn.errors import ProblemKind

PLAN_CONFLICT = ProblemKind(
    "plan_conflict",
    409,
    "Rencana ini sudah disimpan dari tempat lain. Yang Anda tulis belum hilang: pilih mana yang dipakai.",
    "This plan was saved from somewhere else. What you wrote is not lost: choose which of the two to use.",
)
PLAN_OF_ANOTHER = ProblemKind(
    "plan_of_another",
    403,
    "Rencana ini milik {owner}. Salin dahulu, lalu ubah salinannya.",
    "This plan belongs to {owner}. Copy it first, then change the copy.",
)
PLANS_TOO_MANY = ProblemKind(
    "plans_too_many",
    409,
    "Anda sudah punya {most} rencana di perpustakaan ini. Hapus yang tidak dipakai lagi, lalu coba lagi.",
    "You have {most} plans in this library already. Delete those you no longer use, then try again.",
)
PLAN_UNUSABLE = ProblemKind(
    "plan_unusable",
    409,
    "Tidak ada langkah yang dapat dipakai: halaman atau tugasnya sudah tidak ada. Perbaiki dahulu rencana ini.",
    "No step of this plan can be used: its pages or tasks are no more. Mend the plan first.",
)

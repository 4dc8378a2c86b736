"""What can go wrong with people."""

from arlearn.errors import ProblemKind

WRONG_PASSWORD = ProblemKind(
    "wrong_password",
    401,
    "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi.",
    "The user name and password do not match. Check capital letters and try again.",
)

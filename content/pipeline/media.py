"""What a sound or a picture is by its first bytes, whatever it is called. Pure."""

from dataclasses import dataclass

from arlearn.errors import ProblemKind
from content.problems import IMAGE_HEIC, IMAGE_NOT_TAKEN


@dataclass(frozen=True)
class SoundFormat:
    media_type: str
    demuxer: str
    """FFmpeg's name of what reads it."""
    demuxers: str
    """That reader by its whole name, as FFmpeg's list of what is allowed wants it."""
    tells_length: bool = False


MP3 = SoundFormat("audio/mpeg", "mp3", "mp3")
AAC = SoundFormat("audio/aac", "aac", "aac")
M4A = SoundFormat("audio/mp4", "mov", "mov,mp4,m4a,3gp,3g2,mj2", tells_length=True)
WAV = SoundFormat("audio/wav", "wav", "wav")
OGG = SoundFormat("audio/ogg", "ogg", "ogg")
WEBM = SoundFormat("audio/webm", "matroska", "matroska,webm")

PICTURE_BRANDS = {b"avif": "AVIF", b"avis": "AVIF"} | dict.fromkeys(
    (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"), "HEIC"
)
"""Of ISO base media files (ISO/IEC 23008-12) that are pictures."""


def sound_format(head: bytes) -> SoundFormat | None:
    """None for what is no sound that is taken. A film looks like a sound until it is opened."""
    if head[:3] == b"ID3":
        return MP3
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        # Layer 0 is AAC's ADTS (ISO/IEC 13818-7), layer 3 (as 01) MP3; 4 bits of all ones are no bit rate of either.
        layer = head[1] >> 1 & 3
        return AAC if layer == 0 and head[1] & 0xF0 == 0xF0 else MP3 if layer == 1 and head[2] >> 4 != 0xF else None
    if head[4:8] == b"ftyp":
        return None if head[8:12] in PICTURE_BRANDS else M4A
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return WAV
    if head[:4] == b"OggS":
        return OGG
    return WEBM if head[:4] == b"\x1a\x45\xdf\xa3" else None


def picture_refused(head: bytes) -> tuple[ProblemKind, dict[str, str]] | None:
    """Why a picture of a kind that is not taken is refused; None for what is none."""
    brand = PICTURE_BRANDS.get(head[8:12]) if head[4:8] == b"ftyp" else None
    if brand == "HEIC":
        return IMAGE_HEIC, {}
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if brand is None and head[:6] in (b"GIF87a", b"GIF89a"):
        brand = "GIF"
    elif brand is None and head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        brand = "TIFF"
    elif brand is None and (start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in start)):
        brand = "SVG"
    elif brand is None and head[:2] == b"BM" and head[6:10] == bytes(4):
        brand = "BMP"
    return (IMAGE_NOT_TAKEN, {"name": brand}) if brand else None

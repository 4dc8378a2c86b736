"""What a book's catalogue record must keep to. Pure."""

from stdnum import isbn
from stdnum.exceptions import ValidationError

from content.problems import ISBN_INVALID


def isbn_13(text: str) -> str:
    """The 13 digits of an ISBN-10 or ISBN-13, however it is written; empty for none. Raises ISBN_INVALID."""
    if not text.strip():
        return ""
    try:
        return str(isbn.compact(isbn.validate(text), convert=True))
    except ValidationError:
        raise ISBN_INVALID() from None

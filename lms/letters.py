"""Letters folded, so that two spellings of one word are found to be the same: in search, and in typed answers."""

import unicodedata

TATWEEL = "\u0640"
#: forms of one Arabic letter that people type for each other
_FORMS = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "’": "'",
        TATWEEL: None,
    }
)


def folded(text: str) -> str:
    """The text without case, accents, tashkeel, forms of Arabic letters or Eastern digits; white space is one space.

    >>> folded("  Réglé ١٢ المدرّسة ")
    'regle 12 المدرسه'
    """
    wide = unicodedata.normalize("NFKC", text).casefold().translate(_FORMS)
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", wide) if not unicodedata.combining(letter))
    return " ".join(western_digits(bare).split())


def western_digits(text: str) -> str:
    """٣ and ۳ as 3; everything else as it was."""
    return "".join(
        str(unicodedata.decimal(letter)) if unicodedata.decimal(letter, None) is not None else letter for letter in text
    )

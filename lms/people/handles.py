"""Handles: suggested as two words and a number, compared without regard to case or form of letters."""

import unicodedata
from random import SystemRandom

FIRST = (
    "amber ample bold brave bright brisk calm clear cobalt copper coral crisp dawn deep early easy fair fine firm "
    "fresh gentle glad golden grand green honest humble ivory jade keen kind lively loyal lucky lunar mellow mild "
    "misty neat noble olive open patient plain proud quick quiet rapid ready rosy royal silver simple sincere smooth "
    "solar solid steady still sunny swift tall teal tender tidy true velvet vivid warm wide wise young"
).split()
SECOND = (
    "acacia almond anchor apricot arch bay beacon birch bridge brook canyon carob cedar cliff cloud clover comet "
    "cove crane cypress date delta dove dune eagle falcon fern fig finch ford forest garden gate harbour heron hill "
    "island jasmine juniper lake lantern laurel lemon lotus maple marsh meadow mint moon moss oak oasis orchard "
    "otter palm path peak pebble pine plain plum pond poplar quail quince reed ridge river robin sage sail sand sea "
    "shore sky sparrow spring star stone stream summit swan tamarind thyme tide tulip valley walnut wave willow wind "
    "wren"
).split()
SHORTEST, LONGEST = 3, 40
MARKS = "-_."


def suggested() -> str:
    """A handle that says nothing about anybody."""
    chance = SystemRandom()
    return f"{chance.choice(FIRST)}-{chance.choice(SECOND)}-{chance.randrange(10, 1000)}"


def folded(handle: str) -> str:
    """What two handles are compared by: ΑΣ and ας, ﻣﺮﻳﻢ and مريم are one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", handle).casefold()).strip()


def is_well_formed(handle: str) -> bool:
    """3 to 40 letters or digits of any script, with - _ . between."""
    letters = [unicodedata.category(letter)[0] for letter in handle if letter not in MARKS]
    return (
        SHORTEST <= len(handle) <= LONGEST
        and len(folded(handle)) <= 2 * LONGEST
        and bool(letters)
        and all(category in "LNM" for category in letters)
    )

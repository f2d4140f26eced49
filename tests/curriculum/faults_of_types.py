"""Faults of questions with rows, numbers and typed words."""

from tests.curriculum.cases import Append, Case, edited

QUESTIONS, WORDS = "lanterns/questions.yaml", "lanterns/en/questions.yaml"
ROWS, CHOICES = "rows: [glass, wick, ring]", "choices: [holds, burns, shields, sings]"
PAIRS = "right: {glass: shields, wick: burns, ring: holds}"
ITEMS, SHARE, TOLERANCE, PERCENT = "items: [lift, light, lower]", "right: 12.5", "tolerance: 0.5", 'unit: "%"'
ACCEPTED = "accepted: {en: [the ring, ring], ar: [الحلقة, بالحلقة]}"
LENGTH = "unit: {en: [cm, centimetres], ar: [سم, سنتيمترات]}"

KEYS = [
    (ROWS, "rows: glass", "“rows” as a list of keys"),
    (ROWS, "rows: [1, 2, 3]", "“rows” as a list of keys"),
    (CHOICES, "choices: {holds: x}", "“choices” as a list of keys"),
    (ITEMS, "items: lift", "“items” as a list of keys"),
    (ITEMS, "items: [lift, true, lower]", "“items” as a list of keys"),
]
NUMBERS = [
    (ROWS, "rows: [glass]", "“rows” has 1 keys: give 2 to 10"),
    (CHOICES, "choices: [holds]", "“choices” has 1 keys: give 2 to 10"),
    (ITEMS, "items: [lift, light]", "“items” has 2 keys: give 3 to 10"),
    (ITEMS, f"items: [{', '.join('abcdefghijk')}]", "“items” has 11 keys: give 3 to 10"),
]
TWICE = [
    (ROWS, "rows: [glass, wick, wick, ring]", "In “rows” a key stands twice"),
    (CHOICES, "choices: [holds, burns, holds]", "In “choices” a key stands twice"),
    (ITEMS, "items: [lift, light, lower, lift]", "In “items” a key stands twice"),
    (ITEMS, "items: [lift, lift, lift]", "In “items” a key stands twice"),
]
NO_KEYS = [
    (ROWS, "rows: [glass, Wick, ring]", "In “rows”, “Wick” is no key"),
    (CHOICES, "choices: [holds it, burns, shields]", "In “choices”, “holds it” is no key"),
    (ITEMS, "items: [lift, light, ضوء]", "In “items”, “ضوء” is no key"),
    (ITEMS, "items: [lift, light, a_b]", "In “items”, “a_b” is no key"),
]
NO_PAIR = [
    (PAIRS, "right: shields", "Say which choice is “right” for each row"),
    (PAIRS, "right: {glass: shields, wick: burns}", "“right” has no choice for ring"),
    (PAIRS, "right: {glass: shields, wick: burns, ring: rings}", "ring has no choice of the list"),
    (PAIRS, "right: {glass: shields, wick: [burns], ring: holds}", "wick has no choice of the list"),
    (PAIRS, "right: {glass: shields, wick: burns, ring: holds, oil: burns}", "oil is no row"),
]
NO_NUMBER = [
    (SHARE, "right: a dozen", "Write the right number in digits"),
    (SHARE, "right: 12,5", "Write the right number in digits"),
    (SHARE, "right: 1e3", "Write the right number in digits"),
    (SHARE, "right: [12]", "Write the right number in digits"),
    (SHARE, "right: true", "Write the right number in digits"),
]
NO_TOLERANCE = [
    (TOLERANCE, "tolerance: -1", "the “tolerance” as a number that is not negative"),
    (TOLERANCE, "tolerance: half", "the “tolerance” as a number that is not negative"),
    (TOLERANCE, "tolerance: 5 %", "the “tolerance” as a number that is not negative"),
    (TOLERANCE, "tolerance: false", "the “tolerance” as a number that is not negative"),
]
NO_UNIT = [
    (PERCENT, "unit: []", "Write “unit” as a list of texts"),
    (PERCENT, "unit: {en: km}", "Write “unit” as a list of texts"),
    (PERCENT, "unit: [1]", "Write “unit” as a list of texts"),
    (PERCENT, "unit: {}", "Write “unit” as a list of texts"),
    (PERCENT, "unit: {english: [km]}", "“english” is no language"),
    (PERCENT, 'unit: "2 km"', "“2 km” cannot be told from the number"),
    (PERCENT, 'unit: "."', "“.” cannot be told from the number"),
]
NOTHING_ACCEPTED = [
    (ACCEPTED, "accepted: ring", "Write “accepted” as a list of texts"),
    (ACCEPTED, "accepted: []", "Write “accepted” as a list of texts"),
    (ACCEPTED, "accepted: {en: [ring, 12], ar: [الحلقة]}", "Write “accepted” as a list of texts"),
    (ACCEPTED, 'accepted: [ring, " "]', "Write “accepted” as a list of texts"),
    (ACCEPTED, "accepted: {English: [ring], en: [ring]}", "“English” is no language"),
    (ACCEPTED, f"accepted: [{'ring' * 60}]", "is longer than 200 letters"),
    (ACCEPTED, 'accepted: ["…", ring]', "“…” nothing is left to compare"),
]
SAME = [
    (ACCEPTED, "accepted: [ring, Ring]", "“ring” and “Ring” are the same answer"),
    (ACCEPTED, "accepted: {en: [the-ring, the ring.]}", "“the-ring” and “the ring.” are the same answer"),
    (ACCEPTED, "accepted: {en: [ring], ar: [حلقة, حلقه]}", "“حلقة” and “حلقه” are the same answer"),
    (ACCEPTED, "accepted: [é, e]", "“é” and “e” are the same answer"),
]
UNKNOWN = [
    (ROWS, f"{ROWS}\n    options: [x, y]", "“options” means nothing", "options: [x, y]"),
    (ITEMS, f"{ITEMS}\n    right: [lift]", "“right” means nothing", "right: [lift]"),
    (TOLERANCE, f"{TOLERANCE}\n    tolerances: 1", "“tolerances” means nothing", "tolerances: 1"),
    (ACCEPTED, f"{ACCEPTED}\n    right: ring", "“right” means nothing", "right: ring"),
]
GONE = [
    (f"    {ROWS}\n", "", "“rows” as a list of keys", "key: q-parts"),
    (f"    {ITEMS}\n", "", "“items” as a list of keys", "key: q-steps"),
    (f"    {PAIRS}\n", "", "Say which choice is “right”", "key: q-parts"),
    (f"    {SHARE}\n", "", "Write the right number", "key: q-share"),
    (f"    {ACCEPTED}\n", "", "Write “accepted” as a list of texts", "key: q-holder"),
]
TEXTS = [
    ("glass: The glass, wick: The wick, ", "glass: The glass, ", "“q-parts” has no rows for wick", "rows: {glass"),
    ("burns: It burns, ", "", "“q-parts” has no choices for burns", "choices: {holds"),
    ("lift: Lift the glass, ", "", "“q-steps” has no items for lift", "items: {light"),
    ("{right: Feedback on the right words., ", "{", "“q-holder” has no feedback for right", "on other words"),
    (", wrong: Feedback on another share.", "", "“q-share” has no feedback for wrong", "on the right share"),
]

NEW = "  - key: q-new\n    type: {type}\n    use: workshop\n    outcome: carry-a-lantern\n{rest}    source: x\n"
NEW_TEXT = "q-new:\n  prompt: New?\n  feedback: {right: R, wrong: W}\n"


def _untranslated(type_: str, rest: str, says: str) -> Case:
    """A question whose own words are not in a language that has its texts."""
    change = Append(QUESTIONS, NEW.format(type=type_, rest=f"{rest}    section: carrying#hold\n"))
    return Case("nothing in a language", (change, Append(WORDS, NEW_TEXT)), WORDS, "q-new:", says)


CASES = [
    *(edited("list of keys", QUESTIONS, *row) for row in KEYS),
    *(edited("number of keys", QUESTIONS, *row) for row in NUMBERS),
    *(edited("key twice in a question", QUESTIONS, *row) for row in TWICE),
    *(edited("no key", QUESTIONS, *row) for row in NO_KEYS),
    *(edited("wrong pairs", QUESTIONS, *row) for row in NO_PAIR),
    *(
        edited("no number", QUESTIONS, old, new, says, 83 if new == "right: true" else "")
        for old, new, says in NO_NUMBER
    ),
    *(edited("no tolerance", QUESTIONS, *row) for row in NO_TOLERANCE),
    *(edited("no unit", QUESTIONS, *row) for row in NO_UNIT),
    *(edited("nothing accepted", QUESTIONS, *row) for row in NOTHING_ACCEPTED),
    *(edited("accepted twice", QUESTIONS, *row) for row in SAME),
    *(edited("detail of another type", QUESTIONS, *row) for row in UNKNOWN),
    *(edited("detail missing", QUESTIONS, *row) for row in GONE),
    *(edited("words of a type missing", WORDS, *row) for row in TEXTS),
    _untranslated("numeric", "    right: 3\n    unit: {ar: [سم]}\n", "“unit” in questions.yaml has nothing in en"),
    _untranslated("numeric", "    right: 3\n    unit: {fr: [cm]}\n", "“unit” in questions.yaml has nothing in en"),
    _untranslated("short_text", "    accepted: {ar: [نعم]}\n", "“accepted” in questions.yaml has nothing in en"),
    _untranslated("short_text", "    accepted: {fr: [oui]}\n", "“accepted” in questions.yaml has nothing in en"),
]

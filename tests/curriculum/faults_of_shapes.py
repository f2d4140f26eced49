"""Faults of names and values in the YAML files: what is missing, unknown, of another kind or form."""

from tests.curriculum.cases import edited

COURSE, FACTS, GLOSSARY = "course.yaml", "facts.yaml", "glossary.yaml"
MODULE, QUESTIONS = "lanterns/module.yaml", "lanterns/questions.yaml"
EN, AR, EN_QUESTIONS = "lanterns/en/module.yaml", "lanterns/ar/module.yaml", "lanterns/en/questions.yaml"

#: file, what stands there, what stands there instead, the name that is missing, where the fault is: around it
MISSING = [
    (COURSE, "schema: 1\n", "", "schema", 1),
    (COURSE, "key: tiny\n", "", "key", 1),
    (COURSE, "address: t1\n", "", "address", 1),
    (COURSE, "base: en\n", "", "base", 1),
    (COURSE, "licence: CC BY-SA 4.0\n", "", "licence", 1),
    (COURSE, "modules: [lanterns, kites]\n", "", "modules", 1),
    ("en/course.yaml", "title: Lanterns and kites\n", "", "title", 1),
    ("ar/course.yaml", "summary: دورة صغيرة جدا، للاختبارات فقط.\n", "", "summary", 1),
    (FACTS, "schema: 1\n", "", "schema", 1),
    (FACTS, '    review_by: "2027-02-21"\n', "", "review_by", "key: lantern-count"),
    (FACTS, '    as_of: "2024"\n', "", "as_of", "key: wind-law"),
    (FACTS, '    source: {title: "Wind law"}\n', "", "source", "key: wind-law"),
    (FACTS, 'title: "The tower\'s book", ', "", "title", "source: {symbol"),
    (GLOSSARY, 'term: "kite", ', "", "term", 'en: {text: "Something'),
    (GLOSSARY, ', text: "ضوء يمكن حمله."', "", "text", "ar: {"),
    (MODULE, "address: m1\n", "", "address", 1),
    (MODULE, "outcomes: [light-a-lantern, carry-a-lantern]\n", "", "outcomes", 1),
    (MODULE, "address: s2, ", "", "address", "key: carrying"),
    (MODULE, "{key: carrying, address: s2, kind: lesson}", "{key: carrying, address: s2}", "kind", "key: carrying"),
    ("kites/module.yaml", "languages: [en]\n", "", "languages", 1),
    (EN, "title: Lanterns\n", "", "title", 1),
    (AR, "summary: كيف تشعل فانوسا وتحمله.\n", "", "summary", 1),
    ("kites/en/module.yaml", "steps: {flying: Flying}\n", "", "steps", 1),
    (QUESTIONS, '    source: "The tower\'s book"\n', "", "source", "key: q-oil"),
    (QUESTIONS, "  - key: q-hand\n    type: single_choice\n", "  - key: q-hand\n", "type", "key: q-hand"),
    (EN_QUESTIONS, "  prompt: Which hand is right?\n", "", "prompt", "q-hand:"),
]

UNKNOWN = [
    (COURSE, "base: en\n", "base: en\nlanguages: [en]\n", "languages"),
    ("en/course.yaml", "title:", "subtitle: x\ntitle:", "subtitle"),
    (FACTS, '    review_by: "2026-01-31"\n', '    review_by: "2026-01-31"\n    review: soon\n', "review: soon"),
    (FACTS, '{title: "Wind law"}', '{title: "Wind law", page: x}', "page"),
    (GLOSSARY, 'term: "kite", ', 'term: "kite", plural: "kites", ', "plural"),
    (GLOSSARY, "schema: 1\n", "schema: 1\nbase: en\n", "base"),
    (MODULE, "retired:", "retire:", "retire"),
    (MODULE, "optional: true}", "optionel: true}", "optionel"),
    ("kites/module.yaml", "address: m2\n", "address: m2\ncolour: red\n", "colour"),
    (AR, "title:", "subtitle: x\ntitle:", "subtitle"),
    (QUESTIONS, "questions:\n", "note: x\nquestions:\n", "note"),
    (QUESTIONS, "    points: 2\n", "    pionts: 2\n", "pionts"),
    (QUESTIONS, "    right: false\n", "    options: [c, d]\n    right: false\n", "options"),
    (EN_QUESTIONS, "  after: The rule is old.\n", "  hint: The rule is old.\n", "hint"),
    (EN_QUESTIONS, "  prompt: A lantern is carried on the head.\n", "  prompt: X\n  options: {a: A}\n", "options"),
]
KINDS = [
    (COURSE, "licence: CC BY-SA 4.0", "licence: 4", "“licence” must be text", "licence: 4"),
    (COURSE, "modules: [lanterns, kites]", "modules: lanterns", "“modules” must be a list", "modules:"),
    ("en/course.yaml", "title: Lanterns and kites", "title: 12", "“title” must be text", "title: 12"),
    ("ar/course.yaml", "summary: دورة صغيرة جدا، للاختبارات فقط.", "summary: [a]", "“summary” must be text", "summary"),
    (FACTS, 'value: "12"', "value: 12", "“value” must be text", "value: 12"),
    (FACTS, 'as_of: "2024"', "as_of: 2024", "“as_of” must be text", "as_of: 2024"),
    (FACTS, 'en: "The wind law was in force in 2024."', "en: true", "“en” must be text", "en: true"),
    (FACTS, 'source: {title: "Wind law"}', "source: Wind law", "“source”", "source: Wind"),
    (GLOSSARY, 'en: {term: "kite", text: "Something that flies on a string."}', "en: kite", "expected", "en: kite"),
    (MODULE, "draw: 3", 'draw: "3"', "“draw” must be a whole number", "draw:"),
    (MODULE, "pass_percent: 60", "pass_percent: sixty", "“pass_percent” must be a whole number", "sixty"),
    (MODULE, "optional: true}", "optional: yes}", "“optional” must be true or false", "optional: yes"),
    (MODULE, "retired: [old-step]", "retired: old-step", "“retired” must be a list", "retired"),
    (EN, "title: Lanterns", "title: false", "“title” must be text", "title: false"),
    (EN, "  light-a-lantern: light a lantern", "  light-a-lantern: 5", "“light-a-lantern” must be text", ": 5"),
    ("kites/en/module.yaml", "steps: {flying: Flying}", "steps: Flying", "“steps” must be a map", "steps"),
    (QUESTIONS, "    points: 2", "    points: two", "“points” must be a whole number", "points: two"),
    (QUESTIONS, "  - key: q-coat\n", "  - just words\n  - key: q-coat\n", "expected", "just words"),
    (EN_QUESTIONS, "prompt: Where is the coat?", "prompt: 5", "“prompt” must be text", "prompt: 5"),
    (EN_QUESTIONS, "  after: Both together.", "  after: false", "“after” must be text", "after: false"),
]

SCHEMAS = [
    (file, "schema: 1\n", f"schema: {schema}\n", "“schema” must be 1", "schema:")
    for file in (COURSE, FACTS, GLOSSARY, MODULE, QUESTIONS, "kites/module.yaml")
    for schema in (2, '"1"')
]

EMPTY = [
    (COURSE, "licence: CC BY-SA 4.0", 'licence: ""', "“licence” is empty", "licence"),
    (COURSE, "modules: [lanterns, kites]", "modules: []", "“modules” is empty", "modules"),
    ("en/course.yaml", "title: Lanterns and kites", "title:", "“title” is empty", "title"),
    ("ar/course.yaml", "summary: دورة صغيرة جدا، للاختبارات فقط.", 'summary: "  "', "“summary” is empty", "summary"),
    (FACTS, 'en: "The wind law was in force in 2024."', 'en: ""', "“en” is empty", 'en: ""'),
    (GLOSSARY, '{term: "kite", ', '{term: "", ', "“term” is empty", 'term: ""'),
    (EN, "  extra: More about lanterns", "  extra:", "“extra” is empty", "extra:"),
    (EN_QUESTIONS, "prompt: Where is the coat?", 'prompt: " "', "“prompt” is empty", 'prompt: " "'),
    (QUESTIONS, '    source: "The tower\'s book"', '    source: ""', "“source” is empty", 'source: ""'),
]

BAD_KEYS = [
    (COURSE, "key: tiny", "key: Tiny", "“key” is not of the right form", "Tiny"),
    (COURSE, "address: t1", "address: t_1", "“address” is not of the right form", "t_1"),
    (COURSE, "modules: [lanterns, kites]", "modules: [lanterns, kites, a/b]", "not of the right form", "modules"),
    (FACTS, "  - key: wind-law", "  - key: wind law", "“key” is not of the right form", "wind law\n"),
    (GLOSSARY, "  - key: kite", f"  - key: {'k' * 61}", "use 1 to 60", "kkk"),
    (MODULE, "key: lanterns", "key: Lanterns", "“key” is not of the right form", "Lanterns"),
    (MODULE, "address: m1", "address: M1", "“address” is not of the right form", "M1"),
    (MODULE, "address: s2", "address: s.2", "“address” is not of the right form", "s.2"),
    (MODULE, "key: extra", "key: éxtra", "“key” is not of the right form", "éxtra"),
    (MODULE, "outcomes: [light-a", "outcomes: [Light-a", "not of the right form", "Light"),
    (MODULE, "retired: [old-step]", "retired: [old step]", "not of the right form", "old step"),
    (QUESTIONS, "  - key: q-hand", "  - key: q_hand", "“key” is not of the right form", "q_hand"),
    (QUESTIONS, "  - key: q-coat", '  - key: "q-coat\\n"', "“key” is not of the right form", "q-coat"),
]

LANGUAGES = [
    (COURSE, "base: en", "base: English", "write a language as", "English"),
    (MODULE, "languages: [en, ar]", "languages: [en, ar, Arabic]", "write a language as", "languages"),
    (MODULE, "languages: [en, ar]", "languages: [en, ar, ../ar]", "write a language as", "languages"),
    (GLOSSARY, '    ar: {term: "فانوس"', '    arabic: {term: "فانوس"', "as en, ar or fr", "arabic"),
    (FACTS, '      ar: "كان', '      arabic: "كان', "write a language as", "arabic"),
]

DAYS = [
    (FACTS, 'as_of: "2025-02-21"', 'as_of: "2025-02-29"', "There is no day 2025-02-29", "as_of: "),
    (FACTS, 'as_of: "2024"', 'as_of: "2024-13"', "There is no day 2024-13", "2024-13"),
    (FACTS, 'as_of: "2024"', 'as_of: "0000"', "There is no day 0000", "0000"),
    (FACTS, 'review_by: "2027-02-21"', 'review_by: "2027-02-30"', "There is no day 2027-02-30", "02-30"),
    (FACTS, 'review_by: "2026-01-31"', 'review_by: "2026-04-31"', "There is no day 2026-04-31", "04-31"),
]

DAY_FORMS = [
    (FACTS, 'as_of: "2025-02-21"', 'as_of: "21.2.2025"', "a year as 2027", "21.2.2025"),
    (FACTS, 'as_of: "2024"', 'as_of: "24"', "a year as 2027", '"24"'),
    (FACTS, 'as_of: "2024"', 'as_of: "٢٠٢٤"', "a year as 2027", "٢٠٢٤"),
    (FACTS, 'review_by: "2027-02-21"', 'review_by: "2027-02"', "write a day as", '"2027-02"'),
    (FACTS, 'review_by: "2026-01-31"', 'review_by: "2026-1-31"', "write a day as", "2026-1-31"),
]

URLS = [
    (FACTS, '"https://example.org/tower"', f'"{url}"', "begins with https://", "The tower's book")
    for url in ("example.org", "javascript:alert(1)", "ftp://example.org", "https://a b")
]


def _of(kind, rows):
    for file, old, new, says, mark in rows:
        yield edited(kind, file, old, new, says, _whole_line(new, mark))


def _whole_line(new: str, mark: str) -> str:
    """The line of the new text in which the mark stands, when it stands there; else the mark itself."""
    return next((line.strip() for line in new.split("\n") if mark.strip() in line), mark.strip())


CASES = [
    *(edited("name missing", file, old, new, f"“{name}” is missing", mark) for file, old, new, name, mark in MISSING),
    *(
        edited("name unknown", file, old, new, f"“{name.partition(':')[0]}” means nothing", _whole_line(new, name))
        for file, old, new, name in UNKNOWN
    ),
    *_of("value of another kind", KINDS),
    *_of("schema", SCHEMAS),
    *_of("empty value", EMPTY),
    *_of("bad key", BAD_KEYS),
    *_of("bad language", LANGUAGES),
    *_of("no such day", DAYS),
    *_of("day in another form", DAY_FORMS),
    *_of("bad address of a source", URLS),
]

"""Faults of lessons: headings, blocks, what they point to, HTML."""

from tests.curriculum.cases import TINY, Append, Case, Edit

CARRYING, EXTRA, FLYING, LIGHTING = (
    "lanterns/en/carrying.md",
    "lanterns/en/extra.md",
    "kites/en/flying.md",
    "lanterns/en/lighting.md",
)
FREE = (CARRYING, EXTRA, FLYING)  #: lessons without a translation
QUESTIONS, WORDS = "lanterns/questions.yaml", "lanterns/en/questions.yaml"


def _appended(kind: str, words: str, mark: str, says: str, lessons=FREE):
    """The words at the end of each of the lessons."""
    for lesson in lessons:
        before = (TINY / lesson).read_text(encoding="utf-8").count("\n") + 1
        line = before + 1 + words.split("\n").index(mark)
        yield Case(kind, (Append(lesson, f"\n{words}\n"),), lesson, line, says)


def _inserted(kind: str, words: str, says: str):
    """The words in the middle of sentences, in lists, tables and blocks."""
    places = (
        (CARRYING, "steady hand.", f"steady hand,\nand {words} too."),
        (CARRYING, "article 1.\n:::\n", f"article 1.\n\n- one\n- two {words}\n:::\n"),
        (EXTRA, "| red | 2 |", f"| red | 2 |\n| {words.replace('|', chr(92) + '|')} | 3 |"),
        (EXTRA, "Some lanterns are red.", f"Some lanterns\nare red,\n> see {words}."),
        (FLYING, "at night.", f"at night.\n\n### More {{#more}}\n\n1. first\n2. **{words}**"),
        (LIGHTING, "Lift the glass.", f"Lift the glass. {words}"),
    )
    for file, old, new in places:
        mark = next(line.strip() for line in new.split("\n") if words.split("|")[0] in line)
        yield Case(kind, (Edit(file, old, new),), file, mark, says)


REFERENCES = [
    ("no such term", "[[lanturn]]", "There is no term “lanturn”"),
    ("no such term", "[[Lantern|a light]]", "There is no term “Lantern”"),
    ("no such fact", "{{fact:wind}}", "There is no fact “wind”"),
    ("no such fact", "{{fact:wind.value}}", "There is no fact “wind”"),
    ("fact without value", "{{fact:wind-law.value}}", "The fact “wind-law” has no value"),
    ("no such step", "[words](step:landing)", "There is no step “landing”"),
    ("no such step", "[words](step:landing#hold)", "There is no step “landing”"),
    ("link that leads nowhere", "[words](javascript:alert)", "cannot be linked"),
    ("link that leads nowhere", "[words](carrying.md)", "cannot be linked"),
    ("link that leads nowhere", "[words](//example.org)", "cannot be linked"),
    ("link that leads nowhere", "<mailto:a@example.org>", "cannot be linked"),
    ("HTML in a lesson", "<b>bold</b>", "HTML is not used"),
    ("HTML in a lesson", "<br>", "HTML is not used"),
    ("HTML in a lesson", "<script>alert(1)</script>", "HTML is not used"),
    ("no such picture", "![A flame](flames.svg)", "There is no picture media/flames.svg"),
    ("no such picture", "![A flame](https://example.org/a.png)", "There is no picture"),
]


def _nowhere():
    for kind, words, says in REFERENCES:
        yield from _inserted(kind, words, says)
    for words in ("[x](step:carrying#hand)", "[x](step:lantern-quiz#hold)", "[x](step:lighting#dark-stairs)"):
        for lesson in (CARRYING, EXTRA):
            yield from _appended("no such section of a step", words, words, "There is no section", (lesson,))


HEADINGS = [
    ("heading without key", "## More", "## More", "The heading has no key"),
    ("heading without key", "More\n----", "More", "The heading has no key"),
    ("heading without key", "### More {more}", "### More {more}", "The heading has no key"),
    ("heading with a bad key", "## More {#More}", "## More {#More}", "“More” is no key"),
    ("heading with a bad key", "### More {#}", "### More {#}", "“” is no key"),
    ("heading with a bad key", "## More {#a b}", "## More {#a b}", "“a b” is no key"),
    ("heading of another level", "# More {#more}", "# More {#more}", "Headings begin with ## or ###"),
    ("heading of another level", "#### More {#more}", "#### More {#more}", "Headings begin with ## or ###"),
    ("heading of another level", "More {#more}\n====", "More {#more}", "Headings begin with ## or ###"),
    ("heading without words", "## {#more}", "## {#more}", "The heading has no words"),
    ("heading without words", "### {#more}", "### {#more}", "The heading has no words"),
]

BLOCKS = [
    ("unknown block", "::: storey {#more}\nWords.\n:::", "There is no block “storey”"),
    ("unknown block", "::: Story {#more}\nWords.\n:::", "There is no block “Story”"),
    ("unknown block", ":::: law {#more}\n::: saftey {#inner}\nWords.\n:::\n::::", "There is no block “saftey”"),
    ("block without key", "::: story\nWords.\n:::", "The block has no key"),
    ("block without key", "::: picture\n![A flame](flame.svg)\n:::", "The block has no key"),
    ("block without key", ":::: law {#more}\n::: safety\nWords.\n:::\n::::", "The block has no key"),
    ("block with a bad key", "::: story {#More}\nWords.\n:::", "“More” is no key"),
    ("block with a bad key", "::: law {#}\nWords.\n:::", "“” is no key"),
    ("block with a bad key", ":::: law {#more}\n::: safety {#a_b}\nWords.\n:::\n::::", "“a_b” is no key"),
    ("unclosed block", "::: story {#more}\nWords.", "The end of this block is missing"),
    ("unclosed block", ":::: story {#more}\nWords.\n:::", "The end of this block is missing"),
    ("unclosed block", "::: law {#more}\nWords. :::", "The end of this block is missing"),
    ("unclosed block", ":::: law {#more}\n::: safety {#inner}\nWords.\n::::", "The end of this block is missing"),
    ("empty block", "::: story {#more}\n:::", "The block “more” has no words"),
    ("empty block", "::: law {#more}\n\n:::", "The block “more” has no words"),
    ("empty block", "::: key-point {#more}\n<!-- later -->\n:::", "The block “more” has no words"),
    ("empty block", ":::: law {#more}\nWords.\n::: safety {#inner}\n:::\n::::", "The block “inner” has no words"),
    ("no picture in a picture", "::: picture {#more}\nWords.\n:::", "holds 0 pictures"),
    ("no picture in a picture", "::: picture {#more}\n:::", "holds 0 pictures"),
    ("block in a list", "- one\n- two\n\n  ::: law {#inner}\n  Words.\n  :::", "not in a list"),
    ("block in a list", "> two\n>\n> ::: law {#inner}\n> Words.\n> :::", "not in a list"),
    ("block in a list", ":::: law {#more}\n- one\n\n  ::: law {#inner}\n  Words.\n  :::\n::::", "not in a list"),
    (
        "block in a list",
        "::::: law {#more}\n:::: law {#outer}\n::: law {#inner}\nX\n:::\n::::\n:::::",
        "one other block",
    ),
    ("heading in a block", "::: law {#more}\n## The rule {#inner}\n:::", "A heading stands by itself"),
    ("heading in a block", ":::: law {#more}\n::: law {#a}\nX\n\n### The rule {#inner}\n:::\n::::", "A heading stands"),
    ("heading in a block", "- one\n\n  ## The rule {#inner}", "A heading stands by itself"),
    ("heading in a block", "> ## The rule {#inner}", "A heading stands by itself"),
    ("block of another form", "::: story{#more} now\nWords.\n:::", "No block begins or ends like this"),
    ("block of another form", ":::story #more\nWords.\n:::", "No block begins or ends like this"),
]


def _blocks():
    for kind, words, says in BLOCKS:
        lines = words.split("\n")
        at = next((line for line in lines if "inner" in line or "a_b" in line or line == "::: safety"), lines[0])
        lessons = (CARRYING, EXTRA) if "flame.svg" in words else FREE
        yield from _appended(kind, words, at, says, lessons)


CHECKS = [
    ("no such check", "::: check {#c-third}\n:::", "There is no question “c-third”"),
    ("no such check", "::: check {#C-first}\n:::", "“C-first”"),
    ("check without key", "::: check\n:::", "The block has no key"),
    ("a graded question as check", "::: check {#q-flame}\n:::", "“q-flame” is graded"),
    ("a graded question as check", "::: check {#q-ring}\n:::", "“q-ring” is graded"),
    ("check shown twice", "::: check {#c-second}\n:::", "“c-second” stands in a lesson already"),
    ("check in a block", ":::: story {#more}\nWords.\n::: check {#c-first}\n:::\n::::", "A check stands by itself"),
    ("check in a block", ":::: law {#more}\n::: check {#c-second}\n:::\n::::", "A check stands by itself"),
]


def _checks():
    for kind, words, says in CHECKS:
        at = next(line for line in words.split("\n") if "check" in line)
        yield from _appended(kind, words, at, says, (CARRYING, EXTRA))
    for key, file in (("c-first", LIGHTING), ("c-second", CARRYING)):
        old = f"::: check {{#{key}}}\n:::"
        says = f"The check “{key}” has words inside"
        for words in ("Words.", "- one", "```\nx\n```"):
            yield Case(
                "check with words",
                (Edit(file, old, f"::: check {{#{key}}}\n{words}\n:::"),),
                file,
                old.partition(chr(10))[0],
                says,
            )
    for key, lesson in (("c-second", CARRYING),):
        changes = (Edit(lesson, f"::: check {{#{key}}}\n:::\n", ""),)
        yield Case("check shown nowhere", changes, QUESTIONS, f"- key: {key}", f"“{key}” stands in no lesson")


CASES = [
    *_nowhere(),
    *(case for kind, words, mark, says in HEADINGS for case in _appended(kind, words, mark, says)),
    *_blocks(),
    *_checks(),
]

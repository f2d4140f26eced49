"""Faults of modules and their questions: keys, addresses, steps, draws, outcomes, sections, options."""

from tests.curriculum.cases import Append, Case, Edit, edited

MODULE, KITES, QUESTIONS = "lanterns/module.yaml", "kites/module.yaml", "lanterns/questions.yaml"
EN, AR = "lanterns/en/module.yaml", "lanterns/ar/module.yaml"
CARRYING, EXTRA = "lanterns/en/carrying.md", "lanterns/en/extra.md"

#: a key that is used already in the module, at another kind of thing
USED = ["lighting", "light-a-lantern", "q-flame", "hold", "dark-stairs", "lantern-quiz", "c-second"]
STEP = "  - {key: carrying, address: s2, kind: lesson}\n"


def _doubled_keys():
    for key in USED:
        yield edited(
            "key twice in a module",
            EXTRA,
            "Some lanterns",
            f"Some\n\n### Red {{#{key}}}\n\nlanterns",
            key,
            f"{{#{key}}}",
        )
        block = f"\n::: law {{#{key}}}\nThe law.\n:::\n"
        yield Case("key twice in a module", (Append(EXTRA, block),), EXTRA, f"law {{#{key}}}", f"“{key}” is used twice")
    nested = "\n:::: story {#outer}\n::: law {#hold}\nThe law.\n:::\n::::\n"
    yield Case("key twice in a module", (Append(EXTRA, nested),), EXTRA, "law {#hold}", "“hold” is used twice")
    lead = "\n## Lead {#lead}\n\nWords.\n"
    yield Case("key twice in a module", (Append(EXTRA, lead),), EXTRA, "{#lead}", "“lead” is used twice")


def _retired_keys():
    heading, block = "\n## Old {#old-step}\n\nWords.\n", "\n::: law {#old-step}\nWords.\n:::\n"
    for lesson in (CARRYING, EXTRA):
        yield Case("retired key", (Append(lesson, heading),), lesson, "{#old-step}", "“old-step” is retired")
        yield Case("retired key", (Append(lesson, block),), lesson, "{#old-step}", "“old-step” is retired")
    for key, file, mark in (
        ("extra", MODULE, "key: extra"),
        ("carry-a-lantern", MODULE, "outcomes:"),
        ("q-coat", QUESTIONS, "key: q-coat"),
    ):
        changes = (Edit(MODULE, "retired: [old-step]", f"retired:\n  - {key}"),)
        yield Case("retired key", changes, file, mark, f"“{key}” is retired")


#: file, what stands there, what stands there instead, the key, where the fault is
IN_A_LIST = [
    (MODULE, STEP, STEP + STEP.replace("s2", "s9"), "carrying", STEP.replace("s2", "s9").strip()),
    (MODULE, "a-lantern, carry-a-lantern]", "a-lantern, carry-a-lantern,\n  light-a-lantern]", "light-a-lantern", 6),
    (MODULE, "[en, ar]", "[en, ar,\n  ar]", "ar", 5),
    ("course.yaml", "[lanterns, kites]", "[lanterns, kites,\n  kites]", "kites", 7),
    ("facts.yaml", "key: wind-law", "key: lantern-count", "lantern-count", 11),
    ("glossary.yaml", "key: kite", "key: lantern", "lantern", 6),
    (QUESTIONS, "key: q-coat", "key: q-hand", "q-hand", 48),
]

ADDRESSES = [
    (MODULE, "address: s2", "address: s1", "“s1” is used twice", "key: carrying"),
    (MODULE, "address: s3", "address: s1", "“s1” is used twice", "key: extra"),
    (MODULE, "address: s4", "address: s3", "“s3” is used twice", "key: lantern-quiz"),
    (MODULE, "address: s2", "address: why", "“why” is taken", "key: carrying"),
    (KITES, "address: m2", "address: why", "“why” is taken", "address: why"),
    (KITES, "address: m2", "address: m1", "“m1” is that of lanterns too", "address: m1"),
]

STEPS = [
    ("draw missing", MODULE, "draw: 3, ", "", "needs draw", "key: lantern-quiz"),
    ("pass_percent missing", MODULE, ", pass_percent: 60", "", "needs pass_percent", "key: lantern-quiz"),
    ("draw 0", MODULE, "draw: 3", "draw: 0", "“draw” must be at least 1", "draw: 0"),
    ("draw 0", MODULE, "draw: 3", "draw: -1", "“draw” must be at least 1", "draw: -1"),
    ("draw 0", MODULE, "draw: 3", "draw: 101", "“draw” must be at most 100", "draw: 101"),
    ("draw 0", MODULE, "draw: 3", "draw: 03", "“draw” must be a whole number", "draw: 03"),
    ("more drawn than there are", MODULE, "draw: 3", "draw: 6", "draws 6 of 5", "draw: 6"),
    ("more drawn than there are", MODULE, "draw: 3", "draw: 100", "draws 100 of 5", "draw: 100"),
    ("a lesson with draw", MODULE, "s1, kind: lesson}", "s1, kind: lesson, draw: 1}", "no quiz, so draw", "draw: 1"),
    ("a lesson with draw", MODULE, "s2, kind: lesson}", "s2, kind: lesson, draw: 3}", "no quiz, so draw", "s2"),
    ("a lesson with draw", KITES, "kind: lesson}", "kind: lesson, pass_percent: 60}", "no quiz, so pass", "pass"),
    (
        "a lesson with draw",
        MODULE,
        "optional: true}",
        "optional: true, pass_percent: 60}",
        "no quiz",
        "optional: true, pass",
    ),
    *(
        (
            "pass_percent out of bounds",
            MODULE,
            "pass_percent: 60",
            f"pass_percent: {percent}",
            says,
            "key: lantern-quiz",
        )
        for percent, says in ((0, "at least 1"), (101, "at most 100"), (-60, "at least 1"), (6000, "at most 100"))
    ),
    ("unknown kind of step", MODULE, "s1, kind: lesson", "s1, kind: lessons", "“kind” must be", "lessons"),
    ("unknown kind of step", MODULE, "s4, kind: quiz", "s4, kind: test", "“kind” must be", "kind: test"),
    ("unknown kind of step", KITES, "kind: lesson", "kind: Lesson", "“kind” must be", "kind: Lesson"),
    ("unknown kind of step", MODULE, "s2, kind: lesson", 's2, kind: ""', "“kind” must be", 'kind: ""'),
    (
        "every step optional",
        KITES,
        "kind: lesson}",
        "kind: lesson, optional: true}",
        "Every step is optional",
        "steps:",
    ),
    ("other key than the folder", KITES, "key: kites", "key: kite", "the folder's name, kites", "key: kite"),
    ("other key than the folder", MODULE, "key: lanterns", "key: kites", "the folder's name, lanterns", "key: kites"),
    ("base language missing", MODULE, "languages: [en, ar]", "languages: [ar]", "base language", "languages"),
    ("base language missing", KITES, "languages: [en]", "languages: []", "“languages” is empty", "languages"),
]

TEXTS = [
    ("words missing", EN, "  extra: More about lanterns\n", "", "“extra” is missing in steps", "steps:"),
    ("words missing", EN, "  carry-a-lantern: carry a lantern\n", "", "“carry-a-lantern” is missing", "outcomes:"),
    ("words missing", AR, "  carrying: الحمل\n", "", "“carrying” is missing in steps", "steps:"),
    ("words missing", AR, "  light-a-lantern: أن تشعل فانوسا\n", "", "“light-a-lantern” is missing", "outcomes:"),
    ("words missing", "kites/en/module.yaml", "{flying: Flying}", "{}", "“flying” is missing in steps", "steps:"),
    ("words for nothing", EN, "  extra:", "  extras: x\n  extra:", "There is no “extras”", "extras: x"),
    ("words for nothing", EN, "  light-a", "  dim-a-lantern: x\n  light-a", "no “dim-a-lantern”", "dim-a-lantern: x"),
    ("words for nothing", AR, "  extra:", "  extras: x\n  extra:", "There is no “extras”", "extras: x"),
    ("words for nothing", "kites/en/module.yaml", "{flying: ", "{falling: x, flying: ", "no “falling”", "falling"),
]

CASES = [
    *_doubled_keys(),
    *_retired_keys(),
    *(edited("key twice in a list", f, old, new, f"“{key}”", mark) for f, old, new, key, mark in IN_A_LIST),
    *(edited("address twice", *row) for row in ADDRESSES),
    *(edited(*row) for row in STEPS + TEXTS),
]

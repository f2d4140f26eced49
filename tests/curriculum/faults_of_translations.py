"""Faults of translations, of pictures, and of sizes."""

from tests.curriculum.cases import TINY, Append, Case, Edit, Remove, Write, edited

AR, MADE_FROM, LIGHTING = "lanterns/ar/lighting.md", "lanterns/ar/made-from.yaml", "lanterns/en/lighting.md"
LICENCES, MEDIA = "lanterns/media/licences.yaml", "lanterns/media/"
SVG = (TINY / "lanterns/media/flame.svg").read_text(encoding="utf-8")
FLAME = '<path d="M20'

STORY = "::: story {#dark-stairs}\nوقف سامي على الدرج المظلم.\n:::\n\n"
SAFETY = "::: safety {#not-in-wind}\nليس في الريح أبدا.\n:::\n\n"
KEY_POINT = "::: key-point {#tomorrow-light}\nأشعل واحدا غدا.\n:::\n"
CHECK = "::: check {#c-first}\n:::\n\n"
HOW, NEEDED = "## كيف يتم ذلك {#how}\n", "## ما تحتاج إليه {#what-you-need}\n"

MISSING = [
    (STORY, "", "the original has story “dark-stairs”", "::: check {#c-first}"),
    (SAFETY, "", "the original has safety “not-in-wind”", "::: key-point {#tomorrow-light}"),
    ("\n" + KEY_POINT, "", "After this, key-point “tomorrow-light”", "::: safety {#not-in-wind}"),
    (CHECK, "", "the original has check “c-first”", HOW.strip()),
    (NEEDED, "", "the original has heading “what-you-need”", "::: story {#dark-stairs}"),
    (
        "ارفع الزجاج. أشعل الفتيل. انظر أيضا [الحمل](step:carrying#hold).\n\n",
        "",
        "has prose “how.1”",
        "::: picture {#flame-picture}",
    ),
]

EXTRA = [
    (STORY, STORY + "كلمات.\n\n", "the translation prose “what-you-need.2”", "كلمات."),
    (HOW, "## مزيد {#more}\n\n" + HOW, "the translation heading “more”", "## مزيد {#more}"),
    (KEY_POINT, KEY_POINT + "\nكلمات.\n", "The original ends before prose “how.2”", "كلمات."),
    (SAFETY, SAFETY + "::: law {#more}\nX\n:::\n\n", "the translation law “more”", "::: law {#more}"),
]

ORDER = [
    (STORY + CHECK, CHECK + STORY, "the original has story “dark-stairs”", "::: check {#c-first}"),
    (
        SAFETY + KEY_POINT,
        KEY_POINT + SAFETY.rstrip("\n") + "\n",
        "has safety “not-in-wind”",
        "::: key-point {#tomorrow-light}",
    ),
    ("{#dark-stairs}", "{#dark-stair}", "the translation story “dark-stair”", "::: story {#dark-stair}"),
    ("::: safety", "::: law", "the translation law “not-in-wind”", "::: law {#not-in-wind}"),
    ("## كيف", "### كيف", "heading “how” (###)", "### كيف يتم ذلك {#how}"),
]

SEGMENTS = ["lighting.lead.2", "lightning.lead.1", "step.lightning", "q-flame.prompt", "carrying.hold", "words"]
DIGESTS = ["abc", "96F81939619CEBF7", "96f81939619cebf", "96f81939619cebf77"]

IN_DRAWING = [
    ("drawing with a script", "<script>alert(1)</script>", "script>"),
    ("drawing with a script", "<x:script xmlns:x='http://www.w3.org/1999/xhtml'/>", "script>"),
    ("drawing with a script", "<svg:script xmlns:svg='http://www.w3.org/2000/svg'/>", "script>"),
    ("drawing with a script", '<g id="x"><script/></g>', "script>"),
    ("drawing with a handler", '<g onclick="alert(1)"/>', "holds an event handler"),
    ("drawing with a handler", "<g ONLOAD = 'alert(1)'/>", "holds an event handler"),
    ("drawing with a handler", '<g id="a"\tonfocus="alert(1)"/>', "holds an event handler"),
    ("drawing with a handler", '<path d="" onend="alert(1)"/>', "holds an event handler"),
    ("drawing that leads outside", '<use href="https://example.org/a.png"/>', "holds a link to something outside"),
    (
        "drawing that leads outside",
        "<use xmlns:l='http://www.w3.org/1999/xlink' l:href='b.svg#a'/>",
        "holds a link to something outside",
    ),
    ("drawing that leads outside", '<rect fill="url(https://example.org)"/>', "holds a link to something outside"),
    ("drawing that leads outside", "<rect style='fill: u\\72l(x)'/>", "holds a link to something outside"),
    ("drawing that leads outside", "<style>@import 'a.css'</style>", "holds a link to something outside"),
    ("drawing with foreign content", "<foreignObject/>", "holds <"),
    ("drawing with foreign content", "<foreignobject>x</foreignobject>", "holds <"),
    ("drawing with foreign content", "<animate attributeName='href'/>", "holds <"),
    ("drawing with foreign content", "<o:foreignObject xmlns:o='http://www.w3.org/2000/svg'/>", "holds <"),
    ("drawing that cannot be read", "<g>", "cannot be read"),
    ("drawing that cannot be read", "&nbsp;", "cannot be read"),
    ("drawing that cannot be read", "<g a=b/>", "cannot be read"),
    ("drawing that cannot be read", "<!doctype svg>", "cannot be read"),
    ("drawing with a document type", "<?xml-stylesheet href='#a'?>", "holds <?xml-stylesheet?>"),
]


def _pictures():
    for kind, words, says in IN_DRAWING:
        changes = (Edit(MEDIA + "flame.svg", FLAME, f"\n{words}{FLAME}"),)
        yield Case(kind, changes, MEDIA + "flame.svg", 3, says)
    for head in (
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        "<!DOCTYPE svg>",
        "<?xml version='1.0'?>\n<!DOCTYPE svg SYSTEM 'a.dtd'>",
    ):
        changes = (Write(MEDIA + "flame.svg", head + SVG),)
        yield Case(
            "drawing with a document type", changes, MEDIA + "flame.svg", head.count("\n") + 1, "a document type"
        )
    png, jpg = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"
    for name, content, says in (
        ("big.png", png + bytes(500 * 1024), "500 are the most"),
        ("big.jpg", jpg + bytes(600 * 1024), "500 are the most"),
        ("big.webp", b"RIFF\x00\x00\x00\x00WEBP" + bytes(512_001), "500 are the most"),
        ("big.svg", SVG + " " * 512_000, "500 are the most"),
        ("wrong.png", jpg, "not what its name says"),
        ("wrong.jpg", png, "not what its name says"),
        ("wrong.webp", b"RIFF\x00\x00\x00\x00WAVE", "not what its name says"),
        ("wrong.svg", b"hello", "cannot be read"),
        ("flame.gif", b"GIF89a", "Pictures are svg"),
        ("flame.bmp", b"BM", "Pictures are svg"),
        ("flame", SVG, "Pictures are svg"),
        ("flame.svgz", b"\x1f\x8b", "Pictures are svg"),
    ):
        kind = {"big": "picture too large", "wrong": "not the picture it says"}.get(
            name.partition(".")[0], "no picture"
        )
        changes = (Write(MEDIA + name, content), Append(LICENCES, f"{name}: CC0\n"))
        yield Case(kind, changes, MEDIA + name, 1, says)
    for name in ("lamp.svg", "lamp.ar.svg", "flame.fr.svg", "flame.png.svg"):
        changes = (Write(MEDIA + name, SVG), Append(LICENCES, f"{name}: CC0\n"))
        yield Case("picture nobody shows", changes, MEDIA + name, 1, "No lesson shows this picture")


def _licences():
    for name in ("flame.ar.svg",):
        yield Case("licence missing", (Write(MEDIA + name, SVG),), LICENCES, 1, f"licence of {name} is missing")
    for value in ('""', "12", "[CC0]", "' '"):
        changes = (Write(LICENCES, f"# licences\nflame.svg: {value}\n"),)
        yield Case("licence missing", changes, LICENCES, 2, "licence of flame.svg is missing")
    for name in ("flames.svg", "flame.png", "lamp.ar.svg", "licences.yaml"):
        yield Case(
            "licence of no picture", (Append(LICENCES, f"{name}: CC0\n"),), LICENCES, f"{name}: CC0", "no picture"
        )


LEADS = ("## More {#more}\n\nWords.\n", "::: law {#more}\nWords.\n:::\n", "<!-- one -->\n\n## More {#more}\n\nX\n")


def _leads():
    for file in ("kites/en/flying.md", "lanterns/en/extra.md"):
        for words in LEADS:
            line = next(n for n, line in enumerate(words.split("\n"), start=1) if "{#more}" in line)
            yield Case("no lead", (Write(file, words),), file, line, "Begin with a few words")


WORDLESS = [
    (LIGHTING, "![A flame in a glass](flame.svg)", "![](flame.svg)"),
    (AR, "![لهب في زجاج](flame.svg)", "![ ](flame.svg)"),
    (LIGHTING, "![A flame in a glass](flame.svg)", '![](flame.svg "A title")'),
    ("lanterns/en/extra.md", "Some lanterns are red.", "Some lanterns are red:\n![](flame.svg)"),
]

LONG = "A sentence of some words.\n\n" * 1000

CASES = [
    *(edited("translation lacks a piece", AR, *row) for row in MISSING),
    *(edited("translation has a piece too many", AR, *row) for row in EXTRA),
    *(edited("translation in another order", AR, *row) for row in ORDER),
    *(
        Case(
            "made from an unknown segment",
            (Append(MADE_FROM, f'{key}: "{"0" * 16}"\n'),),
            MADE_FROM,
            key,
            f"no segment “{key}”",
        )
        for key in SEGMENTS
    ),
    *(
        edited("made from a bad digest", MADE_FROM, "96f81939619cebf7", d, "“title” has no digest", "title")
        for d in DIGESTS
    ),
    *_pictures(),
    *_licences(),
    *_leads(),
    *(
        edited("picture without words", file, old, new, "The picture has no words", new.partition("\n")[2])
        for file, old, new in WORDLESS
    ),
    *(
        Case("lesson too long", (Write(file, LONG),), file, 1, "more than 30 KB")
        for file in ("kites/en/flying.md", "lanterns/en/extra.md")
    ),
    Case("no module named", (Remove("kites"),), "kites/module.yaml", 1, "course.yaml names the module “kites”"),
    Case("no module named", (Edit("course.yaml", "kites]", "kites, birds]"),), "birds/module.yaml", 1, "“birds”"),
    *(
        Case(
            "module not in course.yaml",
            (Write(f"{key}/module.yaml", "schema: 1\n"),),
            f"{key}/module.yaml",
            1,
            f"“{key}” is not in",
        )
        for key in ("birds", "old", "en2")
    ),
    edited("module not in course.yaml", "course.yaml", "[lanterns, kites]", "[lanterns]", "“kites” is not in", 1),
]
CASES[-1] = Case(CASES[-1].kind, CASES[-1].changes, "kites/module.yaml", 1, CASES[-1].says)

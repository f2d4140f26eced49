"""media/: pictures, their licences, and what a picture must not hold."""

import hashlib

from lms.curriculum.document import MediaFile
from lms.curriculum.folders import Folder
from lms.curriculum.svgs import fault_of

MOST_BYTES = 500 * 1024
TYPES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
_BEGINNINGS = {"png": b"\x89PNG", "jpg": b"\xff\xd8\xff", "webp": b"RIFF"}


def read_media(folder: Folder, module: str) -> tuple[dict[str, MediaFile], dict[str, tuple[str, bytes]]]:
    """By name, the pictures; and by digest, type and bytes."""
    files = [file for file in folder.files(f"{module}/media/*") if not file.endswith("/licences.yaml")]
    licences = _licences(folder, module, [file.rpartition("/")[2] for file in files])
    named, stored = {}, {}
    for file in files:
        folder.used.add(file)
        name = file.rpartition("/")[2]
        kind = name.rpartition(".")[2].lower()
        content = (folder.root / file).read_bytes()
        if (fault := _fault_of(kind, content)) is not None:
            folder.fault(file, fault[0], fault[1])
            continue
        digest = hashlib.sha256(content).hexdigest()
        named[name] = MediaFile(digest=digest, type=TYPES[kind], licence=licences.get(name, ""))
        stored[digest] = (TYPES[kind], content)
    return named, stored


def _fault_of(kind: str, content: bytes) -> tuple[int, str] | None:
    if kind not in TYPES:
        return 1, f"Pictures are {', '.join(TYPES)} files: convert this one."
    if len(content) > MOST_BYTES:
        return 1, f"The picture has {len(content) // 1024} KB; 500 are the most: make it smaller."
    if not content.startswith(_BEGINNINGS.get(kind, b"")) or (kind == "webp" and content[8:12] != b"WEBP"):
        return 1, f"The picture is not what its name says: save it as {kind} again."
    return fault_of(content) if kind == "svg" else None


def _licences(folder: Folder, module: str, names: list[str]) -> dict[str, str]:
    file = f"{module}/media/licences.yaml"
    if not names and not folder.exists(file):
        return {}
    marked = folder.map(
        file,
        "Write a line for each picture: its name, a colon, the licence.",
        "it says under which licence each picture is",
    )
    if marked is None:
        return {}
    given = marked.value
    for name in names:
        if not isinstance(given.get(name), str) or not given[name].strip():
            folder.faults.add(file, marked.line((name,)), f"The licence of {name} is missing: add it.")
    for name in given:
        if name not in names:
            folder.faults.add(file, marked.line((name,)), f"There is no picture {name}: take the line out.")
    return {name: text for name, text in given.items() if isinstance(text, str)}

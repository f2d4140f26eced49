"""Values that nobody types by mistake."""

import json
from random import Random
from typing import Any
from uuid import uuid4

MARKUP = "<i id=zq-markup>"  #: must never come back as it is
BREAKING = f"zq\"'></textarea></title>{MARKUP}"
TEXTS = (
    "", " ", "\x00", "a\x00b", "\x1b[31m", "\r\nSet-Cookie: x=1", "\t\n", "\x7f", "\u0085", "\u202eabc\u2066", "\u200b",
    "\ufeff", "\uffff", "\U0010ffff", "e\u0301" * 30, "\ufdfa" * 50, "ﬃ", "İ", "ß", "𝟙𝟚", "٣", "-1", "0", "1", "2",
    "00000001", "1.5", "2147483648", "9223372036854775808", "9" * 30, "9" * 5000, "1e309", "NaN", "Infinity", "0x1f",
    "true", "null", "None", "[]", "{}", "'", '"', "\\", "`", ";", "' OR '1'='1", "1; DROP TABLE lms_person--", "%", "_",
    "%s%n%x", "{0}", "{{7*7}}", "${7*7}", "../../../../etc/passwd", "..%2f..%2f", "....//", "C:\\x", "file:///etc/passwd",
    "//evil.example/", "/\\evil.example", "https://evil.example/", "javascript:alert(1)", "data:text/html,x",
    "/\t/x.example",
    f"\"'>{MARKUP}", f"</textarea></title>{MARKUP}", f"*{MARKUP}*", "<!--", "]]>", "&#60;i&#62;", "\x02token\x03",
    "a" * 41,
    "a" * 501, "a" * 5000, "ض" * 3000, "🪁" * 200, "en", "ar", "xx", "en-GB", "zz" * 17, "operator", "admin", "t1",
    "m1", "s4",
    "lanterns/lighting", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "0" * 32,
    "{00000000-0000-4000-8000-000000000000}", "urn:uuid:00000000-0000-4000-8000-000000000000",
)  # fmt: skip
BYTES = (b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\xaf", b"\x80" * 40, b"%", b"%u0041", b"%00", b"a&&=&==b", b"\xf0\x9f")
QUERIES = (
    "%", "%%%", "&&&===", "a=1&" * 3000, "q=%ff%fe", "q=%00", "q=" + "a" * 20_000, "next=//evil.example", "page=-1",
    "page=1e9",
    "page=%D9%A3", "q[]=1&q[$gt]=", "%00=%00", "code=%2500", ";" * 500, "done=1&done=2&page=2&page=1", "v=",
    "next=/%0d%0aX:1",
)  # fmt: skip
HEADERS: tuple[tuple[str, str], ...] = (
    ("Host", "evil.example"), ("Host", "evil.example:99999"), ("Host", "["), ("Host", ""), ("Host", "a" * 300),
    ("X-Forwarded-For", "1.2.3.4"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "gopher"),
    ("X-Forwarded-Prefix", "//evil.example"), ("X-Original-URL", "/en/people"), ("X-HTTP-Method-Override", "DELETE"),
    ("Forwarded", "host=evil.example"), ("Referer", "https://evil.example/"), ("Origin", "https://evil.example"),
    ("Origin", "null"), ("Origin", "://"), ("Accept-Language", "ar;q=x, \xff;q=9, *, " + "en," * 500),
    ("Accept-Language", "zz"), ("Accept", "application/json"), ("Accept", ";;;,,,"), ("If-None-Match", '"' * 99),
    ("If-Modified-Since", "never"), ("Range", "bytes=5-1,-,9999999-"), ("Accept-Encoding", "br;q=nan, gzip;q=-1"),
    ("X-Fragment", "check"), ("X-CSRFToken", "\x00x"), ("Authorization", "Basic eHg6eHg="), ("Expect", "100-continue"),
    ("Cookie", "notebook=x.y.z"), ("Cookie", "=;;;notebook"), ("Content-Encoding", "gzip"), ("User-Agent", MARKUP),
)  # fmt: skip
TYPES = (
    "application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=", "application/xml", "x",
    "multipart/form-data; boundary=" + "b" * 300, "application/x-www-form-urlencoded; charset=utf-7", "",
    "application/json; charset=utf-16",
)  # fmt: skip
BODIES = (
    b"", b"\x00", b"{", b"[" * 100_000, b"--b\r\n", b"--b\r\nContent-Disposition: form-data\r\n\r\nx", b"\xff" * 500,
    b'--b\r\nContent-Disposition: form-data; name="handle"; filename="\x00"\r\n\r\nx\r\n--b--',
    b'--b\r\nContent-Disposition: form-data; name="' + b"n" * 5000 + b'"\r\n\r\n\r\n--b--', b"a=1&" * 20_000,
    b"x" * 300_000,
)  # fmt: skip
JSONS = (
    "", "nul", '"', "[", "{}", "[]", "[[]]", "1", '"x"', "true", '{"a":NaN}', '{"a":Infinity}', "\ufeff{}",
    '{"a":1}{"a":2}',
    '{"records":' + "9" * 5000 + "}", '{"records":[' + "{}," * 600 + "{}]}",
)  # fmt: skip


def a_text(chance: Random) -> str:
    return chance.choice(TEXTS)


def something(chance: Random, depth: int = 0) -> Any:
    """Any JSON, of whatever form."""
    kind = chance.randrange(10 if depth < 3 else 8)
    if kind < 4:
        return chance.choice(TEXTS)
    if kind < 8:
        return chance.choice([None, True, False, 0, -1, 1, 1.5, 1e308, 2**31, 2**63, 2**64, 10**400, str(uuid4())])
    if kind == 8:
        return [something(chance, depth + 1) for _ in range(chance.randrange(4))]
    return {chance.choice(TEXTS): something(chance, depth + 1) for _ in range(chance.randrange(4))}


def deep(chance: Random) -> str:
    """JSON nested more deeply than anybody means it, on both sides of what a parser takes."""
    levels = chance.choice([50, 200, 400, 600, 800, chance.randrange(850, 1100), 3000, 60_000])
    opening, closing = chance.choice([("[", "]"), ('{"a":', "}")])
    return opening * levels + json.dumps(chance.choice(["x", 1, None])) + closing * levels

"""Where templates, courses and migrations lie: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE / "_data" if (PACKAGE / "_data").is_dir() else PACKAGE.parent
TEMPLATES, COURSES, MIGRATIONS = (ROOT / name for name in ("templates", "courses", "migrations"))
STATIC = PACKAGE / "static"
LOCALE = PACKAGE / "locale"

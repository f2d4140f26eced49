"""Courses: their format, their published revisions, and loading them from files (DESIGN 5)."""

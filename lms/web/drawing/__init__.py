"""Drawing lessons: from Markdown to the parts of a page, once for everybody."""

from lms.web.drawing.lessons import DrawnLesson, Part, Urls, draw

__all__ = ["DrawnLesson", "Part", "Urls", "draw"]

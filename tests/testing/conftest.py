"""The app whose words the types of the interface speak."""

from tests.question_types.conftest import app_of_words, context_of_words

__all__ = ["app_of_words", "context_of_words"]

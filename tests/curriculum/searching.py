"""The tiny course with a lesson in three languages, to be searched."""

from tests.curriculum.cases import Change, Edit, Write
from tests.curriculum.loading import change, load

ABOUT_SCHOOLS = {
    "en": "A school by the sea. The employer must return each passport under *kafala*.",
    "ar": "تقع المدرسة قرب البحر، وينظّم القَانُونُ نظام الكفالة.",
    "fr": "L’employé demande l’égalité devant l’école des réfugiés.",
}
TITLES = {"ar": ("الطائرات الورقية", "الطيران"), "fr": ("Les cerfs-volants", "Voler")}


def in_three_languages() -> list[Change]:
    changes: list[Change] = [Edit("kites/module.yaml", "languages: [en]", "languages: [en, ar, fr]")]
    for language, (title, step) in TITLES.items():
        words = f"title: {title}\nsummary: {title}\noutcomes: {{fly-a-kite: {step}}}\nsteps: {{flying: {step}}}\n"
        changes.append(Write(f"kites/{language}/module.yaml", words))
    for language, words in ABOUT_SCHOOLS.items():
        lesson = f"[[kite]] {{{{fact:wind-law}}}}\n\n## {words.split()[0]} {{#school}}\n\n{words}\n"
        changes.append(Write(f"kites/{language}/flying.md", lesson))
    return changes


def load_three_languages(course) -> None:
    change(course, *in_three_languages())
    load(course)

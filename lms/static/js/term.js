// A glossary term opens where it stands; without this it leads to the list of words at the end of the lesson.
export function start(link) {
  const meaning = document.querySelector(link.getAttribute("href"))?.nextElementSibling;
  if (!meaning) return;
  const note = document.createElement("span");
  note.className = "meaning";
  note.lang = meaning.lang;
  note.textContent = meaning.textContent;
  note.setAttribute("role", "note");
  note.hidden = true;
  link.after(note);
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  const show = (open) => {
    note.hidden = !open;
    link.setAttribute("aria-expanded", String(open));
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    show(note.hidden);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      show(note.hidden);
    } else if (event.key === "Escape") {
      show(false);
    }
  });
}

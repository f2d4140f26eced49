// A glossary term opens where it stands; without this it leads to the list of words at the end of the lesson.
for (const link of document.querySelectorAll("a[data-term]")) {
  const meaning = document.querySelector(link.getAttribute("href"))?.nextElementSibling;
  if (meaning) start(link, meaning);
}

function start(link, meaning) {
  const note = document.createElement("span"); // a term stands in a paragraph, where no block may
  note.className = "meaning";
  note.lang = meaning.lang;
  note.dir = meaning.dir;
  note.textContent = meaning.textContent;
  note.setAttribute("role", "note");
  note.hidden = true;
  link.after(note);
  link.setAttribute("role", "button");
  const show = (open) => {
    note.hidden = !open;
    link.setAttribute("aria-expanded", String(open));
  };
  show(false);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    show(note.hidden);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show(false);
    if (event.key === " ") {
      event.preventDefault();
      show(note.hidden);
    }
  });
}

// Leave this page: what is on the screen goes at once, before the network answers, and Back does not return to it.
// Escape pressed three times within two seconds does the same.
const link = document.querySelector("[data-leave]");
let presses = [];

function leave() {
  document.documentElement.dataset.leaving = ""; // other scripts ask nothing now
  document.body.hidden = true;
  document.title = "-";
  location.replace(link.href);
}

link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const now = Date.now();
  presses = [...presses.filter((earlier) => now - earlier < 2000), now];
  if (presses.length >= 3) leave();
});

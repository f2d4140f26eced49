// Leave this page: it is replaced, so that Back does not return to it. Escape pressed three times does the same.
export function start(link) {
  const leave = () => location.replace(link.href);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const now = Date.now();
    presses = [...presses.filter((earlier) => now - earlier < 2000), now];
    if (presses.length >= 3) leave();
  });
}

// A reflection can be saved as a file on this device, without being sent; and nobody leaves unsaved words unasked.
for (const block of document.querySelectorAll("[data-reflection]")) start(block);

function start(block) {
  const field = block.querySelector("textarea");
  const button = block.querySelector("[data-save]");
  let settled = field.value;

  button.hidden = false;
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([field.value], { type: "text/plain" }));
    link.download = button.dataset.save;
    link.click();
    URL.revokeObjectURL(link.href);
    settled = field.value;
  });
  block.querySelector("form")?.addEventListener("submit", () => (settled = field.value));
  addEventListener("afterprint", () => (settled = field.value));
  addEventListener("beforeunload", (event) => {
    if (field.value === settled || "leaving" in document.documentElement.dataset) return;
    event.preventDefault();
    event.returnValue = ""; // older browsers ask only then
  });
}

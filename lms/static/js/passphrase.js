// A button that shows the passphrase while it is typed: on a phone, typing blind is the commonest reason for errors.
for (const field of document.querySelectorAll("input[data-passphrase]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "toggle";
  button.setAttribute("aria-controls", field.id);
  const show = (open) => {
    field.type = open ? "text" : "password";
    button.textContent = open ? field.dataset.hide : field.dataset.show;
  };
  show(false);
  button.addEventListener("click", () => show(field.type === "password"));
  // hidden again before it is sent: browsers offer to keep what stands in a text field
  field.form.addEventListener("submit", () => show(false));
  field.after(button);
}

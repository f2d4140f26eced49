// A button that shows the passphrase while it is typed: on a phone, typing blind is the commonest reason for errors.
export function start(field) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "toggle";
  button.textContent = field.dataset.show;
  button.addEventListener("click", () => {
    const hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    button.textContent = hidden ? field.dataset.hide : field.dataset.show;
  });
  field.form.addEventListener("submit", () => { field.type = "password"; });
  field.after(button);
}

// A check is answered in place: the server sends the question again, with its feedback. Without a network the page
// says so and keeps the choice; when anything else fails, the form is sent as it would be without a script.
for (const form of document.querySelectorAll("form[data-check]")) start(form);

function start(form) {
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    let reply;
    try {
      reply = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-Fragment": "check" },
      });
    } catch {
      busy = false;
      form.querySelector("[data-offline]").hidden = false;
      return;
    }
    const answered = reply.ok ? fragment(await reply.text()) : null;
    if (!answered) {
      form.submit();
      return;
    }
    form.replaceWith(answered);
    start(answered);
    answered.querySelector(".verdict, :is(.error, .remark):not([hidden])")?.focus();
  });
}

function fragment(text) {
  return new DOMParser().parseFromString(text, "text/html").querySelector("form[data-check]");
}

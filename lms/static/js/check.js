// A check is answered in place: the server sends the question again, with its feedback. When anything fails, the form
// is sent as it would be without a script.
export function start(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const reply = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-Fragment": "check" },
      });
      if (!reply.ok) throw new Error(reply.status);
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const answered = page.querySelector("form[data-check]");
      if (!answered) throw new Error("no check came back");
      form.replaceWith(answered);
      start(answered);
      answered.querySelector(".verdict, .error")?.focus({ preventScroll: true });
    } catch {
      form.submit();
    }
  });
}

// In a quiz each tap is saved at once. An answer never looks saved before the server has said so.
const PAUSES = [1000, 2000, 5000, 10000, 20000, 30000];
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const nonce = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export function start(form) {
  const words = form.dataset;
  const waiting = new Map(); // question → what is to be sent; a later tap of the same question takes its place
  const refused = new Set();
  let busy = false;

  form.addEventListener("change", (event) => {
    const name = event.target.name;
    if (!name?.startsWith("q-")) return;
    const question = name.slice(2);
    refused.delete(question);
    waiting.set(question, body(form, name));
    status(question, words.saving);
    send();
  });

  form.addEventListener("submit", (event) => {
    // the plain form says all that the page shows, so nothing is lost by it; but it must not overtake a tap
    if (busy && event.submitter?.hasAttribute("data-send-in")) {
      event.preventDefault();
      form.querySelector("[data-trouble]").hidden = false;
    } else {
      waiting.clear();
    }
  });

  addEventListener("beforeunload", (event) => {
    if (waiting.size) event.preventDefault();
  });

  async function send() {
    if (busy) return;
    busy = true;
    while (waiting.size) {
      const [question, sent] = waiting.entries().next().value;
      const done = await deliver(question, sent);
      if (done && waiting.get(question) === sent) waiting.delete(question);
    }
    busy = false;
    form.querySelector("[data-trouble]").hidden = true;
  }

  // Tries until the server has answered, or a later tap of this question makes it needless.
  async function deliver(question, sent) {
    for (let tries = 0; waiting.get(question) === sent; tries += 1) {
      try {
        const reply = await fetch(form.action, { method: "POST", body: sent, headers: { Accept: "application/json" } });
        if (reply.ok) {
          saved(question, await reply.json());
          return true;
        }
        if (reply.status < 500 && reply.status !== 429) {
          refuse(question, await reply.json().catch(() => ({})));
          return true;
        }
      } catch {
        // no network: try again
      }
      status(question, words.unsaved, true);
      await pause(PAUSES[Math.min(tries, PAUSES.length - 1)]);
    }
    return false;
  }

  function saved(question, reply) {
    const code = reply.receipts[question] ?? "";
    status(question, words.saved);
    const shown = document.createElement("code");
    shown.textContent = `${code.slice(0, 4)}-${code.slice(4)}`;
    place(question)?.append(" ", shown);
    const tally = document.querySelector("[data-tally]");
    if (tally) tally.textContent = tally.dataset.words.replace("{answered}", reply.answered).replace("{of}", reply.of);
  }

  function refuse(question, reply) {
    refused.add(question);
    status(question, reply.error ?? words.refused, true);
    if (reply.sign_in) {
      const link = document.createElement("a");
      link.href = reply.sign_in;
      link.textContent = words.signIn;
      place(question)?.append(" ", link);
    }
  }

  function place(question) {
    return form.querySelector(`[data-status="${CSS.escape(question)}"]`);
  }

  function status(question, text, bad = false) {
    const line = place(question);
    if (!line) return;
    line.textContent = text;
    line.classList.toggle("unsaved", bad);
  }
}

// What one tap says: this question only, so that another device's answers to the others are left alone.
function body(form, name) {
  const all = new FormData(form);
  const sent = new URLSearchParams({ only: name.slice(2), form: nonce(), seen: "0" });
  for (const field of ["csrf_token", "enrolment"]) sent.append(field, all.get(field));
  for (const value of all.getAll(name)) sent.append(name, value);
  return sent;
}

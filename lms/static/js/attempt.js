// In a quiz each tap is saved at once. An answer never looks saved before the server has said so, and nothing that is
// not saved is left behind without a word.
const PAUSES = [1000, 2000, 5000, 10000, 20000, 30000];
const PATIENCE = 20000; // a request that hangs this long is given up and sent again: its nonce makes that harmless
const LAST_WAIT = 8000; // how long a pressed button waits for answers that are on their way

for (const form of document.querySelectorAll("form[data-attempt]")) start(form);

function start(form) {
  const words = form.dataset;
  const waiting = new Map(); // question → what is to be sent; a later tap of the same question takes its place
  const refused = new Set(); // questions whose last tap the server did not take
  const typing = new Set(); // names of lines that are being typed
  let working = null; // while the queue is being sent
  let going = false; // the whole page is being sent
  let wake = () => {};

  form.addEventListener("change", ({ target }) => given(target.name));
  // A line is kept when it is left, or when the page goes out of sight: a phone may end it there.
  form.addEventListener("input", ({ target }) => target.matches("input[type=text]") && typing.add(target.name));
  form.addEventListener("focusout", ({ target }) => typing.has(target.name) && given(target.name));
  document.addEventListener("visibilitychange", () => document.hidden && [...typing].forEach(given));

  function given(name) {
    typing.delete(name);
    if (!name?.startsWith("q-")) return;
    const question = name.slice(2);
    refused.delete(question);
    waiting.set(question, tapped(form, name));
    say(question, words.saving);
    work();
  }

  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (button && "enter" in button.dataset && !refused.size) return event.preventDefault(); // the line is saved by now
    // what was refused (the session has ended) is kept by sending the whole page: it waits with the sign-in form
    if (going || !waiting.size || refused.size) {
      going = true;
      return;
    }
    event.preventDefault(); // the page must not overtake a tap; and without a network it would be gone
    trouble(words.wait);
    wake();
    await Promise.race([working, pause(LAST_WAIT)]);
    if (waiting.size) return trouble(words.trouble);
    going = true;
    button?.click();
  });

  addEventListener("pageshow", () => (going = false));
  addEventListener("online", () => wake());
  addEventListener("beforeunload", (event) => {
    if (going || "leaving" in document.documentElement.dataset || waiting.size + refused.size + typing.size === 0) return;
    event.preventDefault();
    event.returnValue = ""; // older browsers ask only then
  });

  function work() {
    working ??= sendAll().finally(() => (working = null));
  }

  async function sendAll() {
    while (waiting.size) {
      const [question, sent] = waiting.entries().next().value;
      await deliver(question, sent);
    }
    trouble("");
  }

  // Tries until the server has answered, or a later tap of this question makes it needless.
  async function deliver(question, sent) {
    for (let tries = 0; waiting.get(question) === sent; tries += 1) {
      const reply = await post(form.action, sent);
      if (reply && reply.status < 500 && reply.status !== 429) {
        const answer = await reply.json().catch(() => ({}));
        if (waiting.get(question) !== sent) return; // tapped again meanwhile: that one is next
        waiting.delete(question);
        if (reply.ok && answer.receipts) saved(question, answer);
        else refuse(question, answer);
        return;
      }
      say(question, navigator.onLine ? words.unsaved : words.offline, false);
      await Promise.race([pause(PAUSES[Math.min(tries, PAUSES.length - 1)]), new Promise((go) => (wake = go))]);
    }
  }

  function saved(question, answer) {
    const code = answer.receipts[question] ?? "";
    const line = say(question, answer.late ? words.late : words.saved, true);
    if (line && code) {
      const shown = document.createElement("code");
      shown.textContent = `${code.slice(0, 4)}-${code.slice(4)}`;
      line.append(" ", shown);
    }
    for (const line of form.querySelectorAll(`[data-remark="${CSS.escape(question)}"]`)) {
      line.textContent = answer.remarks[question] ?? "";
      line.hidden = !line.textContent;
    }
    for (const tally of document.querySelectorAll(".tally")) {
      tally.textContent = words.answered.replace("{answered}", answer.answered).replace("{of}", answer.of);
    }
  }

  function refuse(question, answer) {
    refused.add(question);
    const line = say(question, answer.error ?? words.refused, false);
    const button = document.createElement("button");
    button.className = "quiet";
    button.textContent = words.keep;
    line?.append(" ", button); // a plain button of this form: it sends the whole page
  }

  // The line of a question; `good` is true when it is saved, false when it is not, undefined while nobody knows.
  function say(question, text, good) {
    const line = form.querySelector(`[data-status="${CSS.escape(question)}"]`);
    if (!line) return null;
    line.classList.toggle("unsaved", good === false);
    line.replaceChildren(text);
    const icon = good === undefined ? null : form.querySelector(`[data-icons] > :nth-child(${good ? 1 : 2})`);
    if (icon) line.prepend(icon.cloneNode(true), " ");
    return line;
  }

  function trouble(text) {
    const line = form.querySelector("[data-trouble]");
    line.textContent = text;
    line.hidden = !text;
  }
}

// What one tap says: this question only, so that another device's answers to the others are left alone.
function tapped(form, name) {
  const all = new FormData(form);
  const nonce = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0"));
  const sent = new URLSearchParams({ only: name.slice(2), form: nonce.join(""), seen: "0" });
  for (const field of ["csrf_token", "enrolment"]) sent.append(field, all.get(field));
  for (const value of all.getAll(name)) sent.append(name, value);
  return sent;
}

// The reply, or null when there was none.
async function post(address, body) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE);
  try {
    return await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, signal: limit.signal });
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

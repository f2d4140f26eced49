// In a quiz each tap is saved at once, as a record of its own (docs/api.md). An answer never looks saved before the
// server has said so, and nothing that is not saved is left behind without a word.
const PAUSES = [1000, 2000, 5000, 10000, 20000, 30000];
const PATIENCE = 20000; // a request that hangs this long is given up and sent again: its id makes that harmless
const LAST_WAIT = 8000; // how long a pressed button waits for answers that are on their way
// How the values of a question's fields become a response; its element names one in `data-response`. The same values
// sent by a plain form must be read as the same response. Nothing chosen or typed is null.
const RESPONSES = {
  one: (values) => values.find(Boolean) ?? null,
  list: (values) => (values.length ? [...new Set(values)].sort() : null),
  rows: (values) => paired(values),
  numbers: (values) => paired(values, Number),
  line: (values) => values[0]?.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, " ").trim() || null,
};

// Fields whose values are "row:choice": row → choice.
function paired(values, read = String) {
  const pairs = values.filter(Boolean).map((value) => value.split(":"));
  return pairs.length ? Object.fromEntries(pairs.map(([row, choice]) => [row, read(choice)])) : null;
}

for (const form of document.querySelectorAll("form[data-attempt]")) start(form);

function start(form) {
  const words = form.dataset;
  const waiting = new Map(); // question → the record to be sent; a later tap of the same question takes its place
  const refused = new Set(); // questions whose last tap the server did not take
  let seq = Number(words.seq); // a Lamport counter: the greatest number seen in this attempt
  const typing = new Set(); // names of lines that are being typed
  let working = null; // while the queue is being sent
  let going = false; // the whole page is being sent
  let wake = () => {};

  form.addEventListener("change", ({ target }) => given(target));
  // A line is kept when it is left, or when the page goes out of sight: a phone may end it there.
  form.addEventListener("input", ({ target }) => target.matches("input[type=text]") && typing.add(target));
  form.addEventListener("focusout", ({ target }) => typing.has(target) && given(target));
  document.addEventListener("visibilitychange", () => document.hidden && [...typing].forEach(given));

  function given(field) {
    typing.delete(field);
    if (!field.name?.startsWith("q-")) return;
    const question = field.name.slice(2);
    const read = RESPONSES[field.closest("[data-response]")?.dataset.response];
    if (!read) return refuse(question, words.press); // a question whose fields only the server can read
    refused.delete(question);
    waiting.set(question, record(question, read(new FormData(form).getAll(field.name))));
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
      const reply = await post(form, sent);
      if (reply && reply.status < 500 && reply.status !== 429) {
        const answer = await reply.json().catch(() => ({}));
        const ahead = seq < (answer.seqs?.[words.attempt] ?? 0);
        seq = Math.max(seq, answer.seqs?.[words.attempt] ?? 0);
        if (waiting.get(question) !== sent) return; // tapped again meanwhile: that one is next
        waiting.delete(question);
        const told = answer.records?.[0] ?? {};
        if (reply.ok && told.receipt) saved(question, told);
        else refuse(question, { 401: words.ended, 403: words.old }[reply.status] ?? told.words ?? answer.error);
        // another device has gone further: this tap, the later one, must not stand behind what was tapped there
        if (ahead && told.outcome === "counted") waiting.set(question, record(question, sent.payload.response));
        return;
      }
      say(question, navigator.onLine ? words.unsaved : words.offline, false);
      await Promise.race([pause(PAUSES[Math.min(tries, PAUSES.length - 1)]), new Promise((go) => (wake = go))]);
    }
  }

  // What one tap says: this question only, so that another device's answers to the others are left alone.
  function record(question, response) {
    seq += 1;
    return {
      id: randomId(),
      kind: "answer_given",
      step: words.step,
      payload: { question, response },
      revision: Number(words.revision),
      attempt: words.attempt,
      seq,
    };
  }

  function saved(question, told) {
    const line = say(question, told.outcome === "late" ? words.late : words.saved, true);
    if (!line) return;
    const shown = document.createElement("code");
    shown.textContent = `${told.receipt.slice(0, 4)}-${told.receipt.slice(4)}`;
    line.append(" ", shown);
    if (told.outcome === "late") return;
    for (const remark of form.querySelectorAll(`[data-remark="${CSS.escape(question)}"]`)) {
      remark.textContent = told.remark;
      remark.hidden = !told.remark;
    }
    line.toggleAttribute("data-given", told.answered);
    const lines = form.querySelectorAll("[data-status]");
    const given = form.querySelectorAll("[data-status][data-given]");
    for (const tally of document.querySelectorAll(".tally")) {
      tally.textContent = words.answered.replace("{answered}", given.length).replace("{of}", lines.length);
    }
  }

  function refuse(question, why) {
    refused.add(question);
    const line = say(question, why ?? words.refused, false);
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

// UUID 4; crypto.randomUUID is missing in older browsers, and on pages without https.
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// The reply, or null when there was none.
async function post(form, sent) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE);
  try {
    return await fetch(form.dataset.records, {
      method: "POST",
      body: JSON.stringify({ enrolment: form.dataset.enrolment, records: [sent] }),
      headers: {
        "Content-Type": "application/json",
        "Accept-Language": document.documentElement.lang,
        "X-CSRFToken": form.elements.csrf_token.value,
      },
      signal: limit.signal,
    });
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/**
 * The demonstration page: talks to the bot over the calls of docs/openapi.yml.
 *
 * Nothing is stored in the browser: the token lives in a variable and ends with the page. All that the bot or the
 * person writes becomes text nodes, never markup. The texts of the page itself are in demo.html.
 */

const SAFE_LINK = /^(tel:|sms:|mailto:|https:)/;
const NEW_TAB = new Set(["web", "chat"]);
const TYPING_AFTER_MS = 400; // a quick reply needs no "is writing", which a screen reader would read out each time
const KEEPS_WORDS = new Set([0, 400, 413, 429, 503]); // after these the person may want to send the same words again

const byId = (id) => document.getElementById(id);
const log = byId("log");
const box = byId("box");
const texts = Object.fromEntries(
  [...byId("texts").content.children].map((each) => [each.dataset.name, each.textContent]),
);

let token = null;
let queue = Promise.resolve(); // messages go one after the other, in the order in which they were typed

// ── calls ───────────────────────────────────────────────────────────────────────────────────────────

/** One call to the bot. Never throws: an unreachable bot is status 0 with a detail like any other problem. */
async function call(method, path, body) {
  const headers = { "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  try {
    const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body), keepalive: true });
    const read = answer.status === 204 ? {} : await answer.json();
    return { ok: answer.ok, status: answer.status, ...read };
  } catch {
    return { ok: false, status: 0, detail: texts.unreachable };
  }
}

async function begin() {
  token = null;
  const answer = await whileTyping(call("POST", "conversations", {}));
  if (answer.ok) {
    token = answer.token;
    answer.messages.forEach(showMessage);
  } else {
    showProblem(answer);
  }
  return answer.ok;
}

/** Send `{text}` or `{choice}`; `words` is what the person sees of it. */
function send(body, words) {
  removeChoices();
  const said = show("you", words);
  queue = queue.then(async () => {
    if (!token && !(await begin())) return keepWords(body, 0);
    const answer = await whileTyping(call("POST", "messages", body));
    if (answer.ok) {
      answer.messages.forEach(showMessage);
    } else {
      showProblem(answer);
      keepWords(body, answer.status);
    }
    bringIntoView(said);
  });
}

function forget() {
  queue = queue.then(async () => {
    const answer = token ? await call("DELETE", "conversations") : { status: 204 };
    log.replaceChildren(); // at once and in any case: someone may be looking
    box.value = "";
    box.focus();
    if (answer.status !== 204 && answer.status !== 401) {
      showNotice(texts.not_forgotten);
      return;
    }
    showNotice(texts.forgotten);
    await begin();
  });
}

/** Ask the server to forget, without waiting for it, and put an empty page in place of this one in the history. */
function leave(event) {
  event.preventDefault();
  if (token) void call("DELETE", "conversations");
  log.replaceChildren();
  location.replace(event.currentTarget.href);
}

// ── what is shown ───────────────────────────────────────────────────────────────────────────────────

/** An element with a class and children; strings become text nodes. */
function make(tag, name, ...children) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

/** Append a turn by "you" or "guide"; who speaks is said to screen readers and shown by side and colour. */
function show(who, text, ...more) {
  const turn = make("div", `turn ${who}`, make("p", "said", make("span", "who", `${texts[who]}: `), text), ...more);
  log.append(turn);
  bringIntoView(turn);
  return turn;
}

function showMessage(message) {
  const services = message.services.length ? make("ul", "services", ...message.services.map(card)) : null;
  show("guide", message.text, services, choices(message.choices));
}

/** A problem in its own words; one that ends the chat offers a new one, one that names services shows them. */
function showProblem(problem) {
  const notice = showNotice(problem.detail);
  if (problem.services?.length) notice.append(make("ul", "services", ...problem.services.map(card)));
  if (problem.status !== 401) return;
  token = null;
  const again = make("button", "choice", texts.new_chat);
  again.type = "button";
  again.addEventListener("click", () => {
    again.remove();
    box.focus();
    queue = queue.then(begin);
  });
  notice.append(again);
}

function showNotice(text) {
  const notice = make("div", "notice", make("p", "", text));
  log.append(notice);
  bringIntoView(notice);
  return notice;
}

/** One service: its name, why it is shown, how to reach it, and what is known of times and cost. */
function card(service) {
  const facts = [
    ["hours", service.hours],
    ["cost", service.cost],
  ].filter(([, value]) => value);
  return make(
    "li",
    "service",
    make("h2", "", service.name),
    make("p", "", service.why),
    make("ul", "contacts", ...service.contacts.map((contact) => make("li", "", link(contact, service.name)))),
    facts.length
      ? make("dl", "", ...facts.map(([name, value]) => make("div", "", make("dt", "", texts[name]), make("dd", "", value))))
      : null,
    service.note ? make("p", "note", service.note) : null,
  );
}

/** A link that says what it does and, to those who hear it alone, whom it reaches. */
function link(contact, name) {
  const label = contact.kind === "phone" ? `${texts.call} ${contact.label}` : contact.label;
  if (!SAFE_LINK.test(contact.href)) return make("span", "", label);
  const made = make("a", "", label, make("span", "unseen", `, ${name}`));
  made.href = contact.href;
  if (NEW_TAB.has(contact.kind)) {
    made.target = "_blank"; // the chat stays open behind it
    made.rel = "noopener noreferrer";
    made.append(make("span", "unseen", ` ${texts.new_tab}`));
  }
  return made;
}

function choices(offered) {
  if (!offered.length) return null;
  const group = make("div", "choices", ...offered.map(choiceButton));
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", texts.choices);
  return group;
}

function choiceButton({ id, label }) {
  const button = make("button", "choice", label);
  button.type = "button";
  button.addEventListener("click", () => {
    send({ choice: id }, label);
    box.focus(); // the button is gone, and focus must not fall to the top of the page
  });
  return button;
}

/** Choices belong to the last reply only: an old one would answer a question that is no longer open. */
function removeChoices() {
  for (const group of log.querySelectorAll(".choices")) group.remove();
}

/** Put words that could not be sent back into the box, unless the person is already typing something else. */
function keepWords(body, status) {
  if (body.text && KEEPS_WORDS.has(status) && !box.value) box.value = body.text;
}

/** Show that the guide is writing, if the reply takes more than a moment. */
async function whileTyping(reply) {
  const typing = byId("typing");
  const timer = setTimeout(() => {
    typing.textContent = texts.typing;
    typing.hidden = false;
  }, TYPING_AFTER_MS);
  try {
    return await reply;
  } finally {
    clearTimeout(timer);
    typing.hidden = true;
    typing.textContent = "";
  }
}

/** The top of what is new, not its end: a reply is read from its beginning. */
function bringIntoView(element) {
  element.scrollIntoView({ block: "start" });
}

// ── start ───────────────────────────────────────────────────────────────────────────────────────────

byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = box.value.trim();
  box.value = "";
  box.focus();
  if (text) send({ text }, text);
});
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  byId("form").requestSubmit();
});
byId("forget").addEventListener("click", forget);
byId("leave").addEventListener("click", leave);

byId("without-script").remove();
byId("form").hidden = false;
queue = queue.then(begin);

/**
 * <support-chat>: the chat on a council's page. See docs/site-owners.md for its attributes and custom properties.
 *
 * The emergency lines and the exit link are the element's own children: they are there before and without this script.
 */

import { Conversation, Problem } from "./conversation.js";
import { leave, safeExit, watchShift } from "./exit.js";
import { applyTheme } from "./theme.js";
import { fill, make, View } from "./view.js";
import STYLES from "./styles.css";
import TEXTS from "./texts.en.json";

const HERE = new URL(".", import.meta.url).href.replace(/\/$/, "");
const NEUTRAL_SITE = "https://www.bbc.co.uk/weather";
const MOST_LETTERS = 2000;
const TYPING_AFTER_MS = 400; // a quick reply needs no "is writing", which a screen reader would read out each time
const SLOW_AFTER_MS = 2_500;

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLES);

class SupportChat extends HTMLElement {
  static observedAttributes = ["mode", "theme"];

  #root = this.attachShadow({ mode: "open" });
  #texts = TEXTS;
  #view = new View(TEXTS);
  #conversation = null;
  #parts = {};
  #stops = [];
  #era = {}; // another one after each forgetting: what was awaited before is not shown any more
  #awaited = 0;
  #stopWaiting = () => {};

  connectedCallback() {
    this.#root.adoptedStyleSheets = [sheet];
    this.#render();
    this.#listen();
    const own = this.getAttribute("texts");
    if (own) this.#replaceTexts(own);
  }

  disconnectedCallback() {
    this.#stops.splice(0).forEach((stop) => stop());
    this.#conversation?.abandon(); // nobody could reach it again
    this.#clear();
  }

  attributeChangedCallback() {
    if (this.isConnected && this.#parts.probe) this.#theme();
  }

  /** Where the bot answers: the attribute `bot`, or the address that this script came from. */
  get #base() {
    return (this.getAttribute("bot") ?? HERE).replace(/\/$/, "");
  }

  get #exitAddress() {
    const link = this.querySelector("[data-exit]");
    return safeExit(this.getAttribute("exit-url") ?? link?.href ?? "", NEUTRAL_SITE);
  }

  get #isLauncher() {
    return this.getAttribute("mode") === "launcher";
  }

  // ── what stands there from the beginning ──────────────────────────────────────────────────────────

  #render() {
    const texts = this.#texts;
    const view = this.#view;
    const exit = (words, className) => {
      const link = make("a", { href: this.#exitAddress, className, rel: "noreferrer" }, words);
      link.addEventListener("click", this.#exit);
      return link;
    };
    const parts = {
      probe: make("span", { className: "probe", hidden: true }, make("span")),
      log: make("div", { className: "log", role: "log", "aria-label": texts.log, "aria-live": "polite", tabIndex: 0 }),
      status: make("p", { className: "status", role: "status" }),
      box: make("textarea", { id: "box", rows: 2, autocomplete: "off", "aria-describedby": "hint problem" }),
      problem: make("p", { id: "problem", className: "problem", role: "alert" }),
      start: view.button(texts.start, () => this.#start()),
      announcer: make("p", { className: "unseen", role: "status" }),
    };
    this.#parts = parts;
    parts.intro = make(
      "div",
      { className: "intro" },
      view.paragraphs(texts.intro),
      make("details", {}, make("summary", {}, texts.exit_title), view.paragraphs(texts.exit_help)),
      make("details", {}, make("summary", {}, texts.kept_title), view.paragraphs(this.#kept())),
      parts.start,
    );
    parts.form = make(
      "form",
      { className: "form", noValidate: true, hidden: true },
      make("label", { htmlFor: "box" }, texts.your_message),
      make("p", { id: "hint", className: "hint" }, texts.hint),
      parts.problem,
      make("div", { className: "row" }, parts.box, make("button", { type: "submit" }, texts.send)),
    );
    parts.tools = make(
      "div",
      { className: "tools", role: "group", "aria-label": texts.tools, hidden: true },
      view.button(texts.start_again, () => this.#startAgain(), "quiet"),
      view.button(texts.forget, () => this.#forget(), "quiet"),
      exit(texts.exit_second, "unseen skip"),
    );
    const slot = make("slot", { className: this.#isLauncher ? "outside" : "" }, this.#ownLines(exit));
    parts.bar = make("div", { className: "bar" }, this.#isLauncher ? this.#ownLines(exit) : slot);
    parts.panel = make(
      "section",
      { className: "panel", "aria-label": texts.title, lang: texts.lang },
      make("div", { className: "head" }, make("h2", {}, texts.title)),
      parts.intro,
      parts.log,
      parts.status,
      parts.tools,
      parts.form,
    );
    parts.panel.prepend(parts.bar);
    if (this.#isLauncher) this.#addLauncher(parts);
    this.#root.replaceChildren(parts.probe, ...(this.#isLauncher ? [slot, parts.launcher] : []), parts.panel, parts.announcer);
    parts.log.hidden = true;
    this.toggleAttribute("data-launcher", this.#isLauncher);
    this.#theme();
  }

  /** In launcher mode the children stay where the site put them; the chat opens over the page and has its own lines. */
  #addLauncher(parts) {
    const close = this.#view.button(this.#texts.close, () => this.#open(false), "quiet");
    parts.launcher = this.#view.button(this.#texts.open, () => this.#open(true), "launcher");
    parts.launcher.setAttribute("aria-expanded", "false");
    parts.panel.querySelector(".head").append(close);
    parts.panel.hidden = true;
    parts.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#open(false);
    });
  }

  #ownLines(exit) {
    return [
      make("a", { href: "tel:999" }, this.#texts.danger),
      make("a", { href: "tel:08081689111" }, this.#texts.supportline),
      exit(this.#texts.exit, "exit"),
    ];
  }

  #kept() {
    const hours = Number(this.getAttribute("kept-hours")) || 24;
    return this.#texts.kept.map((text) => fill(text, { hours }));
  }

  #theme() {
    const bad = applyTheme(this, this.#parts.probe);
    if (bad.length) console.warn(`<support-chat>: too little contrast, so its own colours are used: ${bad.join(", ")}.`);
  }

  async #replaceTexts(address) {
    try {
      const answer = await fetch(address, { credentials: "omit" });
      const own = await answer.json();
      const isOfItsKind = ([name, text]) => (Array.isArray(TEXTS[name]) ? Array.isArray(text) : typeof text === "string");
      this.#texts = { ...TEXTS, ...Object.fromEntries(Object.entries(own).filter(isOfItsKind)) };
    } catch {
      console.warn(`<support-chat>: no texts at ${address}; the built-in ones are used.`);
      return;
    }
    if (this.#conversation) return; // never under a person who is already reading
    this.#view = new View(this.#texts);
    this.#render();
  }

  // ── listening ─────────────────────────────────────────────────────────────────────────────────────

  #listen() {
    const on = (target, name, listener, options) => {
      target.addEventListener(name, listener, options);
      this.#stops.push(() => target.removeEventListener(name, listener, options));
    };
    this.#stops.push(
      watchShift((left) => {
        if (left) this.#announce(this.#texts[`exit_press_${left}`]);
        else this.#exit();
      }),
    );
    on(this, "click", (event) => {
      const link = event.target.closest?.("[data-exit]");
      if (link && this.contains(link)) this.#exit(event);
    });
    on(this.#root, "submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    on(this.#root, "keydown", (event) => {
      if (event.target !== this.#parts.box || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    });
    on(window, "offline", () => this.#showOffline());
    on(window, "online", () => {
      this.#hideOffline();
      if (this.#conversation) this.#announce(this.#texts.back_online);
    });
    // Nothing stays behind in the page that the browser may keep for its Back button.
    on(window, "pagehide", () => this.#clear());
    on(matchMedia("(prefers-color-scheme: dark)"), "change", () => this.#theme());
  }

  #exit = (event) => {
    event?.preventDefault();
    const address = this.#exitAddress;
    const conversation = this.#conversation;
    this.#clear();
    leave(address, this.#texts.neutral_title, () => conversation?.abandon());
  };

  #open(isOpen) {
    const { panel, launcher, box, form, start } = this.#parts;
    panel.hidden = !isOpen;
    launcher.hidden = isOpen;
    launcher.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) launcher.focus();
    else if (form.hidden) start.focus();
    else box.focus();
  }

  // ── the conversation ──────────────────────────────────────────────────────────────────────────────

  async #start() {
    this.#setStarted(true);
    if (!this.#isLauncher && this.getBoundingClientRect().bottom > innerHeight) this.scrollIntoView({ block: "start" });
    this.#parts.box.focus({ preventScroll: true });
    this.#conversation = new Conversation(this.#base);
    await this.#begin();
  }

  async #begin() {
    const conversation = this.#conversation;
    await this.#answered(() => conversation.begin(), (problem) => this.#showProblem(problem, () => this.#begin()));
  }

  #submit() {
    const { box, problem } = this.#parts;
    const text = box.value.trim();
    const over = text.length - MOST_LETTERS;
    problem.textContent = !text ? this.#texts.empty : over > 0 ? fill(this.#texts.too_long, { count: over }) : "";
    box.setAttribute("aria-invalid", String(Boolean(problem.textContent)));
    box.focus();
    if (problem.textContent) return;
    box.value = "";
    this.#closeQuestion();
    this.#say({ text }, text);
  }

  /** Say `{text}` or `{choice}`; `words` is what the person sees of it. */
  #say(body, words) {
    const turn = this.#show(this.#view.turn("you", words));
    return this.#send(body, crypto.getRandomValues(new Uint32Array(3)).join("-"), turn);
  }

  async #send(body, id, turn) {
    turn.querySelector(".unsent")?.remove();
    const conversation = this.#conversation;
    await this.#answered(
      () => conversation.send(body, id),
      (problem) => {
        const again = problem.isEnd || problem.isTemporary ? () => this.#send(body, id, turn) : null;
        this.#showProblem(problem, again, turn);
      },
      turn,
    );
  }

  /** Wait for messages and show them. */
  async #answered(work, onProblem, turn = null) {
    const era = this.#era;
    this.#wait();
    let messages = [];
    let problem = null;
    try {
      messages = await work();
    } catch (error) {
      problem = error instanceof Problem ? error : new Problem(0);
    }
    if (era !== this.#era) return; // forgotten meanwhile
    this.#awaited -= 1;
    if (!this.#awaited) this.#stopWaiting();
    if (problem) return onProblem(problem);
    this.#hideOffline();
    messages.forEach((message) => this.#showMessage(message));
    if (turn) this.#bringIntoView(turn);
    else this.#parts.log.scrollTop = 0;
  }

  /** Say that a reply is on its way, and show help beside one that is slow in coming. Several are waited for as one. */
  #wait() {
    this.#awaited += 1;
    if (this.#awaited > 1) return;
    const { status } = this.#parts;
    let slow = null;
    const timers = [
      setTimeout(() => (status.textContent = this.#texts.typing), TYPING_AFTER_MS),
      setTimeout(() => {
        slow = this.#show(this.#view.notice(this.#texts.slow, this.#texts.lines, this.#lineLinks()));
      }, SLOW_AFTER_MS),
    ];
    this.#stopWaiting = () => {
      timers.forEach(clearTimeout);
      status.textContent = "";
      if (slow) this.#drop(slow);
    };
  }

  /** Whatever is still awaited belongs to a chat that is over. */
  #waitNoMore() {
    this.#stopWaiting();
    this.#awaited = 0;
    this.#era = {};
  }

  #startAgain() {
    this.#closeQuestion();
    this.#say({ choice: "start_again" }, this.#texts.start_again);
  }

  async #forget() {
    this.#waitNoMore();
    const era = this.#era;
    const { box, problem } = this.#parts;
    this.#emptyLog(); // at once and in any case: someone may be looking
    problem.textContent = box.value = "";
    box.focus();
    let said = [this.#texts.not_forgotten];
    try {
      await this.#conversation.forget();
      said = [this.#texts.forgotten, this.#newChat()];
    } catch {
      // Said in words; pressing again tries again.
    }
    if (era === this.#era) this.#show(this.#view.notice(...said));
  }

  #emptyLog() {
    this.#parts.log.replaceChildren();
    this.#parts.offline = null;
    if (!navigator.onLine) this.#showOffline();
  }

  #newChat() {
    const button = this.#view.button(this.#texts.new_chat, () => {
      this.#emptyLog();
      this.#parts.box.focus();
      this.#begin();
    }, "choice");
    return button;
  }

  // ── what is shown ─────────────────────────────────────────────────────────────────────────────────

  #show(element) {
    this.#parts.log.append(element);
    this.#bringIntoView(element);
    return element;
  }

  #showMessage(message) {
    const turn = this.#view.message(message);
    if (message.choices?.length) {
      this.#drop(...this.#parts.log.querySelectorAll(".choices"));
      turn.append(this.#question(message.choices));
    }
    this.#show(turn);
  }

  /** Choices that become "Change my answer" once one is taken, and choices again when that is pressed. */
  #question(choices) {
    const group = this.#view.choices(choices, (choice) => {
      group.replaceWith(change);
      change.focus(); // the button that was pressed is gone, and focus must not fall to the top of the page
      this.#closeQuestion(change);
      this.#say({ choice: choice.id }, choice.label);
    });
    const change = this.#view.button(this.#texts.change, () => {
      change.replaceWith(group);
      group.firstElementChild.focus();
    }, "quiet change");
    return group;
  }

  /** Only the newest question can be answered by buttons, and only the newest answer changed: an old one may no longer be open. */
  #closeQuestion(except = null) {
    this.#drop(...[...this.#parts.log.querySelectorAll(".choices, .change")].filter((old) => old !== except));
  }

  /** Take elements out of the log. Focus that was in them goes to what the person said last, not to the top of the page. */
  #drop(...elements) {
    const { log } = this.#parts;
    const hadFocus = elements.some((each) => each.contains(this.#root.activeElement));
    elements.forEach((each) => each.remove());
    if (hadFocus) ([...log.querySelectorAll(".you")].at(-1) ?? log).focus({ preventScroll: true });
  }

  /** A problem in its own words, with help, and a button that tries again without losing or doubling anything. */
  #showProblem(problem, again, turn = null) {
    const texts = this.#texts;
    const known = problem.isEnd ? texts.ended : problem.detail;
    const words = !navigator.onLine ? texts.offline : known || texts.unreachable;
    const button = again && this.#view.button(problem.isEnd ? texts.new_chat : texts.retry, () => {
      notice.remove();
      this.#parts.box.focus();
      again();
    }, "choice");
    const wait = problem.seconds && !problem.isEnd ? fill(texts.wait, { seconds: problem.seconds }) : null;
    const help = problem.isEnd || problem.status === 429 ? [texts.lines] : [texts.lines, this.#lineLinks()];
    const notice = this.#view.notice(words, wait, ...help, button);
    if (turn) turn.append(make("p", { className: "unsent" }, texts.not_sent));
    this.#show(notice);
  }

  #showOffline() {
    if (!this.#conversation || this.#parts.offline) return;
    this.#parts.offline = this.#view.notice(this.#texts.offline, this.#texts.lines, this.#lineLinks());
    this.#show(this.#parts.offline);
  }

  #hideOffline() {
    if (this.#parts.offline) this.#drop(this.#parts.offline);
    this.#parts.offline = null;
  }

  #lineLinks() {
    return make(
      "ul",
      { className: "contacts" },
      make("li", {}, make("a", { href: "tel:999" }, this.#texts.danger)),
      make("li", {}, make("a", { href: "tel:08081689111" }, this.#texts.supportline)),
    );
  }

  #announce(words) {
    this.#parts.announcer.textContent = words;
  }

  /** The top of what is new, not its end: a reply is read from its beginning. Where the log scrolls, the page does not. */
  #bringIntoView(element) {
    const { log, bar } = this.#parts;
    if (getComputedStyle(log).overflowY === "visible") return element.scrollIntoView({ block: "nearest" });
    const top = Math.max(log.getBoundingClientRect().top, bar.getBoundingClientRect().bottom); // the bar may lie over the log
    log.scrollTop += element.getBoundingClientRect().top - top - 8;
  }

  /** Back to the beginning, with nothing that was said anywhere in the page. */
  #clear() {
    const { log, box, problem, status } = this.#parts;
    this.#waitNoMore();
    this.#conversation = null;
    this.#parts.offline = null;
    for (const part of [log, problem, status]) part.replaceChildren();
    box.value = "";
    this.#setStarted(false);
  }

  #setStarted(isStarted) {
    const { intro, log, form, tools } = this.#parts;
    this.toggleAttribute("data-started", isStarted);
    intro.hidden = isStarted;
    for (const part of [log, form, tools]) part.hidden = !isStarted;
  }
}

if (!customElements.get("support-chat")) customElements.define("support-chat", SupportChat);

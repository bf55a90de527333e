/**
 * <support-chat>: the chat on a council's page. See docs/site-owners.md for its attributes and custom properties.
 *
 * The emergency lines and the exit link are the element's own children: they are there before and without this script.
 */

import { leave, safeExit, watchShift } from "./exit.js";
import { Log } from "./log.js";
import { buildParts } from "./parts.js";
import { Talk } from "./talk.js";
import { applyTheme } from "./theme.js";
import { fill, make, View } from "./view.js";
import STYLES from "./styles.css";
import TEXTS from "./texts.en.json";

const HERE = new URL(".", import.meta.url).href.replace(/\/$/, "");
const NEUTRAL_SITE = "https://www.bbc.co.uk/weather";

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLES);

class SupportChat extends HTMLElement {
  static observedAttributes = ["mode", "theme"];

  #root = this.attachShadow({ mode: "open" });
  #texts = TEXTS;
  #parts = null;
  #log = null;
  #talk = null; // from Start on
  #stops = [];

  connectedCallback() {
    this.#root.adoptedStyleSheets = [sheet];
    this.#render();
    this.#listen();
    const own = this.getAttribute("texts");
    if (own) this.#replaceTexts(own);
  }

  disconnectedCallback() {
    this.#stops.splice(0).forEach((stop) => stop());
    const talk = this.#talk;
    this.#clear();
    talk?.abandon(); // nobody could reach it again
  }

  attributeChangedCallback(name) {
    if (!this.#parts) return;
    if (name === "mode") this.#place(Boolean(this.#talk));
    this.#theme();
  }

  /** Where the bot answers: the attribute `bot`, or the address that this script came from. */
  get #base() {
    return (this.getAttribute("bot") ?? HERE).replace(/\/$/, "");
  }

  /** The site's own exit; an anchor that leads nowhere cannot be pressed, so it is none. */
  get #exitLink() {
    return this.querySelector("[data-exit]:not(a:not([href]))");
  }

  get #exitAddress() {
    return safeExit(this.getAttribute("exit-url") ?? this.#exitLink?.attributes.href?.value, NEUTRAL_SITE);
  }

  get #isLauncher() {
    return this.getAttribute("mode") === "launcher";
  }

  // ── what stands there ─────────────────────────────────────────────────────────────────────────────

  #render() {
    const view = new View(this.#texts);
    const hours = Number(this.getAttribute("kept-hours")) || 24;
    const kept = this.#texts.kept.map((text) => fill(text, { hours }));
    const exit = (words, className) => {
      const link = make("a", { href: this.#exitAddress, className, rel: "noreferrer" }, words);
      link.addEventListener("click", this.#exit);
      return link;
    };
    this.#parts = buildParts(view, kept, exit, {
      start: () => this.#start(view),
      startAgain: () => this.#talk.startAgain(),
      forget: () => this.#talk.forget(),
      open: () => this.#open(true),
      close: () => this.#open(false),
    });
    const { probe, launcher, panel, announcer, log, bar, slot } = this.#parts;
    this.#log = new Log(log, bar, this, view);
    this.#root.replaceChildren(probe, launcher, panel, announcer);
    slot.addEventListener("slotchange", () => this.#completeBar());
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#isLauncher) this.#open(false);
    });
    this.#place(false);
    this.#setStarted(false);
    this.#theme();
  }

  /**
   * In the page, the site's own lines are the bar of the chat. Behind a button they stay where the site put them, and the
   * chat, which opens over the page, has lines of its own. Nothing that was said is touched, so `mode` may change at any time.
   */
  #place(isOpen) {
    const { slot, lines, exit, bar, launcher, close } = this.#parts;
    const isLauncher = this.#isLauncher;
    this.toggleAttribute("data-launcher", isLauncher);
    slot.className = isLauncher ? "outside" : "";
    slot.replaceChildren(...(isLauncher ? [] : lines));
    bar.replaceChildren(...(isLauncher ? lines : [slot]), exit);
    if (isLauncher) launcher.before(slot);
    close.hidden = !isLauncher;
    this.#show(isOpen || !isLauncher);
    this.#completeBar();
  }

  /** There is a way out whatever the site left out. */
  #completeBar() {
    this.#parts.exit.hidden = !this.#isLauncher && Boolean(this.#exitLink);
  }

  #show(isOpen) {
    const { panel, launcher } = this.#parts;
    panel.hidden = !isOpen;
    launcher.hidden = isOpen;
    launcher.setAttribute("aria-expanded", String(isOpen));
  }

  #open(isOpen) {
    const { launcher, box, start } = this.#parts;
    this.#show(isOpen);
    const next = !isOpen ? launcher : this.#talk ? box : start;
    next.focus({ preventScroll: true });
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
    if (!this.#talk) this.#renderAgain(); // never under a person who is in a chat
  }

  /** With other words, but as it was: what is open stays open, and the focus stays where it is. */
  #renderAgain() {
    const { panel, launcher } = this.#parts;
    const stops = () => [...this.#root.querySelectorAll("a, button, summary")];
    const focused = stops().indexOf(this.#root.activeElement);
    const opened = [...panel.querySelectorAll("details")].map((each) => each.open);
    const isOpen = launcher.hidden;
    this.#render();
    this.#show(isOpen);
    this.#parts.panel.querySelectorAll("details").forEach((each, index) => (each.open = opened[index]));
    stops()[focused]?.focus({ preventScroll: true });
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
      this.#talk.submit();
    });
    on(this.#root, "keydown", (event) => {
      if (event.target !== this.#parts.box || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#talk.submit();
    });
    on(window, "offline", () => this.#talk?.showOffline());
    on(window, "online", () => {
      this.#talk?.hideOffline();
      if (this.#talk) this.#announce(this.#texts.back_online);
    });
    // Nothing stays behind in the page that the browser may keep for its Back button.
    on(window, "pagehide", () => this.#clear());
    on(matchMedia("(prefers-color-scheme: dark)"), "change", () => this.#theme());
  }

  #announce(words) {
    this.#parts.announcer.textContent = words;
  }

  #exit = (event) => {
    event?.preventDefault();
    const address = this.#exitAddress;
    const talk = this.#talk;
    this.#clear();
    leave(address, this.#texts.neutral_title, () => talk?.abandon());
  };

  // ── from Start to the end ─────────────────────────────────────────────────────────────────────────

  #start(view) {
    this.#setStarted(true);
    this.#parts.box.focus({ preventScroll: true });
    this.#log.bringAllIntoView();
    this.#talk = new Talk(this.#base, view, this.#log, this.#parts);
    this.#talk.begin();
  }

  /** Back to the beginning, with nothing that was said anywhere in the page. */
  #clear() {
    const { log, box, problem, status, announcer } = this.#parts;
    this.#talk?.stop();
    this.#talk = null;
    for (const part of [log, problem, status, announcer]) part.replaceChildren();
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

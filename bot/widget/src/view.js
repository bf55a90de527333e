/** What the bot and the person say, as elements. Everything becomes text nodes, never markup. */

const SAFE_LINK = /^(tel:|sms:|mailto:|https:)/;
const NEW_TAB = new Set(["web", "chat"]);
/** The text that says what a link does, and the labels that do not say it themselves: a bare number or address. */
const SAID_WITH = new Map([["phone", ["call", /^[^\p{L}]+$/u]], ["sms", ["text", /^[^\p{L}]+$/u]], ["email", ["email", /^\S+@\S+$/]]]);

/** An element with properties and children; strings become text nodes, empty children are left out. */
export function make(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** Fill `{name}` in a text. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The same text with its telephone numbers held together: half a number at the end of a line is easily misread. */
export function whole(text) {
  return `${text ?? ""}`.replace(/(\d) (?=\d)/g, "$1\u00a0");
}

export class View {
  texts;
  #theirs; // what the bot sends has a language of its own, and a direction that its words decide

  constructor(texts) {
    this.texts = texts;
    this.#theirs = { dir: "auto", lang: texts.reply_lang };
  }

  /** A turn of "you" or "guide". Who speaks is said to screen readers and shown by side and colour. */
  turn(who, text, ...more) {
    const { lang } = this.texts;
    const speaker = make("bdi", { className: "unseen", lang }, `${this.texts[who]}: `); // a bdi: it does not decide the direction
    const manner = who === "you" ? { dir: "auto" } : this.#theirs;
    const said = make("p", { className: "said", ...manner }, speaker, who === "you" ? text : whole(text));
    return make("div", { className: `turn ${who}`, tabIndex: -1 }, text ? said : null, ...more);
  }

  /**
   * A message of the bot. Buttons that answer a question stand under the question, where they are seen; those that
   * comment on the services ("That is not what I meant") stand below them.
   */
  message({ text, services, asks }, buttons) {
    const cards = this.#services(services);
    return this.turn("guide", text, ...(asks ? [buttons, cards] : [cards, buttons]));
  }

  #services(services) {
    return services?.length ? make("ul", { className: "services" }, services.map((each) => this.#card(each))) : null;
  }

  /** One service: its name, why it is shown, how to reach it, what is known of hours and cost. */
  #card(service) {
    const theirs = this.#theirs;
    const facts = [["hours", service.hours], ["cost", service.cost]]
      .filter(([, value]) => value)
      .map(([name, value]) => make("div", {}, make("dt", {}, this.texts[name]), make("dd", theirs, whole(value))));
    const note = service.note ?? "";
    const contacts = service.contacts ?? [];
    const needsRelay = contacts.some(({ kind, href }) => kind === "phone" && href !== "tel:999") && !note.includes("18001");
    return make(
      "li",
      { className: "service" },
      make("h3", theirs, service.name),
      make("p", theirs, whole(service.why)),
      make("ul", { className: "contacts" }, contacts.map((contact) => make("li", {}, this.#contact(contact, service.name)))),
      facts.length ? make("dl", {}, facts) : null,
      note ? make("p", { className: "note", ...theirs }, whole(note)) : null,
      needsRelay ? make("p", { className: "note" }, this.texts.relay) : null,
    );
  }

  /** A link that says what it does and, to those who hear it alone, whom it reaches. */
  #contact({ kind, label, href }, name) {
    const [said, isBare] = SAID_WITH.get(kind) ?? [];
    const words = whole(isBare?.test(label) ? fill(this.texts[said], { label }) : label);
    if (!SAFE_LINK.test(href)) return make("span", { dir: "auto" }, words);
    const isNew = NEW_TAB.has(kind);
    return make(
      "a",
      { href, dir: "auto", ...(isNew && { target: "_blank", rel: "noopener noreferrer", referrerPolicy: "no-referrer" }) },
      words,
      make("bdi", { className: "unseen" }, `, ${name}${isNew ? ` ${this.texts.new_tab}` : ""}`),
    );
  }

  /** Buttons for the choices; `onChoose(choice)` is called with the one that was pressed. */
  choices(choices, onChoose) {
    const buttons = choices.map((choice) => {
      const button = this.button(choice.label, () => onChoose(choice), "choice");
      return Object.assign(button, this.#theirs);
    });
    return make("div", { className: "choices", role: "group", "aria-label": this.texts.choices }, buttons);
  }

  button(words, onClick, className = "") {
    const button = make("button", { type: "button", className }, words);
    button.addEventListener("click", onClick);
    return button;
  }

  /** The two lines of the emergency services and of the Supportline, as links. */
  lines() {
    return [["tel:999", this.texts.danger], ["tel:08081689111", this.texts.supportline]].map(([href, words]) =>
      make("a", { href }, whole(words)),
    );
  }

  /** Something that stands out: a problem, and what can be done about it. */
  notice(className, ...content) {
    const shown = content.filter(Boolean).map((each) => (typeof each === "string" ? make("p", { dir: "auto" }, each) : each));
    return make("div", { className: `notice ${className}` }, shown);
  }

  /** Words that lead to the two lines, inside a notice. */
  help(words) {
    const lines = make("ul", { className: "contacts" }, this.lines().map((line) => make("li", {}, line)));
    return make("div", { className: "help" }, words ? make("p", {}, words) : null, lines);
  }

  /** Said below a message of the person's own. */
  unsent() {
    return make("p", { className: "unsent" }, this.texts.not_sent);
  }

  strong(words) {
    return make("p", { className: "strong", dir: "auto" }, words);
  }

  paragraphs(texts) {
    return texts.map((text) => make("p", {}, text));
  }
}

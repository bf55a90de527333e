/** What the bot and the person say, as elements. Everything becomes text nodes, never markup. */

const SAFE_LINK = /^(tel:|sms:|mailto:|https:)/;
const NEW_TAB = new Set(["web", "chat"]);
const SAID_WITH = new Map([["phone", "call"], ["sms", "text"], ["email", "email"]]);

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

export class View {
  #texts;

  constructor(texts) {
    this.#texts = texts;
  }

  /** A turn of "you" or "guide". Who speaks is said to screen readers and shown by side and colour. */
  turn(who, text, ...more) {
    const said = make("p", { className: "said" }, make("span", { className: "unseen" }, `${this.#texts[who]}: `), text);
    return make("div", { className: `turn ${who}`, tabIndex: -1 }, text ? said : null, ...more);
  }

  /** A message of the bot without its choices. */
  message(message) {
    return this.turn("guide", message.text, this.services(message.services));
  }

  services(services) {
    return services?.length ? make("ul", { className: "services" }, services.map((each) => this.#card(each))) : null;
  }

  /** One service: its name, why it is shown, how to reach it, what is known of hours and cost. */
  #card(service) {
    const facts = [["hours", service.hours], ["cost", service.cost]]
      .filter(([, value]) => value)
      .map(([name, value]) => make("div", {}, make("dt", {}, this.#texts[name]), make("dd", {}, value)));
    const note = service.note ?? "";
    const contacts = service.contacts ?? [];
    const needsRelay = contacts.some(({ kind, href }) => kind === "phone" && href !== "tel:999") && !note.includes("18001");
    return make(
      "li",
      { className: "service" },
      make("h3", {}, service.name),
      make("p", {}, service.why),
      make("ul", { className: "contacts" }, contacts.map((contact) => make("li", {}, this.#contact(contact, service.name)))),
      facts.length ? make("dl", {}, facts) : null,
      note ? make("p", { className: "note" }, note) : null,
      needsRelay ? make("p", { className: "note" }, this.#texts.relay) : null,
    );
  }

  /** A link that says what it does and, to those who hear it alone, whom it reaches. */
  #contact({ kind, label, href }, name) {
    const isBare = `${href}`.endsWith(label.replace(/\s/g, "")); // a label such as "Text 85258" says it already
    const words = SAID_WITH.has(kind) && isBare ? fill(this.#texts[SAID_WITH.get(kind)], { label }) : label;
    if (!SAFE_LINK.test(href)) return make("span", {}, words);
    const isNew = NEW_TAB.has(kind);
    return make(
      "a",
      { href, ...(isNew && { target: "_blank", rel: "noopener noreferrer", referrerPolicy: "no-referrer" }) },
      words,
      make("span", { className: "unseen" }, `, ${name}${isNew ? ` ${this.#texts.new_tab}` : ""}`),
    );
  }

  /** Buttons for the choices; `onChoose(choice)` is called with the one that was pressed. */
  choices(choices, onChoose) {
    return make(
      "div",
      { className: "choices", role: "group", "aria-label": this.#texts.choices },
      choices.map((choice) => this.button(choice.label, () => onChoose(choice), "choice")),
    );
  }

  button(words, onClick, className = "") {
    const button = make("button", { type: "button", className }, words);
    button.addEventListener("click", onClick);
    return button;
  }

  /** Something that stands out: a problem, and what can be done about it. */
  notice(...content) {
    return make("div", { className: "notice" }, content.map((each) => (typeof each === "string" ? make("p", {}, each) : each)));
  }

  paragraphs(texts) {
    return texts.map((text) => make("p", {}, text));
  }
}

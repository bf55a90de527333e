/** The log: what was said, in order; choices that can be pressed and changed; and what is new kept in sight. */

const A_LITTLE_PX = 8;
const A_LONG_TURN = 1 / 3; // of the log's height: a longer message of one's own would leave no room for the reply

export class Log {
  #element;
  #bar;
  #host;
  #view;

  /** `element` is the live region, `bar` the one that may lie over it, `host` the whole widget. */
  constructor(element, bar, host, view) {
    this.#element = element;
    this.#bar = bar;
    this.#host = host;
    this.#view = view;
  }

  /** Append something and bring it into view. Returns it. */
  show(element) {
    this.#element.append(element);
    this.bringIntoView(element);
    return element;
  }

  /** Show messages of the bot below the turn of the person that they answer, if there is one. */
  showMessages(messages, turn, onChoose) {
    const shown = messages.map((message) => this.#turn(message, onChoose));
    this.#element.append(...shown);
    const isLong = turn && turn.offsetHeight > this.#element.clientHeight * A_LONG_TURN;
    const first = turn && !isLong ? turn : shown[0];
    if (first) this.bringIntoView(first);
  }

  #turn(message, onChoose) {
    if (!message.choices?.length) return this.#view.message(message);
    this.drop(...this.#all(".choices:not(.again)")); // of several messages at most one asks
    return this.#view.message(message, this.#question(message.choices, onChoose));
  }

  /** Choices that become "Change my answer" once one is taken, and choices again when that is pressed. */
  #question(choices, onChoose) {
    const group = this.#view.choices(choices, (choice) => {
      group.replaceWith(change);
      change.focus({ preventScroll: true }); // the button that was pressed is gone, and focus must not fall to the top of the page
      this.closeQuestion(change);
      onChoose(choice);
    });
    const change = this.#view.button(this.#view.texts.change, () => {
      group.classList.add("again"); // the next reply, with choices of its own, leaves these alone
      change.replaceWith(group);
      group.firstElementChild.focus();
    }, "quiet change");
    return group;
  }

  /** Only the newest question can be answered by buttons, and only the newest answer changed: an old one may no longer be open. */
  closeQuestion(except = null) {
    this.drop(...this.#all(".choices, .change").filter((old) => old !== except));
  }

  /** Take out what earlier problems said of help. */
  dropHelp() {
    this.drop(...this.#all(".strong + .help"));
  }

  /** Take elements out. Focus that was in them goes to what the person said last, not to the top of the page. */
  drop(...elements) {
    const focused = this.#element.getRootNode().activeElement;
    const hadFocus = elements.some((each) => each.contains(focused));
    elements.forEach((each) => each.remove());
    if (hadFocus) (this.#all(".you").at(-1) ?? this.#element).focus({ preventScroll: true });
  }

  empty() {
    this.#element.replaceChildren();
  }

  /**
   * The top of what is new, not its end: a reply is read from its beginning. Where the log scrolls, the page does not. In a
   * low window the page is what scrolls; it does so only while the person is in the chat, not while they read elsewhere.
   */
  bringIntoView(element) {
    if (!this.#isScroller) {
      if (this.isAttended) element.scrollIntoView({ block: "start", behavior: "instant" });
      return;
    }
    const top = Math.max(this.#element.getBoundingClientRect().top, this.#bar.getBoundingClientRect().bottom);
    this.#element.scrollTop += element.getBoundingClientRect().top - top - A_LITTLE_PX;
  }

  /** Scroll the page as little as it takes to have the whole chat in sight, so that what was asked for can be seen. */
  bringAllIntoView() {
    if (this.#host.hasAttribute("data-launcher")) return; // it lies over the page
    const isWhole = this.#isScroller && this.#host.offsetHeight <= innerHeight;
    const [seen, block] = isWhole ? [this.#host, "nearest"] : [this.#element, "start"];
    seen.scrollIntoView({ block, behavior: "instant" });
  }

  /** Whether the person is in the chat, and not elsewhere on the page. */
  get isAttended() {
    return this.#host.matches(":focus-within");
  }

  get #isScroller() {
    return getComputedStyle(this.#element).overflowY !== "visible";
  }

  #all(selector) {
    return [...this.#element.querySelectorAll(selector)];
  }
}

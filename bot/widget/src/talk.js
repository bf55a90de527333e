/** One chat from "Start" to its end: what is said is sent, what is awaited is shown, what fails is said in words with help. */

import { Conversation, Problem } from "./conversation.js";
import { fill } from "./view.js";

const MOST_LETTERS = 2000;
const TYPING_AFTER_MS = 400; // a quick reply needs no "is writing", which a screen reader would read out each time
const SLOW_AFTER_MS = 2_000;

export class Talk {
  #conversation;
  #texts;
  #view;
  #log;
  #parts;
  #era = {}; // another one after each forgetting: what was awaited before is not shown any more
  #awaited = 0;
  #stopWaiting = () => {};
  #offline = null; // the notice that says so
  #forgotten = null; // the notice that offers a new chat

  /** `base` is the address of the channel; `parts` are the box and what belongs to it. */
  constructor(base, view, log, parts) {
    this.#conversation = new Conversation(base);
    this.#texts = view.texts;
    this.#view = view;
    this.#log = log;
    this.#parts = parts;
  }

  /** Ask for a new conversation and show its greeting. */
  async begin() {
    if (!navigator.onLine) this.showOffline();
    await this.#answered(() => this.#conversation.begin(), (problem) => this.#showProblem(problem, () => this.begin()));
  }

  /** Send what is in the box, unless it is nothing or too much. */
  submit() {
    const { box, problem } = this.#parts;
    const text = box.value.trim();
    const over = text.length - MOST_LETTERS;
    problem.textContent = !text ? this.#texts.empty : over > 0 ? fill(this.#texts.too_long, { count: over }) : "";
    box.setAttribute("aria-invalid", String(Boolean(problem.textContent)));
    box.focus();
    if (problem.textContent) return;
    box.value = "";
    this.#log.closeQuestion();
    this.#say({ text }, text);
  }

  startAgain() {
    this.#log.closeQuestion();
    this.#say({ choice: "start_again" }, this.#texts.start_again);
  }

  /** Empty the page at once and in any case, for someone may be looking; then have the server delete everything. */
  async forget() {
    this.#waitNoMore();
    const era = this.#era;
    const { box, problem } = this.#parts;
    this.#emptyLog();
    problem.textContent = box.value = "";
    box.focus({ preventScroll: true });
    this.#log.bringAllIntoView();
    let isForgotten = true;
    try {
      await this.#conversation.forget();
    } catch {
      isForgotten = false; // said in words; pressing again tries again
    }
    if (era !== this.#era) return;
    if (isForgotten) this.#forgotten = this.#log.show(this.#view.notice("", this.#texts.forgotten, this.#newChat()));
    else this.#log.show(this.#view.notice("alarm", this.#texts.not_forgotten));
  }

  /** From now on nothing is sent or shown. */
  stop() {
    this.#waitNoMore();
    this.#conversation.stop();
  }

  /** Tell the server to forget while the person leaves. */
  abandon() {
    this.#conversation.abandon();
  }

  showOffline() {
    this.#offline ??= this.#showHelp(this.#texts.offline);
  }

  hideOffline() {
    if (this.#offline) this.#log.drop(this.#offline);
    this.#offline = null;
  }

  #showHelp(words) {
    return this.#log.show(this.#view.notice("alarm", this.#view.help(words)));
  }

  /** Say `{text}` or `{choice}`; `words` is what the person sees of it. */
  #say(body, words) {
    if (this.#forgotten) this.#log.drop(this.#forgotten); // these words begin a new chat themselves
    this.#forgotten = null;
    this.#log.bringAllIntoView();
    const turn = this.#log.show(this.#view.turn("you", words));
    return this.#send(body, crypto.getRandomValues(new Uint32Array(3)).join("-"), turn);
  }

  async #send(body, id, turn) {
    turn.querySelector(".unsent")?.remove();
    await this.#answered(
      () => this.#conversation.send(body, id),
      (problem) => {
        turn.append(this.#view.unsent());
        this.#showProblem(problem, problem.isInTheWords ? null : () => this.#send(body, id, turn));
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
    this.hideOffline();
    this.#log.showMessages(messages, turn, (choice) => this.#say({ choice: choice.id }, choice.label));
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
        if (!this.#offline) slow = this.#showHelp(this.#texts.slow);
      }, SLOW_AFTER_MS),
    ];
    this.#stopWaiting = () => {
      timers.forEach(clearTimeout);
      status.textContent = "";
      if (slow) this.#log.drop(slow);
    };
  }

  /** Whatever is still awaited belongs to a chat that is over. */
  #waitNoMore() {
    this.#stopWaiting();
    this.#awaited = 0;
    this.#era = {};
  }

  #emptyLog() {
    this.#log.empty();
    this.#offline = this.#forgotten = null;
    if (!navigator.onLine) this.showOffline();
  }

  #newChat() {
    return this.#view.button(this.#texts.new_chat, () => {
      this.#emptyLog();
      this.#parts.box.focus();
      this.begin();
    }, "choice");
  }

  /** A problem in its own words, with help once, and a button that tries again without losing or doubling anything. */
  #showProblem(problem, again) {
    const { isEnd, isInTheWords, title, detail, status, seconds } = problem;
    const texts = this.#texts;
    const button = again && this.#view.button(isEnd ? texts.new_chat : texts.retry, () => {
      notice.remove();
      this.#parts.box.focus();
      again();
    }, "choice");
    let content = [isEnd ? texts.ended : detail || title];
    if (!isEnd && !isInTheWords) {
      if (!navigator.onLine) this.showOffline();
      content = this.#offline ? [] : this.#downWords(title || texts.down, status === 429 ? "" : texts.unreachable, seconds);
    }
    const notice = this.#view.notice("alarm", ...content, button);
    if (this.#log.isAttended) this.#log.bringAllIntoView();
    this.#log.show(notice);
  }

  /** Help is shown once: what older problems said of it goes. */
  #downWords(title, words, seconds) {
    this.#log.dropHelp();
    const wait = seconds ? fill(this.#texts.wait, { seconds }) : "";
    return [this.#view.strong(title), this.#view.help(words), wait];
  }
}

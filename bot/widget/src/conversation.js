/**
 * One conversation with the bot over the calls of docs/openapi.yml. No DOM, no storage: the token lives here and ends
 * with the page. Messages go one after the other, in the order in which they were written.
 */

const GIVE_UP_AFTER_MS = 10_000; // the server itself answers within a few seconds, always

const saysSomething = (message) => Boolean(message?.text || message?.services?.length || message?.choices?.length);

/** What went wrong with a call: `status` 0 means that no answer came, `seconds` is how long to wait if the answer said so. */
export class Problem extends Error {
  constructor(status, { title = "", detail = "", seconds = 0 } = {}) {
    super(title);
    Object.assign(this, { status, title, detail, seconds });
  }

  /** The token no longer works: this conversation is over. */
  get isEnd() {
    return this.status === 401;
  }

  /** The same words would fail again: `detail` says what to change. In every other case they may go through in a moment. */
  get isInTheWords() {
    return this.status === 400 || this.status === 413;
  }
}

export class Conversation {
  #base;
  #token = null;
  #isAbandoned = false;
  #isStopped = false;
  #queue = Promise.resolve();

  /** `base` is the address of the channel, without a slash at its end. */
  constructor(base) {
    this.#base = base;
  }

  /** Begin anew; resolves to the first messages. Rejects with a `Problem`. */
  begin() {
    return this.#next(() => this.#begin());
  }

  /**
   * Send `{text}` or `{choice}`; resolves to the reply's messages. A conversation that is not open is begun first.
   * `id` names this message: sent again under the same id, it is answered again, never said twice.
   */
  send(body, id) {
    return this.#next(async () => {
      if (!this.#token) await this.#begin();
      const { messages } = await this.#call("POST", "messages", { ...body, message_id: id });
      return messages;
    });
  }

  /** Delete everything that was said. Resolves once the server has; the token is given up only then. */
  forget() {
    return this.#next(async () => {
      if (!this.#token) return;
      try {
        await this.#call("DELETE", "conversations");
      } catch (problem) {
        if (!problem.isEnd) throw problem;
      }
      this.#token = null;
    });
  }

  /** Tell the server to forget while the page is going away, and give the token up. Never throws, never waits. */
  abandon() {
    this.#isAbandoned = true;
    this.#leaveToForget();
  }

  /** Send nothing more: the page is hidden, perhaps for good. What was said is kept as long as the introduction says. */
  stop() {
    this.#isStopped = true;
  }

  /** A token too old to speak with still deletes what was said with it. */
  #leaveToForget() {
    if (this.#token) this.#tellToForget(this.#token);
    this.#token = null;
  }

  #tellToForget(token) {
    try {
      // A form-like body needs no preflight, so it leaves even while the page is being torn down.
      if (navigator.sendBeacon(`${this.#base}/forget`, new Blob([token], { type: "text/plain" }))) return;
    } catch {
      // Some browsers and add-ons refuse beacons.
    }
    const headers = { Authorization: `Bearer ${token}` };
    fetch(`${this.#base}/conversations`, { method: "DELETE", headers, keepalive: true, credentials: "omit" }).catch(() => {});
  }

  async #begin() {
    this.#token = null;
    const { token, messages } = await this.#call("POST", "conversations", {});
    if (typeof token !== "string") throw new Problem(0);
    if (this.#isAbandoned) {
      this.#tellToForget(token); // it was on its way while the person left
      throw new Problem(0);
    }
    this.#token = token;
    return messages;
  }

  #next(work) {
    const done = this.#queue.then(() => {
      if (this.#isAbandoned || this.#isStopped) throw new Problem(0); // what still waits is never sent once the person has left
      return work();
    });
    this.#queue = done.catch(() => {});
    return done;
  }

  async #call(method, path, body) {
    const headers = { "Content-Type": "application/json" };
    if (this.#token) headers.Authorization = `Bearer ${this.#token}`;
    let answer;
    let read = {};
    try {
      answer = await fetch(`${this.#base}/${path}`, {
        method,
        headers,
        body: body && JSON.stringify(body),
        credentials: "omit",
        cache: "no-store",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(GIVE_UP_AFTER_MS),
      });
      if (answer.status !== 204) read = (await answer.json()) ?? {};
    } catch {
      if (!answer || answer.ok) throw new Problem(0);
    }
    if (!answer.ok) {
      if (answer.status === 401) this.#leaveToForget();
      throw new Problem(answer.status, { ...read, seconds: Number(answer.headers.get("Retry-After")) || 0 });
    }
    const messages = Array.isArray(read.messages) ? read.messages.filter(saysSomething) : [];
    if (method === "POST" && !messages.length) throw new Problem(0); // a silent turn is no answer
    return { token: read.token, messages };
  }
}

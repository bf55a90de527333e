/** What stands there from the beginning, in the order in which it is read. What it does is handed in. */

import { COLOURS } from "./theme.js";
import { make } from "./view.js";

/** The parts by name. `does` says what each button does; `exit(words, className)` makes a link that leaves. */
export function buildParts(view, kept, exit, does) {
  const { texts } = view;
  const parts = {
    probe: make("div", { className: "probe", hidden: true }, COLOURS.map((name) => make("span", { className: name }))),
    slot: make("slot"),
    lines: view.lines(),
    exit: exit(texts.exit, "exit"),
    bar: make("div", { className: "bar" }),
    close: view.button(texts.close, does.close, "quiet"),
    launcher: view.button(texts.open, does.open, "launcher"),
    start: view.button(texts.start, does.start),
    log: make("div", { className: "log", role: "log", "aria-label": texts.log, "aria-live": "polite", tabIndex: 0 }),
    status: make("p", { className: "status", role: "status" }),
    box: make("textarea", { id: "box", rows: 2, dir: "auto", enterKeyHint: "send", autocomplete: "off", spellcheck: false, "aria-describedby": "hint problem" }),
    problem: make("p", { id: "problem", className: "problem", role: "alert" }),
    announcer: make("p", { className: "unseen", role: "status" }),
  };
  parts.intro = introduction(view, kept, parts.start);
  parts.tools = make(
    "div",
    { className: "tools", role: "group", "aria-label": texts.tools },
    view.button(texts.start_again, does.startAgain, "quiet"),
    view.button(texts.forget, does.forget, "quiet"),
    exit(texts.exit_second, "unseen skip"),
  );
  parts.form = make(
    "form",
    { className: "form", noValidate: true },
    make("label", { htmlFor: "box" }, texts.your_message),
    make("p", { id: "hint", className: "hint" }, texts.hint),
    parts.problem,
    make("div", { className: "row" }, parts.box, make("button", { type: "submit" }, texts.send)),
  );
  const { bar, close, intro, log, status, tools, form } = parts;
  const head = make("div", { className: "head" }, make("h2", {}, texts.title), close);
  parts.panel = make(
    "section",
    { className: "panel", "aria-label": texts.title, lang: texts.lang },
    bar, head, intro, log, status, tools, form,
  );
  return parts;
}

/** What one must know before the first word. The button stays in sight however much of it is opened. */
function introduction(view, kept, start) {
  const { texts } = view;
  const more = (title, words) => make("details", {}, make("summary", {}, title), view.paragraphs(words));
  return make(
    "div",
    { className: "intro" },
    make(
      "div",
      { className: "about" },
      view.paragraphs(texts.intro),
      more(texts.exit_title, texts.exit_help),
      more(texts.kept_title, kept),
    ),
    start,
  );
}

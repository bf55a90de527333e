/* Which key does what. Pure: an event and what has the focus in, an action or null out (tests/console/conversations/keys.test.mjs). */

const ACTIONS = {
  n: "next", p: "previous", j: "down", k: "up", l: "label", f: "flag", c: "claim", "?": "help",
  1: "question-1", 2: "question-2", 3: "question-3", 4: "question-4", 5: "question-5",
};
const TYPING = new Set(["TEXTAREA", "SELECT"]);
const PRESSED = new Set(["BUTTON", "SUMMARY"]);
const NOT_TYPED_INTO = new Set(["radio", "checkbox"]);

/** Whether keys belong to what has the focus: a field, a button, anything editable. */
export function isTaken(focus) {
  if (!focus || !focus.tag) return false;
  const tag = focus.tag.toUpperCase();
  if (focus.isEditable || TYPING.has(tag) || PRESSED.has(tag) || focus.role === "button") return true;
  return tag === "INPUT" && !NOT_TYPED_INTO.has((focus.type || "text").toLowerCase());
}

/** The action of this key, or null: with a modifier, in a dialog, while typing, on a button, or with keys off. */
export function actionOf(event, { isOn = true, isDialogOpen = false, focus = null } = {}) {
  if (!isOn || isDialogOpen || event.isComposing || event.repeat && !"jk".includes(event.key)) return null;
  if (event.ctrlKey || event.altKey || event.metaKey || isTaken(focus)) return null;
  return Object.hasOwn(ACTIONS, event.key) ? ACTIONS[event.key] : null;
}

/** The place to go in a list of `count`, from `at` (-1 for none), by `step`. */
export function placeAfter(at, step, count) {
  if (!count) return -1;
  if (at < 0) return step > 0 ? 0 : count - 1;
  return Math.min(count - 1, Math.max(0, at + step));
}

/** The choice after the chosen one (-1 for none), round and round. */
export function choiceAfter(chosen, count) {
  return (chosen + 1) % count;
}

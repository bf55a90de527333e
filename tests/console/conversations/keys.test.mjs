import assert from "node:assert/strict";
import test from "node:test";

import { actionOf, choiceAfter, isTaken, placeAfter } from "../../../bot/console/static/console/keys.js";

const press = (key, more = {}) => ({ key, ...more });

test("each key has its action", () => {
  const found = [..."npjklfc?12345"].map((key) => actionOf(press(key)));
  assert.deepEqual(found, [
    "next", "previous", "down", "up", "label", "flag", "claim", "help",
    "question-1", "question-2", "question-3", "question-4", "question-5",
  ]);
});

test("other keys do nothing", () => {
  for (const key of ["a", "N", "6", "0", "Enter", " ", "Escape", "constructor", "toString", "__proto__"]) {
    assert.equal(actionOf(press(key)), null, key);
  }
});

test("nothing happens while typing", () => {
  for (const focus of [{ tag: "TEXTAREA" }, { tag: "SELECT" }, { tag: "INPUT" }, { tag: "INPUT", type: "search" },
    { tag: "INPUT", type: "date" }, { tag: "DIV", isEditable: true }, { tag: "input", type: "number" }]) {
    assert.equal(actionOf(press("n"), { focus }), null, JSON.stringify(focus));
  }
});

test("nothing happens on a focused button", () => {
  for (const focus of [{ tag: "BUTTON" }, { tag: "SUMMARY" }, { tag: "SPAN", role: "button" }, { tag: "INPUT", type: "submit" }]) {
    assert.equal(actionOf(press("n"), { focus }), null, JSON.stringify(focus));
  }
});

test("a choice or a link with the focus does not stop the keys", () => {
  for (const focus of [null, {}, { tag: "INPUT", type: "radio" }, { tag: "INPUT", type: "checkbox" }, { tag: "A" }, { tag: "LI" }]) {
    assert.equal(isTaken(focus), false);
    assert.equal(actionOf(press("j"), { focus }), "down");
  }
});

test("nothing happens with a modifier, in a dialog, while composing, or with keys off", () => {
  for (const modifier of ["ctrlKey", "altKey", "metaKey", "isComposing"]) {
    assert.equal(actionOf(press("n", { [modifier]: true })), null, modifier);
  }
  assert.equal(actionOf(press("n"), { isDialogOpen: true }), null);
  assert.equal(actionOf(press("n"), { isOn: false }), null);
});

test("Shift is not a modifier: the question mark needs it", () => {
  assert.equal(actionOf(press("?", { shiftKey: true })), "help");
});

test("a key held down moves through messages and does nothing else again", () => {
  assert.equal(actionOf(press("j", { repeat: true })), "down");
  assert.equal(actionOf(press("n", { repeat: true })), null);
});

test("places stay inside the list", () => {
  assert.equal(placeAfter(-1, 1, 3), 0);
  assert.equal(placeAfter(-1, -1, 3), 2);
  assert.equal(placeAfter(2, 1, 3), 2);
  assert.equal(placeAfter(0, -1, 3), 0);
  assert.equal(placeAfter(0, 1, 0), -1);
});

test("an answer goes round: yes, no, does not apply", () => {
  assert.deepEqual([choiceAfter(-1, 3), choiceAfter(0, 3), choiceAfter(1, 3), choiceAfter(2, 3)], [0, 1, 2, 0]);
});

/* Keys for the queue and the transcript. Every page works without this. */

import { actionOf, choiceAfter, placeAfter } from "./keys.js";

const room = document.querySelector("[data-keys]");
const CLICKS = { next: "n", previous: "p", flag: "f", claim: "c" };
let at = -1;

function places() {
  return [...room.querySelectorAll("[data-turn], [data-row]")];
}

function here() {
  const list = places();
  const focused = list.findIndex((place) => place.contains(document.activeElement));
  return focused >= 0 ? focused : at;
}

function go(step) {
  const list = places();
  at = placeAfter(here(), step, list.length);
  if (at >= 0) list[at].focus();
}

function label() {
  const place = places()[Math.max(0, here())];
  const field = place && place.querySelector("[data-label-field]");
  if (field) field.focus();
}

function answer(number) {
  const choices = [...room.querySelectorAll(`[data-question="${number}"] input[type="radio"]`)];
  if (!choices.length) return;
  const chosen = choices[choiceAfter(choices.findIndex((choice) => choice.checked), choices.length)];
  chosen.checked = true;
  const question = chosen.closest("fieldset").querySelector("legend").textContent.trim();
  const said = room.querySelector("[data-said]");
  if (said) said.textContent = `${question} ${chosen.labels[0].textContent.trim()}`;
  chosen.closest("fieldset").scrollIntoView({ block: "nearest" });
}

function help() {
  const dialog = document.getElementById("keys");
  if (dialog) dialog.showModal();
  else room.querySelector('[data-key="?"]')?.click();
}

function act(action) {
  if (action in CLICKS) room.querySelector(`[data-key="${CLICKS[action]}"]`)?.click();
  else if (action === "down" || action === "up") go(action === "down" ? 1 : -1);
  else if (action === "label") label();
  else if (action === "help") help();
  else answer(Number(action.slice("question-".length)));
}

function focusOf(element) {
  return element && {
    tag: element.tagName, type: element.type, role: element.getAttribute("role"), isEditable: element.isContentEditable,
  };
}

if (room) {
  document.addEventListener("keydown", (event) => {
    const action = actionOf(event, {
      isOn: room.dataset.keys === "on",
      isDialogOpen: Boolean(document.querySelector("dialog[open]")),
      focus: focusOf(document.activeElement),
    });
    if (!action) return;
    event.preventDefault();
    act(action);
  });
}

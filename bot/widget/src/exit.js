/**
 * Leaving at once: empty the page, tell the server to forget, put a neutral site in place of this page in the history.
 */

const TIMES = 3;
const WITHIN_MS = 5_000;

/**
 * Where to go: `address`, if it is a whole https address of some other page, and otherwise `fallback`. A relative address, an
 * empty one or `javascript:` could lead straight back to what the person is hiding, or run a script.
 */
export function safeExit(address, fallback) {
  try {
    const { protocol, origin, pathname, href } = new URL(address);
    if (protocol === "https:" && origin + pathname !== location.origin + location.pathname) return href;
  } catch {
    // Not a whole address.
  }
  return fallback;
}

/** Leave. What is on the page is gone before anything else happens; a neutral title stays while the other site loads. */
export function leave(address, neutralTitle, forget) {
  const head = document.createElement("head");
  document.documentElement.replaceChildren(head);
  document.title = neutralTitle;
  forget();
  location.replace(address);
}

/**
 * Watch for Shift pressed three times on its own. Shift together with any other key, or held down, never counts.
 * Calls `onPress(left)` after each press that counts, with the presses left; 0 means leave. Returns a function that stops.
 */
export function watchShift(onPress) {
  let presses = 0;
  let isAlone = false;
  let timer;

  const reset = () => {
    presses = 0;
    clearTimeout(timer);
  };
  const down = (event) => {
    if (event.key === "Shift") {
      isAlone = !(event.repeat || event.ctrlKey || event.altKey || event.metaKey);
    } else {
      isAlone = false;
      reset();
    }
  };
  const up = (event) => {
    if (event.key !== "Shift" || !isAlone) return;
    isAlone = false;
    presses += 1;
    clearTimeout(timer);
    timer = setTimeout(reset, WITHIN_MS);
    const left = TIMES - presses;
    if (!left) reset();
    onPress(left);
  };
  const mouse = () => {
    isAlone = false; // Shift with a click selects text, with the wheel it scrolls sideways
    reset();
  };

  const events = [["keydown", down], ["keyup", up], ["pointerdown", mouse], ["wheel", mouse]];
  for (const [name, listener] of events) addEventListener(name, listener, { capture: true, passive: true });
  return () => {
    reset();
    for (const [name, listener] of events) removeEventListener(name, listener, true);
  };
}

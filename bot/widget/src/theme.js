/** Colours that a site may set, kept only where people can read them. */

const LEAST = 4.5; // WCAG 2.2, 1.4.3
const NAMES = ["ground", "ink", "accent", "on-accent"];
const PAIRS = [["ink", "ground"], ["accent", "ground"], ["on-accent", "accent"]];

/** WCAG contrast of two colours, each [red, green, blue] from 0 to 255. */
export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** An opaque `rgb(…)` as numbers; null for anything else, which counts as unreadable. */
export function channels(computed) {
  const found = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(computed);
  return found && found.slice(1).map(Number);
}

/**
 * Use the site's colours where every pair has enough contrast, and our own otherwise. `probe` is an element
 * of the widget with a child that computes colours. Returns the pairs that failed, as words for the console.
 */
export function applyTheme(host, { firstElementChild: probe }) {
  host.removeAttribute("data-own-colours");
  const colours = {};
  for (const name of NAMES) {
    probe.style.color = "";
    probe.style.setProperty("color", `var(--${name})`);
    colours[name] = channels(getComputedStyle(probe).color);
  }
  probe.style.color = "";
  const bad = PAIRS.filter(
    ([front, back]) => !colours[front] || !colours[back] || contrast(colours[front], colours[back]) < LEAST,
  );
  if (bad.length) host.setAttribute("data-own-colours", "");
  return bad.map(([front, back]) => `--support-chat-${front} on --support-chat-${back}`);
}

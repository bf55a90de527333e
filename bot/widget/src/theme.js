/** Colours that a site may set, kept only where people can read them. */

const LEAST = 4.5; // WCAG 2.2, 1.4.3
const PAIRS = [["ink", "ground"], ["accent", "ground"], ["on-accent", "accent"]];

/** What the probe holds: one child for each colour that a site may set, named in styles.css. */
export const COLOURS = ["ground", "ink", "accent", "on-accent"];

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
 * Use the site's colours where every pair has enough contrast, and our own otherwise. `probe` is an element of the widget
 * whose children have the colours. Returns the pairs that failed, as words for the console.
 */
export function applyTheme(host, probe) {
  host.removeAttribute("data-own-colours");
  const colours = Object.fromEntries(
    COLOURS.map((name, index) => [name, channels(getComputedStyle(probe.children[index]).color)]),
  );
  const bad = PAIRS.filter(
    ([front, back]) => !colours[front] || !colours[back] || contrast(colours[front], colours[back]) < LEAST,
  );
  if (bad.length) host.setAttribute("data-own-colours", "");
  return bad.map(([front, back]) => `--support-chat-${front} on --support-chat-${back}`);
}

// A site's colour: used as it is where it is a surface, and made darker or lighter where it is a text.

const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];
const LEAST = 4.5; // contrast of text (WCAG 2.2, 1.4.3)

// Any CSS colour as it is painted on white.
export function painted(colour) {
  const canvas = new OffscreenCanvas(1, 1);
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  for (const fill of ["#fff", colour]) {
    brush.fillStyle = fill;
    brush.fillRect(0, 0, 1, 1);
  }
  return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

function luminance(colour) {
  const [red, green, blue] = colour
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const mixed = (one, other, share) => one.map((part, place) => Math.round(part * (1 - share) + other[place] * share));
const css = (colour) => `rgb(${colour.join(" ")})`;

// Black or white, whichever is read better: never below 4.58.
export const textOn = (colour) => (contrast(colour, WHITE) >= contrast(colour, BLACK) ? WHITE : BLACK);

// The colours that follow from the accent, for a window of these surfaces.
export function accentColours(accent, { card, paper }) {
  const onFill = textOn(accent);
  const firm = luminance(card) < 0.5 ? WHITE : BLACK;
  const wash = mixed(card, accent, 0.1);
  let text = accent;
  for (let share = 0; [card, paper, wash].some((surface) => contrast(text, surface) < LEAST); share += 0.04)
    text = mixed(accent, firm, Math.min(share, 1));
  return {
    "--fill": css(accent),
    "--on-fill": css(onFill),
    "--fill-deep": css(mixed(accent, onFill === WHITE ? BLACK : WHITE, 0.16)),
    "--accent": css(text),
    "--accent-deep": css(mixed(text, firm, 0.2)),
    "--wash": css(wash),
  };
}

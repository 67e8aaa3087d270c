// JSON without the page's: old libraries give arrays and strings a `toJSON` that writes them twice.

const ODD = /["\\\u0000-\u001f]/g;
const escaped = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;

export function write(value) {
  if (typeof value === "string") return `"${value.replace(ODD, escaped)}"`;
  if (typeof value !== "object" || !value) return String(value ?? null);
  if (Array.isArray(value)) return `[${value.map((one) => write(one)).join()}]`;
  const known = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${known.map(([name, one]) => `${write(name)}:${write(one)}`).join()}}`;
}

export const read = (text) => new Response(text).json();

/**
 * JSON whose numbers keep their digits. A number forgets that it was sent as "5.0", or with more digits than it holds; in a result they
 * say how exactly something was measured. What it forgets is remembered here beside the object that has it, for as long as that lives.
 */
const sent = new WeakMap<object, Map<string, string>>();

/** Browsers before Chrome 114, Firefox 135 and Safari 18.4 tell no source: numbers are then shown as numbers are. */
type Context = { readonly source?: string };
type JsonWithRaw = { readonly rawJSON?: (text: string) => unknown };
const { rawJSON }: JsonWithRaw = JSON as JsonWithRaw;

function keepDigits(this: object, key: string, value: unknown, context?: Context): unknown {
  const source = context?.source;
  if (typeof value !== "number" || source === undefined || source === String(value)) return value;
  const known = sent.get(this) ?? new Map<string, string>();
  sent.set(this, known.set(key, source));
  return value;
}

/** @throws SyntaxError */
export function parseKeepingDigits(text: string): unknown {
  return JSON.parse(text, keepDigits);
}

/** What was read by `parseKeepingDigits` goes out with the digits that it came with, except where it has another value now. */
export function stringifyWithDigits(value: unknown): string {
  return JSON.stringify(value, withDigits);
}

function withDigits(this: object, key: string, value: unknown): unknown {
  const source = typeof value === "number" ? sent.get(this)?.get(key) : undefined;
  return source === undefined || rawJSON === undefined || Number(source) !== value ? value : rawJSON(source);
}

/** A number of an object as it was sent: "5.0". Undefined where there is none. */
export function digitsOf<Key extends string>(
  holder: { readonly [key in Key]?: number } | undefined,
  key: Key,
): string | undefined {
  const value = holder?.[key];
  if (holder === undefined || value === undefined) return undefined;
  const source = sent.get(holder)?.get(key);
  return source === undefined || Number(source) !== value ? String(value) : source;
}

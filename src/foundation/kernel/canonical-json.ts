import { MalformedInput } from "./coded-error.ts";

/**
 * One text for each JSON value, so that its hash means the value. RFC 8785 (JCS): no spaces, members sorted by UTF-16
 * code units, numbers and strings as ECMAScript writes them. As in JSON, members whose value is undefined are absent.
 * Numbers are IEEE doubles: 1.50 becomes 1.5, so never canonicalize clinical content that must keep its precision.
 * @throws MalformedInput `input/not-json`
 */
export function canonicalize(value: unknown): string {
  switch (typeof value) {
    case "string":
      if (!value.isWellFormed()) throw notJson("a string that is not Unicode");
      return JSON.stringify(value);
    case "number":
      if (!Number.isFinite(value)) throw notJson("a number that is not finite");
      return JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) return `[${Array.from(value, canonicalize).join(",")}]`;
      return canonicalObject(value);
    case "bigint":
    case "function":
    case "symbol":
    case "undefined":
      throw notJson(`a ${typeof value}`);
  }
}

function canonicalObject(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A Date, a Map or a Buffer would come out as something that reads back as something else.
  if (prototype !== Object.prototype && prototype !== null) throw notJson("an object that is not plain");
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([name, member]) => `${canonicalize(name)}:${canonicalize(member)}`).join(",")}}`;
}

function notJson(what: string): MalformedInput {
  return new MalformedInput("input/not-json", `${what} has no JSON text`);
}

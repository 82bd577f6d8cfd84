import { MalformedInput } from "./coded-error.ts";

/**
 * One text for each JSON value, so that its hash means the value. RFC 8785 (JCS): no spaces, members sorted by UTF-16
 * code units, numbers and strings as ECMAScript writes them. As in JSON, members whose value is undefined are absent.
 * Numbers are IEEE doubles: 1.50 becomes 1.5, so clinical content, which must keep its precision, needs `textOf`.
 * @param textOf the JSON text of an object that stands for something else than its members (a number kept as it was sent)
 * @throws MalformedInput `input/not-json`
 */
export function canonicalize(value: unknown, textOf: (value: object) => string | undefined = () => undefined): string {
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
      if (Array.isArray(value)) return `[${Array.from(value, (item) => canonicalize(item, textOf)).join(",")}]`;
      return textOf(value) ?? canonicalObject(value, textOf);
    case "bigint":
    case "function":
    case "symbol":
    case "undefined":
      throw notJson(`a ${typeof value}`);
  }
}

function canonicalObject(value: object, textOf: (value: object) => string | undefined): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A Date, a Map or a Buffer would come out as something that reads back as something else.
  if (prototype !== Object.prototype && prototype !== null) throw notJson("an object that is not plain");
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([name, member]) => `${JSON.stringify(wellFormed(name))}:${canonicalize(member, textOf)}`).join(",")}}`;
}

function wellFormed(name: string): string {
  if (!name.isWellFormed()) throw notJson("a name that is not Unicode");
  return name;
}

function notJson(what: string): MalformedInput {
  return new MalformedInput("input/not-json", `${what} has no JSON text`);
}

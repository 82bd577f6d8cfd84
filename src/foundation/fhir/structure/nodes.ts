import { structureCodes } from "../tables/structure-codes.ts";
import { structureNodes } from "../tables/structure-nodes.ts";
import { isPrimitiveType, type PrimitiveType } from "./primitives.ts";

/** What R4 says about one JSON property of a type or backbone element. */
export type ElementRule = {
  /** The JSON property ("valueQuantity" for a choice's Quantity). */
  readonly property: string;
  /** The element's name: the property, or the choice's stem ("value"). */
  readonly element: string;
  readonly isChoice: boolean;
  readonly repeats: boolean;
  /** Part of `_summary=true`. */
  readonly inSummary: boolean;
  readonly isRequired: boolean;
  /** Leaving it out could change what the rest means ("active", "status"). */
  readonly isModifier: boolean;
  readonly content: ElementContent;
};

export type ElementContent =
  | { readonly kind: "primitive"; readonly type: PrimitiveType; readonly codes: ReadonlySet<string> | undefined }
  /** `targets`: the resource types that a Reference may name; undefined for any, and for other nodes. */
  | { readonly kind: "complex"; readonly node: string; readonly targets?: ReadonlySet<string> | undefined }
  | { readonly kind: "xhtml" }
  | { readonly kind: "resource" };

/** A complex type ("Timing"), resource type or backbone element ("Observation.component"). */
export type Node = {
  readonly name: string;
  /** By JSON property. */
  readonly rules: ReadonlyMap<string, ElementRule>;
  /** By the JSON property that carries a primitive's id and extensions ("_status"). */
  readonly primitiveExtensions: ReadonlyMap<string, ElementRule>;
  /** Each must be present by at least one of its properties. */
  readonly required: readonly Requirement[];
};

export type Requirement = { readonly element: string; readonly properties: readonly string[] };

let nodeLines: ReadonlyMap<string, string> | undefined;
let listLines: readonly string[] | undefined;
const nodes = new Map<string, Node>();
const lists = new Map<number, ReadonlySet<string>>();

/** The rules for a type or backbone element, unpacked on first use; undefined when R4 has none of that name. */
export function findNode(name: string): Node | undefined {
  const known = nodes.get(name);
  if (known !== undefined) return known;
  nodeLines ??= indexLines(structureNodes);
  const line = nodeLines.get(name);
  if (line === undefined) return undefined;
  const node = readNode(name, line);
  nodes.set(name, node);
  return node;
}

/** Like `findNode`, for names that come from the tables themselves. */
export function nodeNamed(name: string): Node {
  const node = findNode(name);
  if (node === undefined) throw new Error(`the structure tables lack ${name}`);
  return node;
}

function indexLines(table: string): ReadonlyMap<string, string> {
  const index = new Map<string, string>();
  for (const line of table.trim().split("\n")) {
    const head = line.slice(0, line.indexOf(" ") === -1 ? line.length : line.indexOf(" "));
    index.set(head.split("<")[0] ?? head, line);
  }
  return index;
}

/** A line is `name<base` and elements; an element is `name`, flags `!*^?`, `:type|type` and `=list` of codes or targets. */
function readNode(name: string, line: string): Node {
  const [head = "", ...elements] = line.split(" ");
  const base = head.split("<")[1];
  const inherited = base === undefined ? undefined : nodeNamed(base);
  const rules = new Map(inherited?.rules);
  const required = [...(inherited?.required ?? [])];
  for (const element of elements) {
    const own = readElement(name, element);
    for (const rule of own.rules) rules.set(rule.property, rule);
    if (own.isRequired) {
      const properties = own.rules.flatMap((rule) =>
        canExtend(name, rule) ? [rule.property, `_${rule.property}`] : [rule.property],
      );
      required.push({ element: own.rules[0]?.element ?? element, properties });
    }
  }
  const extensible = [...rules.values()].filter((rule) => canExtend(name, rule));
  return { name, rules, required, primitiveExtensions: new Map(extensible.map((rule) => [`_${rule.property}`, rule])) };
}

/** Ids and an extension's url are XML attributes, so they can't carry extensions. */
function canExtend(node: string, rule: ElementRule): boolean {
  return (
    rule.content.kind === "primitive" && rule.property !== "id" && !(node === "Extension" && rule.property === "url")
  );
}

function readElement(
  node: string,
  text: string,
): { readonly isRequired: boolean; readonly rules: readonly ElementRule[] } {
  const [, name = "", flags = "", types = "", list] = /^([^!*^?:]+)([!*^?]*):([^=]*)(?:=(\d+))?$/.exec(text) ?? [];
  const isChoice = name.endsWith("[x]");
  const element = isChoice ? name.slice(0, -3) : name;
  const kinds = types.split("|");
  // Of a choice the list says what its Reference may name, and nothing of its texts.
  const listOf = (type: string) =>
    list === undefined || (kinds.includes("Reference") && type !== "Reference")
      ? undefined
      : listNumbered(Number(list));
  const rules = kinds.map((type) => ({
    property: isChoice ? element + capitalized(jsonTypeName(type)) : element,
    element,
    isChoice,
    repeats: flags.includes("*"),
    inSummary: flags.includes("^"),
    isRequired: flags.includes("!"),
    isModifier: flags.includes("?"),
    content: contentOf(type, `${node}.${element}`, listOf(type)),
  }));
  return { isRequired: flags.includes("!"), rules };
}

/** SimpleQuantity is a profile: in JSON it is a Quantity. */
export function jsonTypeName(type: string): string {
  return type === "SimpleQuantity" ? "Quantity" : type;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function contentOf(type: string, path: string, list: ReadonlySet<string> | undefined): ElementContent {
  if (type === "Resource") return { kind: "resource" };
  if (type === "xhtml") return { kind: "xhtml" };
  if (type.startsWith("@")) return { kind: "complex", node: type === "@" ? path : type.slice(1) };
  if (type === "Reference") return { kind: "complex", node: type, targets: list };
  return isPrimitiveType(type) ? { kind: "primitive", type, codes: list } : { kind: "complex", node: type };
}

function listNumbered(number: number): ReadonlySet<string> {
  const known = lists.get(number);
  if (known !== undefined) return known;
  listLines ??= structureCodes.trim().split("\n");
  const list = new Set(listLines[number]?.split("|"));
  lists.set(number, list);
  return list;
}

import { enumerateCodes, withoutVersion } from "./codes.ts";
import type { CodeSystem, ElementDefinition, JsonSchema, StructureDefinition, ValueSet } from "./definitions.ts";

export type StructureTables = {
  /** One line per type or backbone element; see the format in tables/structure.ts. */
  readonly nodes: readonly string[];
  /** One line per distinct list of codes, or of types that a reference may have for target; `|` between them. */
  readonly codes: readonly string[];
};

type Element = ElementDefinition & { readonly name: string; readonly isResourceId: boolean };

const baseNames = ["DomainResource", "Resource", "BackboneElement", "Element"];

// A backbone that the package added; its other additions are told by their leaves.
const addedByPackage = new Set(["DeviceDefinition.classification"]);

/** Packs the definitions of all types into the text that tables/structure.ts describes. */
export function compileStructure(sources: {
  readonly structures: readonly StructureDefinition[];
  readonly published: ReadonlyMap<string, ElementDefinition>;
  readonly schema: JsonSchema;
  readonly valueSets: ReadonlyMap<string, ValueSet>;
  readonly codeSystems: ReadonlyMap<string, CodeSystem>;
}): StructureTables {
  const nodes = new Map<string, readonly Element[]>();
  for (const structure of sources.structures) collectNodes(structure, sources, nodes);
  const codeLines: string[] = [];
  const lines = [...nodes].map(([name, elements]) => {
    const base = baseNames.find((candidate) => candidate !== name && startsWith(elements, nodes.get(candidate) ?? []));
    const own = elements.slice(base === undefined ? 0 : (nodes.get(base) ?? []).length);
    const packed = own.map((element) => packElement(element, listNumber(codesOf(element) ?? targetsOf(element))));
    return [base === undefined ? name : `${name}<${base}`, ...packed].join(" ");
  });
  // Bases first, so that a reader can go line by line.
  const isBase = (line: string) => baseNames.some((name) => line.startsWith(`${name} `) || line.startsWith(`${name}<`));
  return { nodes: [...lines.filter(isBase), ...lines.filter((line) => !isBase(line))], codes: codeLines };

  function codesOf(element: Element): readonly string[] | undefined {
    const isCode = element.type?.length === 1 && element.type[0]?.code === "code";
    if (!isCode || element.binding?.strength !== "required" || element.binding.valueSet === undefined) return undefined;
    const codes = enumerateCodes(element.binding.valueSet, sources.valueSets, sources.codeSystems);
    if (codes === undefined)
      console.log(`not enumerable: ${element.path} (${withoutVersion(element.binding.valueSet)})`);
    return codes;
  }

  function targetsOf(element: Element): readonly string[] | undefined {
    const targets = element.type
      ?.find((type) => type.code === "Reference")
      ?.targetProfile?.map((url) => url.split("/").at(-1) ?? url);
    if (targets === undefined || targets.includes("Resource")) return undefined;
    const unknown = targets.find((target) => !sources.structures.some((structure) => structure.name === target));
    // A profile ("vitalsigns") or a type of the package's own can't be told from a reference's text.
    if (unknown !== undefined) console.log(`targets left open: ${element.path} (${unknown})`);
    return unknown === undefined ? targets.toSorted() : undefined;
  }

  function listNumber(list: readonly string[] | undefined): number | undefined {
    if (list === undefined) return undefined;
    const line = list.join("|");
    const known = codeLines.indexOf(line);
    return known === -1 ? codeLines.push(line) - 1 : known;
  }
}

function collectNodes(
  structure: StructureDefinition,
  { published, schema }: { readonly published: ReadonlyMap<string, ElementDefinition>; readonly schema: JsonSchema },
  nodes: Map<string, readonly Element[]>,
): void {
  const kept = new Map<string, Element[]>();
  // SimpleQuantity is a profile: its elements are called Quantity's.
  const structureRoot = structure.snapshot.element[0]?.path ?? structure.name;
  kept.set(structureRoot, []);
  const known = new Set(structure.snapshot.element.map((element) => element.path));
  const lost = [...published.values()].filter(
    (element) => element.path.startsWith(`${structureRoot}.`) && !known.has(element.path),
  );
  for (const candidate of [...structure.snapshot.element.slice(1), ...(structure.name === structureRoot ? lost : [])]) {
    // The publisher's own data elements come first: the package we read has altered some structures.
    const element = structure.name === structureRoot ? (published.get(candidate.path) ?? candidate) : candidate;
    if (element.max === "0" || addedByPackage.has(candidate.path)) continue;
    const dot = candidate.path.lastIndexOf(".");
    const parent = kept.get(candidate.path.slice(0, dot));
    if (parent === undefined) continue;
    if (!isInSchema(candidate.path, schema) || !isPublished(candidate, published)) {
      console.log(`not in R4, left out: ${candidate.path}`);
      continue;
    }
    const isResourceId = structure.kind === "resource" && candidate.path === `${structureRoot}.id`;
    parent.push({ ...element, name: candidate.path.slice(dot + 1), isResourceId });
    if (isBackbone(element)) kept.set(candidate.path, []);
  }
  for (const [path, elements] of kept) nodes.set(path === structureRoot ? structure.name : path, elements);
}

function isBackbone(element: ElementDefinition): boolean {
  return (
    element.type?.length === 1 && (element.type[0]?.code === "BackboneElement" || element.type[0]?.code === "Element")
  );
}

/** Whether the publisher's data elements have this leaf. They leave out backbones, ids longer than 64, and some types. */
function isPublished(element: ElementDefinition, published: ReadonlyMap<string, ElementDefinition>): boolean {
  const [root = ""] = element.path.split(".");
  return (
    published.has(element.path) ||
    isBackbone(element) ||
    element.contentReference !== undefined ||
    /\.(?:id|extension|modifierExtension)$/.test(element.path) ||
    `de-${element.path}`.length > 64 ||
    ["Age", "Count", "Distance", "Duration"].includes(root)
  );
}

/** Follows a path through the schema's definitions. */
function isInSchema(path: string, schema: JsonSchema): boolean {
  const [root = "", ...names] = path.split(".");
  // The schema has no definitions for these: it repeats their properties in each type.
  if (["DomainResource", "Resource", "BackboneElement", "Element"].includes(root)) return true;
  let definition = schema.definitions[root];
  for (const name of names) {
    const properties = definition?.properties ?? {};
    const choice = name.endsWith("[x]") ? name.slice(0, -3) : undefined;
    const found =
      choice === undefined
        ? properties[name]
        : Object.entries(properties).find(([key]) => isChoiceOf(key, choice))?.[1];
    if (found === undefined) return false;
    const target = (found.items?.$ref ?? found.$ref ?? "").split("/").at(-1) ?? "";
    definition = schema.definitions[target];
  }
  return true;
}

function isChoiceOf(key: string, choice: string): boolean {
  return key.startsWith(choice) && /^[A-Z]/.test(key.slice(choice.length));
}

function startsWith(elements: readonly Element[], base: readonly Element[]): boolean {
  return (
    base.length > 0 &&
    base.every((element, index) => {
      const own = elements[index];
      return own !== undefined && packElement(own, undefined) === packElement(element, undefined);
    })
  );
}

/** `name`, `!` required, `*` repeats, `^` in summaries, `?` modifies meaning, `:` and types, `=` number of a list. */
function packElement(element: Element, list: number | undefined): string {
  const flags = `${element.min > 0 ? "!" : ""}${element.max === "*" ? "*" : ""}${element.isSummary === true ? "^" : ""}${element.isModifier === true ? "?" : ""}`;
  return `${element.name}${flags}:${typesOf(element)}${list === undefined ? "" : `=${list}`}`;
}

function typesOf(element: Element): string {
  if (element.contentReference !== undefined) return `@${element.contentReference.slice(1)}`;
  if (isBackbone(element)) return "@";
  const types = (element.type ?? []).map((type) => {
    // R4 types a resource's id as a plain string and says in words that it is an id.
    if (element.isResourceId) return "id";
    const precise = type.extension?.find((extension) =>
      extension.url.endsWith("structuredefinition-fhir-type"),
    )?.valueUrl;
    if (precise !== undefined) return precise;
    return type.profile?.[0]?.endsWith("/SimpleQuantity") === true ? "SimpleQuantity" : type.code;
  });
  return types.join("|");
}

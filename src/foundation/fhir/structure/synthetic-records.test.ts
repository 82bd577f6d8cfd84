import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { parseResourceText } from "../parse-json.ts";
import type { FhirResource, Issue } from "../types.ts";
import { patientsOf, subjectPatientOf } from "./compartment.ts";
import { rewriteReferences } from "./references.ts";
import { validateResource } from "./validate.ts";

const folder = join(import.meta.dirname, "../../../../../shared/data/synthea");
const isPresent = existsSync(folder);

type Bundle = FhirResource & {
  readonly entry: readonly { readonly fullUrl: string; readonly resource: FhirResource }[];
};

describe.skipIf(!isPresent)(`62 synthetic records${isPresent ? "" : " (skipped: no ../shared/data)"}`, () => {
  test("validate without an issue, print back digit by digit, and each belongs to its patient", {
    timeout: 120_000,
  }, () => {
    const issues: Issue[] = [];
    let count = 0;
    let about = 0;
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".json.gz"))) {
      const text = gunzipSync(readFileSync(join(folder, file))).toString();
      const bundle = parseResourceText(text) as Bundle;
      issues.push(...validateResource(bundle));
      expect(numbersIn(JSON.stringify(bundle))).toEqual(numbersIn(text));

      const places = new Map(
        bundle.entry.map(({ fullUrl, resource }) => [fullUrl, `${resource.resourceType}/${resource.id}`]),
      );
      const resolved = rewriteReferences(bundle, (link) => places.get(link)) as Bundle;
      const patient = bundle.entry.find(({ resource }) => resource.resourceType === "Patient")?.resource.id ?? "none";
      for (const { resource } of resolved.entry) {
        count += 1;
        if (subjectPatientOf(resource) === patient && patientsOf(resource).includes(patient)) about += 1;
        else expect(["Organization", "Practitioner"]).toContain(resource.resourceType);
      }
    }
    expect(issues).toEqual([]);
    expect(count).toBe(18_198);
    expect(about).toBeGreaterThan(17_000);
  });
});

function numbersIn(text: string): readonly string[] {
  // Strings go first, so that digits in them don't count.
  return text.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(/-?\d[\d.eE+-]*/g) ?? [];
}

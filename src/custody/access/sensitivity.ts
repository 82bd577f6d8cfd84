import { type FhirResource, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";
import type { Sensitivity } from "./facts.ts";
import type { Row } from "./row.ts";

/** HL7 v3 ActCode: any of its codes in `meta.security` is a sensitivity, whether or not this program knows it. */
const actCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

export interface Labels {
  /** What needs a clearance. */
  readonly sensitivities: readonly Sensitivity[];
  /** Every code in `meta.security`, of any system: what a consent may speak of. */
  readonly codes: readonly string[];
}

const none: Labels = { sensitivities: [], codes: [] };

export function labelsOf(row: Row): Labels {
  return row.mayContain('"security"') ? labelsIn(row.resource()) : none;
}

function labelsIn({ meta }: FhirResource): Labels {
  const security = meta?.["security"];
  if (!isJsonArray(security)) return none;
  const sensitivities: string[] = [];
  const codes: string[] = [];
  for (const coding of security) {
    if (!isJsonObject(coding)) continue;
    const { system, code } = coding;
    if (typeof code !== "string") continue;
    codes.push(code);
    if (system === actCode) sensitivities.push(code);
  }
  return { sensitivities, codes };
}

import { expect, test } from "vitest";
import { aStanding } from "../../../test/people/standing.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { ConsentProvision } from "./consent-rule.ts";
import { decide } from "./decide.ts";
import type { Restriction, Standing } from "./facts.ts";
import type { Interaction } from "./interaction.ts";
import { judge } from "./judge.ts";
import { rowOf } from "./row.ts";
import { parseScopes } from "./scope.ts";

const at = Date.UTC(2026, 2, 3);
const id = (last: string) => `00000000-0000-4000-8000-00000000000${last}` as ResourceId;
const [nora, paul, one, other, signature] = [id("1"), id("2"), id("a"), id("b"), id("c")];
const only = (...records: ResourceId[]): Restriction => ({ whole: false, records: new Set(records) });
const clinician = {
  kind: "person",
  name: "Amara Osei",
  role: "clinician",
  scopes: parseScopes("user/*.cruds"),
} as const;

function sees(known: Partial<Standing>, record: ResourceId, interaction: Interaction = "read", patients = [nora]) {
  const decision = decide({ interaction, type: "Observation", at }, { ...clinician, standing: aStanding(known) });
  if (decision.kind === "deny") return decision.reason;
  const [patient, ...more] = patients;
  const resource = {
    resourceType: "Observation",
    id: record,
    performer: patients.map((of) => ({ reference: `Patient/${of}` })),
  } as unknown as FhirResource;
  const whose = more.length === 0 ? patient : undefined;
  const judged = judge(
    decision.rows,
    rowOf(resource, { type: "Observation", id: record, patient: whose, writtenAt: at }),
  );
  return judged.kind === "visible" ? true : judged.by;
}

const restricting = (restriction: Restriction): Partial<Standing> => ({
  restrictions: { of: new Map([[nora, restriction]]), along: new Map([[signature, nora]]) },
});
const permit = (more: Partial<ConsentProvision>): ConsentProvision => ({ type: "permit", exceptions: [], ...more });
const consenting = (...provisions: ConsentProvision[]): Partial<Standing> => ({
  ...restricting(only(one)),
  consentsOf: () => provisions.map((provision) => ({ source: "Consent/1", provision })),
});

test("a restricted record is hidden as a patient who isn't there, and the rest of the record is not", () => {
  expect(sees(restricting(only(one)), one)).toBe("patient");
  expect(sees(restricting(only(one)), other)).toBe(true);
  expect(sees(restricting({ whole: true, records: new Set() }), other)).toBe("patient");
  expect(sees({}, one)).toBe(true);
  for (const interaction of ["vread", "history", "search", "update", "delete"] as const)
    expect(sees(restricting(only(one)), one, interaction)).toBe("patient");
  // About two people: one of them is enough.
  expect(sees(restricting(only(one)), one, "read", [paul, nora])).toBe("patient");
  // What tells of it goes with it, whoever that is about.
  expect(sees(restricting(only(one)), signature, "read", [])).toBe("patient");
  expect(sees(restricting(only(one)), signature, "read", [paul])).toBe("patient");
});

test("the person sees it, and a broken glass opens it; no other tie does", () => {
  const tie = (kind: "self" | "related-person" | "care-team"): Partial<Standing> => ({
    ...restricting(only(one)),
    relationsTo: () => [{ kind }],
  });
  expect(sees(tie("self"), one)).toBe(true);
  expect(sees(tie("self"), signature, "read", [])).toBe(true);
  expect(sees(tie("related-person"), one)).toBe("patient");
  expect(sees(tie("care-team"), one)).toBe("patient");
  const glass = { id: "g", patient: nora, from: at - 1, until: at + 1 };
  expect(sees({ ...restricting(only(one)), breakGlassOn: () => glass }, one)).toBe(true);
  expect(sees({ ...restricting(only(one)), breakGlassOn: () => ({ ...glass, until: at }) }, one)).toBe("patient");
});

test("a consent that names the record opens it; what was allowed of everything doesn't, and a denial holds", () => {
  const data = [`Observation/${one}`];
  expect(sees(consenting(permit({ data })), one)).toBe(true);
  expect(sees(consenting(permit({})), one)).toBe("patient");
  expect(sees(consenting(permit({ exceptions: [permit({ data })] })), one)).toBe(true);
  expect(sees(consenting(permit({ data, exceptions: [permit({})] })), one)).toBe(true);
  // The record is named to keep it from somebody else.
  const denied = permit({ exceptions: [permit({ type: "deny", data, actors: ["Practitioner/x"] })] });
  expect(sees(consenting(denied), one)).toBe("patient");
  expect(sees(consenting(permit({ data }), permit({ type: "deny", classes: ["Observation"] })), one)).toBe("patient");
  // To read isn't to change.
  expect(sees(consenting(permit({ data, actions: ["access"] })), one, "update")).toBe("patient");
});

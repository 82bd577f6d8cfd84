import type { ConsentParty, ConsentStatement, ConsentWords } from "../../../../contract/index.ts";
import { purposes } from "../../../custody/access/index.ts";
import {
  actCode,
  consentScopeSystem,
  isSensitivityCode,
  purposeSystem,
  resourceTypeSystem,
  roleSystem,
  sensitivities,
} from "../../../custody/policy/index.ts";
import { type FhirResource, type JsonObject, isResourceType } from "../../../foundation/fhir/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import { Refusal } from "../identity/index.ts";
import type { RoleLabels } from "./role-labels.ts";

const opposite = { deny: "permit", permit: "deny" } as const;

/** What was said, as a FHIR R4 Consent. @throws Refusal 422 `consents/unsuitable` */
export function consentResource(
  patient: ResourceId,
  { otherwise, statements, givenBy, representative }: ConsentWords,
  roles: RoleLabels,
  at: number,
): FhirResource {
  if (otherwise === "roles" && statements.length === 0) throw unsuitable("statements", "Say at least one thing.");
  if (givenBy === "representative" && representative === undefined)
    throw unsuitable("representative", "Write who gave it for the patient.");
  const reference = { reference: `Patient/${patient}` };
  return {
    resourceType: "Consent",
    status: "active",
    scope: { coding: [{ system: consentScopeSystem, code: "patient-privacy", display: "Privacy Consent" }] },
    category: [{ coding: [{ system: "http://loinc.org", code: "59284-0", display: "Consent Document" }] }],
    patient: reference,
    dateTime: new Date(at).toISOString(),
    performer: [givenBy === "patient" ? reference : { display: representative }],
    policyRule: { coding: [{ system: actCode, code: otherwise === "roles" ? "OPTIN" : "OPTOUT" }] },
    ...(statements.length === 0
      ? {}
      : {
          provision: {
            provision: statements.map((statement, index) => provisionOf(statement, `statements.${index}`, roles)),
          },
        }),
  };
}

function provisionOf(statement: ConsentStatement, path: string, roles: RoleLabels): JsonObject {
  const { decision, who, labels, types, purposes: stated, from, until, except } = statement;
  if (from !== undefined && until !== undefined && until < from)
    throw unsuitable(`${path}.until`, "It ends before it begins.");
  return {
    type: decision,
    ...(from === undefined && until === undefined
      ? {}
      : { period: { ...(from && { start: from }), ...(until && { end: until }) } }),
    ...list("actor", who, (party, index) => actorOf(party, `${path}.who.${index}`, roles)),
    ...list("securityLabel", labels, (code, index) => {
      if (!isSensitivityCode(code)) throw unsuitable(`${path}.labels.${index}`, "There is no such label.");
      return { system: actCode, code, display: sensitivities[code].display };
    }),
    ...list("purpose", stated, (code, index) => {
      if (!purposes.some((purpose) => purpose === code))
        throw unsuitable(`${path}.purposes.${index}`, "There is no such purpose.");
      return { system: purposeSystem, code };
    }),
    ...list("class", types, (code, index) => {
      if (!isResourceType(code)) throw unsuitable(`${path}.types.${index}`, "There is no such kind of record.");
      return { system: resourceTypeSystem, code };
    }),
    ...(except === undefined || except.length === 0
      ? {}
      : {
          provision: [
            {
              type: opposite[decision],
              actor: except.map((party, index) => actorOf(party, `${path}.except.${index}`, roles)),
            },
          ],
        }),
  };
}

function list<T>(
  name: string,
  items: readonly T[] | undefined,
  make: (item: T, index: number) => JsonObject,
): JsonObject {
  return items === undefined || items.length === 0 ? {} : { [name]: items.map(make) };
}

const recipient = {
  coding: [
    {
      system: "http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
      code: "PRCP",
      display: "primary information recipient",
    },
  ],
};

function actorOf(party: ConsentParty, path: string, roles: RoleLabels): JsonObject {
  if (party.kind !== "role") return { role: recipient, reference: { reference: party.reference, display: party.name } };
  const label = roles.get(party.id);
  if (label === undefined) throw unsuitable(path, "There is no such role.");
  return { role: { coding: [{ system: roleSystem, code: party.id, display: label }] }, reference: { display: label } };
}

function unsuitable(path: string, message: string): Refusal {
  return new Refusal(422, "consents/unsuitable", message, { path });
}

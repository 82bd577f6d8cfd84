import type { TenantId } from "../../foundation/kernel/index.ts";
import { type Caller, noPermissions, parseScopes } from "../../custody/access/index.ts";
import type { Origin } from "./ports.ts";
import { heldType } from "./vocabulary.ts";

const enquiryScope = "system/Task.c?code=urn:wardbook:task|enquiry";
const held = `appointment-type=${heldType.system}|${heldType.code}`;

/** Programs of the house that stand in for people who aren't signed in: each may do its one thing, and reads nobody's record. */
const programs = {
  "public-enquiries": { name: "the public enquiry form", scopes: parseScopes(enquiryScope) },
  "public-booking": {
    name: "the public booking page",
    scopes: parseScopes(`${enquiryScope} system/Appointment.c?${held}`),
  },
  // What is offered where and when: nothing of it is about a patient.
  "public-times": {
    name: "the public booking page",
    scopes: parseScopes(
      ["HealthcareService", "Location", "Practitioner", "PractitionerRole", "Schedule", "Slot"]
        .map((type) => `system/${type}.rs`)
        .join(" "),
    ),
  },
  "held-times": { name: "times kept for the public", scopes: parseScopes(`system/Appointment.us?${held}`) },
} as const;

/** @param origin whose request it is; the house's own without one */
export function programCaller(tenant: TenantId, id: keyof typeof programs, origin?: Origin): Caller {
  return {
    tenant,
    kind: "client",
    id,
    ...programs[id],
    permissions: noPermissions,
    purpose: "HOPERAT",
    from: origin?.from ?? "",
    requestId: origin?.requestId ?? "",
  };
}

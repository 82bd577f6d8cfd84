import type { JsonObject } from "../../../foundation/fhir/index.ts";
import { type Day, dateText, type Moment } from "../calendar.ts";
import { type Allergen, noKnownAllergy } from "../catalogue/allergies.ts";
import { type VaccineKey, vaccines } from "../catalogue/vaccines.ts";
import { coding, concept, cvx, hl7Concept, loinc, type Term } from "../codes.ts";
import { organisationOf } from "../organisation.ts";
import type { CareProvider } from "../staff.ts";
import { actor, type Chart, refer } from "./chart.ts";

/** Records the allergies, or that there are none: an empty list is a statement. */
export function recordAllergies(chart: Chart, found: readonly Allergen[], recorded: Day, recorder: CareProvider): void {
  const common: JsonObject = {
    clinicalStatus: hl7Concept("allergyintolerance-clinical", "active", "Active"),
    verificationStatus: hl7Concept("allergyintolerance-verification", "confirmed", "Confirmed"),
    patient: refer(chart.subject),
    recordedDate: dateText(recorded),
    recorder: actor(recorder),
  };
  if (found.length === 0) {
    chart.bundle.add("AllergyIntolerance", { ...common, code: concept(noKnownAllergy) });
    return;
  }
  for (const allergen of found) {
    const reactions =
      allergen.reactions.length > 1 && chart.random.chance(0.5) ? allergen.reactions.slice(0, 1) : allergen.reactions;
    chart.bundle.add("AllergyIntolerance", {
      ...common,
      type: "allergy",
      category: [allergen.category],
      criticality: allergen.criticality,
      code: concept(allergen.term),
      reaction: reactions.map((reaction) => ({ manifestation: [concept(reaction.term)], severity: reaction.severity })),
    });
  }
}

export function raiseFlag(
  chart: Chart,
  flag: {
    readonly category: "safety" | "advance-directive" | "clinical";
    readonly term: Term;
    readonly from: Day;
    readonly author: CareProvider;
  },
): void {
  const { death } = chart.person;
  chart.bundle.add("Flag", {
    status: death === undefined ? "active" : "inactive",
    category: [hl7Concept("flag-category", flag.category)],
    code: concept(flag.term),
    subject: refer(chart.subject),
    period: { start: dateText(flag.from), end: death === undefined ? undefined : dateText(death.day) },
    author: actor(flag.author),
  });
}

export function vaccinate(chart: Chart, key: VaccineKey, moment: Moment, by: CareProvider): void {
  const vaccine = vaccines[key];
  const left = chart.random.chance(0.7);
  chart.bundle.add("Immunization", {
    status: "completed",
    vaccineCode: { coding: [coding(cvx, vaccine.code, vaccine.display)], text: vaccine.text },
    patient: refer(chart.subject),
    occurrenceDateTime: chart.calendar.instant(moment),
    primarySource: true,
    lotNumber: `DEMO${chart.random.integer(1000, 9999)}`,
    site: left ? hl7Concept("v3-ActSite", "LA", "left arm") : hl7Concept("v3-ActSite", "RA", "right arm"),
    performer: [{ actor: actor(by) }],
  });
}

export function recordProcedure(
  chart: Chart,
  procedure: { readonly term: Term; readonly day: Day; readonly note?: string },
): void {
  chart.bundle.add("Procedure", {
    status: "completed",
    code: concept(procedure.term),
    subject: refer(chart.subject),
    performedDateTime: dateText(procedure.day),
    note: procedure.note === undefined ? undefined : [{ text: procedure.note }],
  });
}

/** Consent to keep and share the record, with what the patient does not want. */
export function recordConsent(
  chart: Chart,
  given: Day,
  refusal?: { readonly staff?: CareProvider; readonly research?: boolean },
): void {
  const denied: JsonObject[] = [];
  if (refusal?.staff !== undefined) {
    denied.push({
      type: "deny",
      actor: [
        {
          role: hl7Concept("v3-ParticipationType", "PRCP", "primary information recipient"),
          reference: actor(refusal.staff),
        },
      ],
    });
  }
  if (refusal?.research === true) {
    denied.push({
      type: "deny",
      purpose: [coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HRESCH", "healthcare research")],
    });
  }
  chart.bundle.add("Consent", {
    status: "active",
    scope: hl7Concept("consentscope", "patient-privacy", "Privacy Consent"),
    category: [{ coding: [coding(loinc, "59284-0", "Consent Document")] }],
    patient: refer(chart.subject),
    dateTime: dateText(given),
    performer: [refer(chart.subject)],
    organization: [refer(organisationOf(chart.person.branch))],
    policyRule: hl7Concept("v3-ActCode", "OPTIN", "opt-in"),
    provision: {
      type: "permit",
      period: { start: dateText(given) },
      provision: denied.length === 0 ? undefined : denied,
    },
  });
}

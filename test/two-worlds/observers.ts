import { type Caller, type Facts, type Standing, parseScopes, roles } from "../../src/custody/access/index.ts";
import { labelsCalledFor } from "../../src/custody/policy/index.ts";
import type { ResourceId } from "../../src/foundation/kernel/index.ts";
import type { Made } from "./making.ts";
import {
  elsewhereWaiting,
  labelled,
  otherCare,
  otherNotes,
  otherPeople,
  otherReasons,
  otherRecords,
  restrictedRecords,
  withCategory,
} from "./hidden.ts";
import type { Plan } from "./plan.ts";
import type { Happening } from "./population.ts";
import { type Random, oneOf, uuidFrom } from "./random.ts";
import { someCopies, withOtherNumbers } from "./resources.ts";
import { consenting, inFacility, nobody, related, restricting } from "./standings.ts";
import { hour, start } from "./times.ts";
import { categorySystem, sensitivities } from "./vocabulary.ts";

/** Somebody who asks, and how two worlds can differ without their being allowed to know. */
export interface Observer {
  readonly name: string;
  readonly facts: (plan: Plan) => Facts & Pick<Caller, "permissions">;
  /** Things that the observer may not see, drawn anew for each world. */
  readonly hidden: (plan: Plan, random: Random) => readonly Happening[];
  /** What of a shown resource the observer may not see, drawn anew for each world. */
  readonly veil?: ((resource: Made, plan: Plan, random: Random) => Made) | undefined;
}

const none: readonly never[] = [];

const clinical = {
  kind: "person",
  name: "Robin Vale",
  scopes: roles.clinician.scopes,
  permissions: roles.clinician.permissions,
  references: ["Practitioner/00000000-0000-4000-8000-000000000001"],
  purpose: "TREAT",
} as const;

/** Somebody of an office, with a role as it comes. */
const office = (role: "front-desk" | "biller" | "owner", purpose: "HOPERAT" | "HPAYMT") =>
  ({
    kind: "person",
    name: "Sam Reed",
    role,
    scopes: roles[role].scopes,
    permissions: roles[role].permissions,
    fieldRules: roles[role].fieldRules,
    clearances: roles[role].clearances,
    purposes: roles[role].purposes,
    purpose,
  }) as const;

const tiesOf = ({ relatedPatients, relationsTo }: Standing) => ({ relatedPatients, relationsTo });

const laboratory = `${categorySystem}|laboratory`;

export const observers: readonly Observer[] = [
  {
    name: "a laboratory's client that may read laboratory results",
    facts: () => ({
      kind: "client",
      name: "laboratory",
      scopes: parseScopes(`system/Patient.rs system/Observation.crs?category=${encodeURIComponent(laboratory)}`),
      permissions: new Set(),
    }),
    hidden: (plan, random) => otherRecords(plan, random, (resource) => withCategory(resource, "vital-signs")),
  },
  {
    name: "a therapist among patients who aren't theirs",
    facts: (plan) => ({ ...clinical, role: "therapist", reach: "related", standing: related(plan) }),
    hidden: (plan, random) => otherPeople(plan, random, 0),
  },
  {
    name: "a nurse of one of two facilities",
    facts: (plan) => ({
      ...clinical,
      role: "nurse",
      reach: "facility",
      facilities: [plan.directory.facilities[0]],
      standing: inFacility(plan),
    }),
    hidden: (plan, random) => [...otherPeople(plan, random, 1), ...elsewhereWaiting(plan, random)],
  },
  {
    name: "a front desk that sees nothing of care",
    facts: () => ({ ...office("front-desk", "HOPERAT"), standing: { ...nobody, labelsCalledFor } }),
    hidden: otherCare,
    veil: otherReasons,
  },
  {
    name: "a biller who sees what was done, and not what was noted of it",
    facts: () => ({ ...office("biller", "HPAYMT"), standing: { ...nobody, labelsCalledFor } }),
    hidden: (plan, random) => otherCare(plan, random, new Set(["Condition", "Encounter", "Procedure"])),
    veil: otherNotes,
  },
  {
    name: "an owner who sees nothing of care",
    facts: () => ({ ...office("owner", "HOPERAT"), standing: { ...nobody, labelsCalledFor } }),
    hidden: otherCare,
    veil: otherReasons,
  },
  {
    name: "a front desk of one of two sites",
    facts: (plan) => ({
      ...office("front-desk", "HOPERAT"),
      facilities: [plan.directory.facilities[0]],
      standing: { ...inFacility(plan), labelsCalledFor },
    }),
    hidden: (plan, random) => [...otherPeople(plan, random, 1), ...elsewhereWaiting(plan, random)],
    veil: otherReasons,
  },
  {
    name: "a therapist of one of two sites",
    facts: (plan) => ({
      ...clinical,
      role: "therapist",
      reach: "related",
      facilities: [plan.directory.facilities[0]],
      standing: { ...inFacility(plan), ...tiesOf(related(plan)) },
    }),
    hidden: (plan, random) => [...otherPeople(plan, random, 1), ...elsewhereWaiting(plan, random)],
  },
  {
    name: "a junior, whose notes wait for a co-signature, among patients who aren't theirs",
    facts: (plan) => ({
      ...clinical,
      role: "junior",
      permissions: new Set([...roles.clinician.permissions, "notes.supervised"] as const),
      reach: "related",
      standing: related(plan),
    }),
    hidden: (plan, random) => otherPeople(plan, random, 0),
  },
  {
    name: "a clinician who doesn't see numbers to call, wherever they stand",
    facts: () => ({
      ...clinical,
      role: "clinician",
      scopes: [...roles.clinician.scopes, ...parseScopes("user/Bundle.cruds")],
      fieldRules: [{ type: "Patient", path: "telecom", access: "hidden" }],
    }),
    // The same copies in each world, but for the numbers. One bundle: its id is the server's, and would order several differently.
    hidden: ({ shownPatients }, random) => [
      { at: start + 60 * 24 * hour, kind: "put", resource: someCopies(random, uuidFrom(random), shownPatients) },
    ],
    veil: (resource, _plan, random) => withOtherNumbers(random, resource),
  },
  {
    name: "a clinician who isn't cleared for what is sensitive",
    facts: () => ({ ...clinical, role: "clinician", clearances: [] }),
    hidden: (plan, random) =>
      otherRecords(plan, random, (resource) => labelled(resource, oneOf(random, sensitivities))),
  },
  {
    name: "a clinician whom patients keep from some of their record",
    facts: (plan) => ({ ...clinical, role: "clinician", standing: consenting(plan) }),
    hidden: (plan, random) => {
      const [first] = plan.shownPatients;
      return otherRecords(plan, random, (resource) => labelled(resource, oneOf(random, sensitivities))).flatMap(
        (one) => {
          if (one.kind === "delete") return [];
          const about = JSON.stringify(one.resource).includes(`Patient/${first}`);
          if (about && one.resource.resourceType !== "Condition") return [];
          return [one];
        },
      );
    },
  },
  {
    name: "a clinician from whom records are kept because they are restricted",
    facts: (plan) => ({ ...clinical, role: "clinician", standing: restricting(plan) }),
    hidden: restrictedRecords,
  },
  {
    name: "a patient among others",
    facts: (plan) => ({
      ...clinical,
      role: "patient",
      scopes: roles.patient.scopes,
      permissions: roles.patient.permissions,
      purpose: "PATRQT",
      reach: "patient",
      patient: plan.shownPatients[0] as ResourceId,
      standing: nobody,
    }),
    hidden: (plan, random) => otherPeople(plan, random, 0),
  },
  {
    name: "an app that a clinician opened for one patient's laboratory results",
    facts: (plan) => ({
      ...clinical,
      role: "clinician",
      patient: plan.shownPatients[0] as ResourceId,
      app: {
        id: "1.app",
        name: "Trends",
        scopes: parseScopes(`patient/Patient.rs patient/Observation.rs?category=${encodeURIComponent(laboratory)}`),
      },
    }),
    hidden: (plan, random) => [
      ...otherPeople(plan, random, 0),
      ...otherRecords(plan, random, (resource) => withCategory(resource, "vital-signs")),
    ],
  },
  {
    name: "somebody of another organisation",
    facts: () => ({ ...clinical, role: "clinician" }),
    // The world's other organisation differs for every observer; here nothing else does.
    hidden: () => none,
  },
];

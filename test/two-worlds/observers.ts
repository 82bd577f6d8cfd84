import {
  type Caller,
  type ConsentRule,
  type Facts,
  type Standing,
  parseScopes,
  roles,
} from "../../src/custody/access/index.ts";
import { labelsCalledFor } from "../../src/custody/policy/index.ts";
import type { ResourceId } from "../../src/foundation/kernel/index.ts";
import type { Plan } from "./plan.ts";
import { type Happening, people, recordsOf } from "./population.ts";
import { type Random, below, oneOf, uuidFrom } from "./random.ts";
import { type Made, reasonOf, someCopies, withOtherNumbers } from "./resources.ts";
import { hour, secondsBetween, start } from "./times.ts";
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
const nobody: Standing = {
  relationsTo: () => none,
  relatedPatients: () => none,
  consentsOf: () => none,
  breakGlassOn: () => undefined,
  brokenGlass: () => none,
  facilitiesOf: () => none,
};

/** Some of the doubtful patients, with records; in this world, at moments between those of what is shown. */
function otherPeople(plan: Plan, random: Random, facility: 0 | 1): Happening[] {
  const patients = plan.doubtful.patients.filter(() => random() < 0.6);
  return people({
    random,
    directory: plan.directory,
    facility: plan.directory.facilities[facility],
    patients,
    recordsEach: 1 + below(random, plan.size.recordsEach),
    others: plan.shown.flatMap((one) => (one.kind === "put" ? [one.resource.id] : [])),
    from: start + hour + 7_000 + below(random, 20_000),
    stepMilliseconds: secondsBetween * 1000,
  });
}

/** Records of shown patients, some under doubtful ids, which `change` makes into what the observer may not see. */
function otherRecords(plan: Plan, random: Random, change: (resource: Made) => Made): Happening[] {
  const ids = [...plan.doubtful.records];
  const renamed = new Map<string, string>();
  const known = (id: string) => {
    const now = renamed.get(id) ?? (random() < 0.7 ? ids.splice(below(random, ids.length), 1)[0] : undefined) ?? id;
    renamed.set(id, now);
    return now;
  };
  return plan.shownPatients.flatMap((patient, index) =>
    recordsOf(
      {
        random,
        directory: plan.directory,
        facility: plan.directory.facilities[0],
        patients: [],
        recordsEach: below(random, plan.size.recordsEach + 1),
        others: plan.shownPatients,
        from: start + 30 * 24 * hour + index * 8 * hour + 11_000 + below(random, 20_000),
        stepMilliseconds: secondsBetween * 1000,
      },
      patient,
    ).flatMap((one): Happening[] => {
      if (one.kind === "delete") return [{ ...one, id: known(one.id) }];
      const resource = change({ ...one.resource, id: known(one.resource.id) });
      return [{ ...one, resource }];
    }),
  );
}

const clinical = {
  kind: "person",
  name: "Robin Vale",
  scopes: roles.clinician.scopes,
  permissions: roles.clinician.permissions,
  references: ["Practitioner/00000000-0000-4000-8000-000000000001"],
  purpose: "TREAT",
} as const;

const labelled = (resource: Made, code: string): Made => ({
  ...resource,
  meta: { security: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code }] },
});

/** A label that a hidden reason calls for isn't there for a front desk: one that hides has to be there for another reason. */
function withoutReason({ reasonCode: _code, reasonReference: _reference, description: _text, ...rest }: Made): Made {
  return rest as Made;
}

function related(plan: Plan): Standing {
  const patients = plan.shownPatients as readonly ResourceId[];
  const known = new Set<string>(patients);
  return {
    ...nobody,
    relatedPatients: () => patients,
    relationsTo: (patient) => (known.has(patient) ? [{ kind: "care-team", source: "CareTeam/1" }] : none),
  };
}

function inFacility(plan: Plan): Standing {
  const own = new Set<string>(plan.shownPatients);
  return {
    ...nobody,
    facilitiesOf: (patient) => [plan.directory.facilities[own.has(patient) ? 0 : 1]],
  };
}

/** The first shown patient keeps conditions from everybody; the others keep what is labelled from everybody. */
function consenting(plan: Plan): Standing {
  const [first] = plan.shownPatients;
  const rule = (source: string, rest: Partial<ConsentRule["provision"]>): ConsentRule => ({
    source,
    provision: { type: "deny", exceptions: [], ...rest },
  });
  const conditions = [rule("Consent/1", { classes: ["Condition"] })];
  const labels = [rule("Consent/2", { labels: [...sensitivities] })];
  return {
    ...nobody,
    consentsOf: (patient) => (patient === first ? conditions : plan.shownPatients.includes(patient) ? labels : none),
  };
}

/** Shown patients had records restricted, whose ids are among the doubtful ones: nothing that is shown has any of these. */
function restricting(plan: Plan): Standing {
  const records = new Set(plan.doubtful.records as readonly ResourceId[]);
  return {
    ...nobody,
    restrictions: {
      of: new Map(plan.shownPatients.map((patient) => [patient as ResourceId, { whole: false, records }])),
      along: new Map(),
    },
  };
}

/** As `otherRecords`, of which those alone that got one of the ids that are restricted. */
function restrictedRecords(plan: Plan, random: Random): Happening[] {
  const restricted = new Set(plan.doubtful.records);
  return otherRecords(plan, random, (resource) => resource).filter((one) =>
    restricted.has(one.kind === "put" ? one.resource.id : one.id),
  );
}

const laboratory = `${categorySystem}|laboratory`;

function withCategory(resource: Made, code: string): Made {
  return resource.resourceType === "Observation"
    ? { ...resource, category: [{ coding: [{ system: categorySystem, code }] }] }
    : resource;
}

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
    hidden: (plan, random) => otherPeople(plan, random, 1),
  },
  {
    name: "a front desk that doesn't see why somebody comes",
    facts: () => ({
      kind: "person",
      name: "Sam Reed",
      role: "front-desk",
      scopes: roles["front-desk"].scopes,
      permissions: roles["front-desk"].permissions,
      fieldRules: roles["front-desk"].fieldRules,
      clearances: roles["front-desk"].clearances,
      standing: { ...nobody, labelsCalledFor },
      purpose: "HOPERAT",
    }),
    hidden: (plan, random) =>
      otherRecords(plan, random, (resource) =>
        resource.resourceType === "Appointment" ? labelled(withoutReason(resource), "PSY") : resource,
      ),
    veil: (resource, plan, random) => {
      if (resource.resourceType !== "Appointment") return resource;
      return { ...withoutReason(resource), ...reasonOf(random, plan.doubtful.records) } as Made;
    },
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

/** What another organisation of the same installation holds: unlike in each world, and under doubtful ids too. */
export function elsewhere(plan: Plan, random: Random): readonly Happening[] {
  const patient = oneOf(random, plan.doubtful.patients);
  return people({
    random,
    directory: plan.directory,
    facility: plan.directory.facilities[0],
    patients: random() < 0.5 ? [patient] : [uuidFrom(random), patient],
    recordsEach: 2,
    others: plan.shownPatients,
    from: start + hour + 33_000,
    stepMilliseconds: secondsBetween * 1000,
  });
}

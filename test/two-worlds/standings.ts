import { type ConsentRule, type Standing } from "../../src/custody/access/index.ts";
import type { ResourceId } from "../../src/foundation/kernel/index.ts";
import type { Plan } from "./plan.ts";
import { sensitivities } from "./vocabulary.ts";

const none: readonly never[] = [];
/** Nothing is known of anybody. */
export const nobody: Standing = {
  relationsTo: () => none,
  relatedPatients: () => none,
  consentsOf: () => none,
  breakGlassOn: () => undefined,
  brokenGlass: () => none,
  facilitiesOf: () => none,
};

/** Tied to the shown patients alone. */
export function related(plan: Plan): Standing {
  const patients = plan.shownPatients as readonly ResourceId[];
  const known = new Set<string>(patients);
  return {
    ...nobody,
    relatedPatients: () => patients,
    relationsTo: (patient) => (known.has(patient) ? [{ kind: "care-team", source: "CareTeam/1" }] : none),
  };
}

/** Shown patients are known at the first facility, all others at the second; each has a branch, and a room is in the first one's. */
export function inFacility(plan: Plan): Standing {
  const own = new Set<string>(plan.shownPatients);
  const { facilities, clinic } = plan.directory;
  const around: Readonly<Record<string, readonly string[]>> = {
    [clinic.branch]: [clinic.branch, facilities[0]],
    [clinic.room]: [clinic.room, clinic.branch, facilities[0]],
    [clinic.otherBranch]: [clinic.otherBranch, facilities[1]],
  };
  return {
    ...nobody,
    facilitiesOf: (patient) => [facilities[own.has(patient) ? 0 : 1]],
    around: (place) => around[place] ?? [place],
  };
}

/** The first shown patient keeps conditions from everybody; the others keep what is labelled from everybody. */
export function consenting(plan: Plan): Standing {
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
export function restricting(plan: Plan): Standing {
  const records = new Set(plan.doubtful.records as readonly ResourceId[]);
  return {
    ...nobody,
    restrictions: {
      of: new Map(plan.shownPatients.map((patient) => [patient as ResourceId, { whole: false, records }])),
      along: new Map(),
    },
  };
}

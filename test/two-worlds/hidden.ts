import { clinicalTypes, noted } from "./clinical.ts";
import { waitingElsewhere } from "./clinic.ts";
import { type Made, made } from "./making.ts";
import { moneyTypes, withOtherWords } from "./money.ts";
import type { Plan } from "./plan.ts";
import { type Happening, people, recordsOf } from "./population.ts";
import { type Random, below, oneOf, uuidFrom } from "./random.ts";
import { reasonOf } from "./resources.ts";
import { hour, secondsBetween, start } from "./times.ts";
import { categorySystem } from "./vocabulary.ts";

/** Some of the doubtful patients, with records; in this world, at moments between those of what is shown. */
export function otherPeople(plan: Plan, random: Random, facility: 0 | 1): Happening[] {
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
export function otherRecords(plan: Plan, random: Random, change: (resource: Made) => Made): Happening[] {
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

/** As `otherRecords`, of which those alone that got one of the ids that are restricted. */
export function restrictedRecords(plan: Plan, random: Random): Happening[] {
  const restricted = new Set(plan.doubtful.records);
  return otherRecords(plan, random, (resource) => resource).filter((one) =>
    restricted.has(one.kind === "put" ? one.resource.id : one.id),
  );
}

/** Marked as sensitive. */
export const labelled = (resource: Made, code: string): Made => ({
  ...resource,
  meta: { security: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code }] },
});

/** A label that a hidden reason calls for isn't there for a front desk: one that hides has to be there for another reason. */
function withoutReason({ reasonCode: _code, reasonReference: _reference, description: _text, ...rest }: Made): Made {
  return rest as Made;
}

/** An observation of another kind. */
export function withCategory(resource: Made, code: string): Made {
  return resource.resourceType === "Observation"
    ? { ...resource, category: [{ coding: [{ system: categorySystem, code }] }] }
    : resource;
}

/** What was done for shown patients and written about it, and bookings that are labelled: what nobody sees who only books and bills.
 *  @param seen kinds of it that the observer does see */
export function otherCare(plan: Plan, random: Random, seen: ReadonlySet<string> = new Set()): Happening[] {
  return otherRecords(plan, random, (resource) =>
    resource.resourceType === "Appointment" ? labelled(withoutReason(resource), "PSY") : resource,
  ).filter((one) => {
    const type = one.kind === "put" ? one.resource.resourceType : one.type;
    return type === "Appointment" || (clinicalTypes.has(type) && !moneyTypes.has(type) && !seen.has(type));
  });
}

/** A shown record with other words of why, or none: of a booking, and of what is billed for it. */
export function otherReasons(resource: Made, plan: Plan, random: Random): Made {
  if (resource.resourceType !== "Appointment") return withOtherWords(random, resource);
  return { ...withoutReason(resource), ...reasonOf(random, plan.doubtful.records) } as Made;
}

/** As `otherReasons`, and of diagnoses and procedures with other notes. */
export function otherNotes(resource: Made, plan: Plan, random: Random): Made {
  const { resourceType } = resource;
  if (resourceType === "Appointment") return otherReasons(resource, plan, random);
  if (resourceType !== "Condition" && resourceType !== "Procedure") return resource;
  const { note: _note, ...rest } = resource;
  return made({ ...rest, ...noted(random) });
}

/** Enquiries and kept times at the other site's branch. */
export function elsewhereWaiting(plan: Plan, random: Random): readonly Happening[] {
  const ids = plan.doubtful.records.slice(0, 6);
  return waitingElsewhere(plan.directory, { random, ids, from: start + 13_000 });
}

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

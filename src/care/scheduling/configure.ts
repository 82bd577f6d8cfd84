import type { FhirResource, JsonObject } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { type Found, findAll } from "../../custody/chart/index.ts";
import { idsOf } from "./clinic-directory.ts";
import { expectBranch, expectKinds, oneInDirectory, unlessOvertaken } from "./in-directory.ts";
import { minutesOf } from "../../foundation/calendar/index.ts";
import { SchedulingError, changedMeanwhile } from "./scheduling-error.ts";
import type { SchedulingPorts } from "./scheduling-ports.ts";
import type { WeeklyHours } from "./types.ts";

type Ports = Pick<SchedulingPorts, "chart">;

/** @throws SchedulingError `scheduling/unsuitable` */
function expectHours(hours: readonly WeeklyHours[]): void {
  const index = hours.findIndex(({ from, until }) => minutesOf(from) >= minutesOf(until));
  if (index !== -1)
    throw new SchedulingError("scheduling/unsuitable", "hours end after they begin", { path: `hours[${index}].until` });
}

function listOf(hours: readonly WeeklyHours[], names: { readonly from: string; readonly until: string }): JsonObject[] {
  // A FHIR time has no 24:00.
  const time = (text: string) => (text === "24:00" ? "23:59:00" : `${text}:00`);
  return hours.map(({ days, from, until }) => ({
    daysOfWeek: days,
    [names.from]: time(from),
    [names.until]: time(until),
  }));
}

interface Opening {
  readonly hours: readonly WeeklyHours[];
  /** The version of the branch that was seen; absent: whichever there is. */
  readonly expected?: number | undefined;
}

/** Says when a branch is open; not known where there are no hours. What is booked stays. @throws SchedulingError, ChartError */
export async function setOpening(
  { chart }: Ports,
  caller: Caller,
  branch: ResourceId,
  { hours, expected }: Opening,
): Promise<void> {
  expectHours(hours);
  const target = { type: "Location", id: branch } as const;
  const { resource, version } = await oneInDirectory(() => chart.read(caller, target));
  const { hoursOfOperation: _before, ...rest } = resource;
  const list = listOf(hours, { from: "openingTime", until: "closingTime" });
  const next = { ...rest, ...(list.length === 0 ? {} : { hoursOfOperation: list }) };
  await unlessOvertaken(chart.update(caller, target, next, expected ?? version));
}

/** When a therapist works somewhere, and which kinds they do there. */
export interface Work {
  /** null: wherever their role says nothing of where. */
  readonly branchId: ResourceId | null;
  readonly hours: readonly WeeklyHours[];
  readonly kindIds: readonly ResourceId[];
  /** Whether they work there from now on. */
  readonly active: boolean;
  /** The role that was seen, in the version that was seen; null: none was; absent: whatever there is. */
  readonly expected?: { readonly roleId: ResourceId; readonly version: number } | null | undefined;
}

/** The role that says when a therapist works at this place; undefined where none does. @throws SchedulingError `scheduling/changed-meanwhile` */
function roleAt(
  roles: readonly Found[],
  { branchId, expected }: Pick<Work, "branchId" | "expected">,
): Found | undefined {
  const at = roles.filter(({ resource }) => {
    const places = idsOf(resource["location"], "Location");
    return resource["active"] !== false && (branchId === null ? places.length === 0 : places.includes(branchId));
  });
  if (expected === undefined) return at[0];
  const found = expected === null ? undefined : at.find(({ id }) => id === expected.roleId);
  if (found?.version !== expected?.version || (expected === null && at.length > 0)) throw changedMeanwhile();
  return found;
}

/** Says when a therapist works at a branch, and which kinds they do there; or that they don't any more. What is booked stays.
 *  @throws SchedulingError, ChartError */
export async function setHours({ chart }: Ports, caller: Caller, therapist: ResourceId, work: Work): Promise<void> {
  expectHours(work.hours);
  await oneInDirectory(() => chart.read(caller, { type: "Practitioner", id: therapist }));
  if (work.branchId !== null) await expectBranch(chart, caller, work.branchId);
  await expectKinds(chart, caller, work.kindIds);
  const { matches } = await findAll(chart, caller, "PractitionerRole", [["practitioner", `Practitioner/${therapist}`]]);
  const here = roleAt(matches, work);
  const places = here === undefined ? [] : idsOf(here.resource["location"], "Location");
  const isShared = work.branchId !== null && places.length > 1;
  if (here === undefined && !work.active)
    throw new SchedulingError("scheduling/unknown", "they don't work there", { path: "active" });
  const list = listOf(work.hours, { from: "availableStartTime", until: "availableEndTime" });
  const kinds = work.kindIds.map((id) => ({ reference: `HealthcareService/${id}` }));
  const said = {
    ...(list.length === 0 ? {} : { availableTime: list }),
    ...(kinds.length === 0 ? {} : { healthcareService: kinds }),
  };
  if (here !== undefined && !isShared) {
    const { availableTime: _hours, healthcareService: _kinds, ...rest } = here.resource;
    const next = work.active ? { ...rest, ...said } : { ...here.resource, active: false };
    await unlessOvertaken(chart.update(caller, { type: "PractitionerRole", id: here.id }, next, here.version));
    return;
  }
  const role: FhirResource = {
    resourceType: "PractitionerRole",
    active: true,
    practitioner: { reference: `Practitioner/${therapist}` },
    ...(work.branchId === null ? {} : { location: [{ reference: `Location/${work.branchId}` }] }),
    ...said,
  };
  if (here === undefined || work.branchId === null) {
    const at =
      work.branchId === null
        ? (["location:missing", "true"] as const)
        : (["location", `Location/${work.branchId}`] as const);
    // Two who write the first hours at once would make two records, and each would hold.
    const unlessThere = [["practitioner", `Practitioner/${therapist}`], ["active", "true"], at] as const;
    const made = await chart.create(caller, "PractitionerRole", role, { ifNoneExist: unlessThere });
    if (!made.created) throw changedMeanwhile();
    return;
  }
  // One role for several branches: this branch has hours of its own now, or none.
  const left = {
    kind: "update",
    type: "PractitionerRole",
    id: here.id,
    resource: withoutBranch(here, work.branchId),
    ifMatch: here.version,
  } as const;
  const own = { kind: "create", type: "PractitionerRole", resource: role } as const;
  await unlessOvertaken(chart.transact(caller, work.active ? [own, left] : [left]));
}

function withoutBranch({ resource }: Found, branch: ResourceId): FhirResource {
  const location = idsOf(resource["location"], "Location")
    .filter((id) => id !== branch)
    .map((id) => ({ reference: `Location/${id}` }));
  return { ...resource, location };
}

import { type FhirResource, type JsonObject, withExtension } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError, type Found, findAll, opened } from "../../custody/chart/index.ts";
import { idsOf, kindOf } from "./clinic-directory.ts";
import { minutesOf } from "./local-time.ts";
import { SchedulingError, changedMeanwhile } from "./scheduling-error.ts";
import type { SchedulingPorts } from "./scheduling-ports.ts";
import type { Kind, WeeklyHours } from "./types.ts";
import { extensionUrl } from "./vocabulary.ts";

type Ports = Pick<SchedulingPorts, "chart">;

export type NewKind = Omit<Kind, "id" | "version">;

function withKind(resource: FhirResource, kind: NewKind): FhirResource {
  const { location: _elsewhere, ...rest } = resource;
  const located = kind.branchIds.map((id) => ({ reference: `Location/${id}` }));
  return [
    { url: extensionUrl.minutes, value: kind.minutes },
    { url: extensionUrl.capacity, value: kind.capacity },
  ].reduce<FhirResource>((next, { url, value }) => withExtension(next, url, { valuePositiveInt: value }), {
    ...rest,
    active: kind.active,
    name: kind.name,
    ...(located.length === 0 ? {} : { location: located }),
  });
}

/** @throws ChartError `chart/not-permitted` */
export async function makeKind({ chart }: Ports, caller: Caller, kind: NewKind): Promise<Kind> {
  const made = await chart.create(caller, "HealthcareService", withKind({ resourceType: "HealthcareService" }, kind));
  return kindOf(opened(made.value));
}

/** What is booked keeps its length and its place. @throws SchedulingError, ChartError */
export async function changeKind({ chart }: Ports, caller: Caller, kind: Kind): Promise<Kind> {
  const target = { type: "HealthcareService", id: kind.id } as const;
  const current = await oneInDirectory(() => chart.read(caller, target));
  try {
    return kindOf(opened((await chart.update(caller, target, withKind(current.resource, kind), kind.version)).value));
  } catch (error) {
    if (error instanceof ChartError && error.code === "chart/precondition-failed") throw changedMeanwhile();
    throw error;
  }
}

async function oneInDirectory(read: () => ReturnType<Ports["chart"]["read"]>): Promise<Found> {
  try {
    return opened((await read()).value);
  } catch (error) {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted"))
      throw new SchedulingError("scheduling/unknown", "there is nothing of that id that you may see");
    throw error;
  }
}

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

/** Says when a branch is open; not known where there are no hours. @throws SchedulingError, ChartError */
export async function setOpening(
  { chart }: Ports,
  caller: Caller,
  branch: ResourceId,
  hours: readonly WeeklyHours[],
): Promise<void> {
  expectHours(hours);
  const target = { type: "Location", id: branch } as const;
  const { resource, version } = await oneInDirectory(() => chart.read(caller, target));
  const { hoursOfOperation: _before, ...rest } = resource;
  const list = listOf(hours, { from: "openingTime", until: "closingTime" });
  await chart.update(caller, target, { ...rest, ...(list.length === 0 ? {} : { hoursOfOperation: list }) }, version);
}

/** Says when a therapist works at a branch, and which kinds they do there. @throws SchedulingError, ChartError */
export async function setHours(
  { chart }: Ports,
  caller: Caller,
  therapist: ResourceId,
  work: {
    readonly branchId: ResourceId;
    readonly hours: readonly WeeklyHours[];
    readonly kindIds: readonly ResourceId[];
  },
): Promise<void> {
  expectHours(work.hours);
  await oneInDirectory(() => chart.read(caller, { type: "Practitioner", id: therapist }));
  const { matches } = await findAll(chart, caller, "PractitionerRole", [["practitioner", `Practitioner/${therapist}`]]);
  const active = matches.filter(({ resource }) => resource["active"] !== false);
  const here = active.find(({ resource }) => idsOf(resource["location"], "Location").includes(work.branchId));
  const alone = here !== undefined && idsOf(here.resource["location"], "Location").length === 1;
  const list = listOf(work.hours, { from: "availableStartTime", until: "availableEndTime" });
  const kinds = work.kindIds.map((id) => ({ reference: `HealthcareService/${id}` }));
  const said = {
    ...(list.length === 0 ? {} : { availableTime: list }),
    ...(kinds.length === 0 ? {} : { healthcareService: kinds }),
  };
  if (here === undefined || !alone) {
    const role: FhirResource = {
      resourceType: "PractitionerRole",
      active: true,
      practitioner: { reference: `Practitioner/${therapist}` },
      location: [{ reference: `Location/${work.branchId}` }],
      ...said,
    };
    await chart.transact(caller, [
      { kind: "create", type: "PractitionerRole", resource: role },
      // One role for several branches: this branch has hours of its own now.
      ...(here === undefined
        ? []
        : [
            {
              kind: "update" as const,
              type: "PractitionerRole" as const,
              id: here.id,
              resource: withoutBranch(here, work.branchId),
            },
          ]),
    ]);
    return;
  }
  const { availableTime: _hours, healthcareService: _kinds, ...rest } = here.resource;
  await chart.update(caller, { type: "PractitionerRole", id: here.id }, { ...rest, ...said }, here.version);
}

function withoutBranch({ resource }: Found, branch: ResourceId): FhirResource {
  const location = idsOf(resource["location"], "Location")
    .filter((id) => id !== branch)
    .map((id) => ({ reference: `Location/${id}` }));
  return { ...resource, location };
}

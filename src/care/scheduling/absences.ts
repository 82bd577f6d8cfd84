import { dayMilliseconds } from "../../foundation/calendar/index.ts";
import { type FhirResource, objectsIn, referenceIn, textIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { type Chart, type Found, findAll, opened } from "../../custody/chart/index.ts";
import { idIn } from "./clinic-directory.ts";
import { isBranch, momentIn } from "./footprint.ts";
import type { PlacesPorts } from "./ports.ts";
import { SchedulingError } from "./scheduling-error.ts";
import { type Stretch, overlaps } from "./stretches.ts";
import type { Absence, Away } from "./types.ts";
import { identifierSystem } from "./vocabulary.ts";

export interface AbsencePorts extends Pick<PlacesPorts, "directory"> {
  readonly chart: Pick<Chart, "search" | "create" | "read" | "delete">;
}

/** The longest leave that is found by its start. */
const longestDays = 400;

async function readAbsence(
  { directory }: Pick<AbsencePorts, "directory">,
  caller: Caller,
  { id, version, resource }: Found,
  schedule: FhirResource | undefined,
): Promise<Absence | undefined> {
  const [from, until] = [momentIn(resource, "start"), momentIn(resource, "end")];
  const reference = referenceIn(objectsIn(schedule?.["actor"])[0]);
  const therapist = idIn(reference, "Practitioner");
  const location = idIn(reference, "Location");
  if (from === undefined || until === undefined || until <= from) return undefined;
  const where =
    therapist === undefined && location !== undefined ? await directory(caller.tenant, [location]) : undefined;
  const kind: Away = therapist !== undefined ? "therapist" : isBranch(where?.get(location ?? id)) ? "branch" : "room";
  const who = therapist ?? location;
  if (who === undefined) return undefined;
  return {
    id,
    version,
    who: { kind, id: who },
    start: new Date(from).toISOString(),
    end: new Date(until).toISOString(),
    label: textIn(resource["comment"]),
  };
}

/** Leave and closures that touch a stretch: slots of R4 that are `busy-unavailable`. @throws ChartError `chart/not-permitted` */
export async function absencesIn(ports: AbsencePorts, caller: Caller, stretch: Stretch): Promise<readonly Absence[]> {
  const instant = (at: number) => new Date(at).toISOString();
  const { matches, included } = await findAll(ports.chart, caller, "Slot", [
    ["status", "busy-unavailable"],
    ["start", `ge${instant(stretch.from - longestDays * dayMilliseconds)}`],
    ["start", `lt${instant(stretch.until)}`],
    ["_include", "Slot:schedule"],
  ]);
  const schedules = new Map(included.map(({ id, resource }) => [id, resource]));
  const found = await Promise.all(
    matches
      .filter(({ resource }) => (momentIn(resource, "end") ?? 0) > stretch.from)
      .map((slot) => {
        const schedule = idIn(referenceIn(slot.resource["schedule"]), "Schedule");
        return readAbsence(ports, caller, slot, schedule && schedules.get(schedule));
      }),
  );
  return found.flatMap((one) => one ?? []).sort((one, other) => one.start.localeCompare(other.start));
}

/** When one of these isn't there. */
export function awayOf(absences: readonly Absence[], who: ResourceId | undefined): readonly Stretch[] {
  return absences
    .filter((one) => one.who.id === who)
    .map(({ start, end }) => ({ from: Date.parse(start), until: Date.parse(end) }));
}

export interface NewAbsence {
  readonly requestId: string;
  readonly who: { readonly kind: Away; readonly id: ResourceId };
  readonly start: string;
  readonly end: string;
  readonly label?: string | undefined;
}

/** Writes leave or a closure. What is booked there stays. @throws SchedulingError, ChartError */
export async function makeAbsence(ports: AbsencePorts, caller: Caller, asked: NewAbsence): Promise<Absence> {
  const { chart } = ports;
  const stretch = { from: Date.parse(asked.start), until: Date.parse(asked.end) };
  if (!(stretch.from < stretch.until))
    throw new SchedulingError("scheduling/unsuitable", "it ends before it begins", { path: "end" });
  if (stretch.until - stretch.from > longestDays * dayMilliseconds)
    throw new SchedulingError("scheduling/unsuitable", `it is longer than ${longestDays} days`, { path: "end" });
  const type = asked.who.kind === "therapist" ? "Practitioner" : "Location";
  const reference = `${type}/${asked.who.id}`;
  await expectThere(ports, caller, { type, id: asked.who.id });
  const schedule = await chart.create(
    caller,
    "Schedule",
    { resourceType: "Schedule", active: true, actor: [{ reference }] },
    { ifNoneExist: [["actor", reference]] },
  );
  const identifier = { system: identifierSystem.request, value: asked.requestId };
  const slot = await chart.create(
    caller,
    "Slot",
    {
      resourceType: "Slot",
      identifier: [identifier],
      schedule: { reference: `Schedule/${schedule.value.id}` },
      status: "busy-unavailable",
      start: asked.start,
      end: asked.end,
      ...(asked.label === undefined ? {} : { comment: asked.label }),
    },
    { ifNoneExist: [["identifier", `${identifier.system}|${identifier.value}`]] },
  );
  const read = await readAbsence(ports, caller, opened(slot.value), opened(schedule.value).resource);
  if (read === undefined) throw new SchedulingError("scheduling/unknown", "it is of nobody who is known here");
  return read;
}

async function expectThere(
  { chart }: AbsencePorts,
  caller: Caller,
  { type, id }: { readonly type: "Practitioner" | "Location"; readonly id: ResourceId },
): Promise<void> {
  const { value } = await chart.search(caller, type, [["_id", id]]);
  if (value.matches.length === 0)
    throw new SchedulingError(
      type === "Practitioner" ? "scheduling/unknown-therapist" : "scheduling/unknown-room",
      "there is nobody and nothing of that id that you may see",
      { path: "who.id" },
    );
}

/** How many appointments lie in an absence, as far as the caller sees them. */
export async function affectedBy(ports: AbsencePorts, caller: Caller, absence: Absence): Promise<number> {
  const stretch = { from: Date.parse(absence.start), until: Date.parse(absence.end) };
  const type = absence.who.kind === "therapist" ? "Practitioner" : "Location";
  const { matches } = await findAll(ports.chart, caller, "Appointment", [
    ["actor", `${type}/${absence.who.id}`],
    ["status", "booked,pending,arrived"],
    ["date", `ge${new Date(stretch.from - dayMilliseconds).toISOString()}`],
    ["date", `lt${absence.end}`],
  ]);
  return matches.filter(({ resource }) => {
    const [from, until] = [momentIn(resource, "start"), momentIn(resource, "end")];
    return from !== undefined && until !== undefined && overlaps({ from, until }, stretch);
  }).length;
}

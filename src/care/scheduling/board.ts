import { referenceIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { absencesIn } from "./absences.ts";
import { nameOf, idIn } from "./clinic-directory.ts";
import { findAllOf } from "./find-all.ts";
import { isBranch } from "./footprint.ts";
import { stretchOf } from "./free-times.ts";
import { actorsIn, readAppointment } from "./read-appointment.ts";
import { SchedulingError } from "./scheduling-error.ts";
import type { SchedulingPorts } from "./scheduling-ports.ts";
import type { Absence, Appointment, Room } from "./types.ts";

export interface Board {
  readonly branchId: ResourceId;
  readonly from: string;
  readonly days: number;
  readonly timeZone: string;
  readonly now: string;
  readonly appointments: readonly Appointment[];
  readonly absences: readonly Absence[];
}

/** Some days of a branch, as far as the caller sees them. It is two searches of the chart, so what is shown is decided and witnessed there.
 *  @throws SchedulingError `scheduling/unknown-branch`, ChartError */
export async function readBoard(
  ports: SchedulingPorts,
  caller: Caller,
  asked: { readonly branch: ResourceId; readonly from: string; readonly days: number },
): Promise<Board> {
  const { branch, from, days } = asked;
  const { value: locations } = await ports.chart.search(caller, "Location", [
    ["_id", branch],
    ["_revinclude", "Location:partof"],
  ]);
  const known = await ports.directory(caller.tenant, [
    ...locations.matches.map(({ id }) => id),
    ...locations.included.map(({ id }) => id),
  ]);
  if (!isBranch(known.get(branch)))
    throw new SchedulingError("scheduling/unknown-branch", "there is no such branch that you may see");
  const rooms: readonly Room[] = [...known].flatMap(([id, resource]) =>
    idIn(referenceIn(resource["partOf"]), "Location") === branch
      ? [{ id, name: nameOf(resource), branchId: branch }]
      : [],
  );
  const timeZone = await ports.timeZone(caller.tenant);
  const stretch = stretchOf({ from, days }, timeZone);
  const [found, absences] = await Promise.all([
    findAllOf(ports.chart, caller, "Appointment", {
      parameter: "location",
      values: [branch, ...rooms.map(({ id }) => id)].map((id) => `Location/${id}`),
      and: [
        ["date", `ge${new Date(stretch.from).toISOString()}`],
        ["date", `lt${new Date(stretch.until).toISOString()}`],
        ["_include", "Appointment:patient"],
      ],
    }),
    absencesIn(ports, caller, stretch),
  ]);
  const shown = found.matches.filter(({ resource }) => resource["status"] !== "entered-in-error");
  const patients = new Map(found.included.map(({ id, resource }) => [id, resource]));
  const unnamed = shown.flatMap(({ resource }) =>
    ["HealthcareService"].flatMap((type) =>
      actorsIn(resource, type).flatMap(({ id, name }) => (name === "" ? [id] : [])),
    ),
  );
  const names = new Map([...(await ports.directory(caller.tenant, unnamed))].map(([id, one]) => [id, nameOf(one)]));
  const now = ports.now();
  const seeing = { caller, now, patients, rooms, names };
  return {
    branchId: branch,
    from,
    days,
    timeZone,
    now: new Date(now).toISOString(),
    appointments: shown
      .map((one) => readAppointment(one, seeing))
      .sort((one, other) => (one.start ?? "").localeCompare(other.start ?? "")),
    absences,
  };
}

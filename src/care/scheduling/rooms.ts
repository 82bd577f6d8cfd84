import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { type Found, opened } from "../../custody/chart/index.ts";
import { idIn, nameOf } from "./clinic-directory.ts";
import { expectBranch, oneInDirectory, partOf, unlessOvertaken } from "./in-directory.ts";
import { SchedulingError } from "./scheduling-error.ts";
import type { SchedulingPorts } from "./scheduling-ports.ts";
import type { Room } from "./types.ts";
import { identifierSystem } from "./vocabulary.ts";

type Ports = Pick<SchedulingPorts, "chart">;

/** A room as it is kept, also one that is out of use. */
export interface KeptRoom extends Room {
  readonly version: number;
  readonly inUse: boolean;
}

export interface NewRoom {
  readonly requestId: string;
  readonly name: string;
  readonly branchId: ResourceId;
}

export type ChangedRoom = Omit<KeptRoom, "id">;

/** Undefined of a branch, which is part of nothing. */
export function roomOf(found: Found): KeptRoom | undefined {
  const { id, version, resource } = found;
  const branchId = idIn(partOf(found), "Location");
  if (branchId === undefined) return undefined;
  return { id, version, name: nameOf(resource), branchId, inUse: resource["status"] !== "inactive" };
}

function expectRoom(found: Found): KeptRoom {
  const room = roomOf(found);
  if (room === undefined)
    throw new SchedulingError("scheduling/unknown-room", "there is no such room that you may see");
  return room;
}

/** Sent again under its number it is made once. @throws SchedulingError, ChartError */
export async function makeRoom({ chart }: Ports, caller: Caller, { requestId, name, branchId }: NewRoom) {
  await expectBranch(chart, caller, branchId);
  const identifier = { system: identifierSystem.request, value: requestId };
  const room: FhirResource = {
    resourceType: "Location",
    identifier: [identifier],
    status: "active",
    mode: "instance",
    name,
    physicalType: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/location-physical-type", code: "ro" }] },
    partOf: { reference: `Location/${branchId}` },
  };
  const made = await chart.create(caller, "Location", room, {
    ifNoneExist: [["identifier", `${identifier.system}|${requestId}`]],
  });
  return { room: expectRoom(opened(made.value)), created: made.created };
}

/** What is booked in it stays. @throws SchedulingError, ChartError */
export async function changeRoom(
  { chart }: Ports,
  caller: Caller,
  id: ResourceId,
  { version, name, branchId, inUse }: ChangedRoom,
): Promise<KeptRoom> {
  const target = { type: "Location", id } as const;
  const current = await oneInDirectory(() => chart.read(caller, target));
  const before = expectRoom(current);
  if (before.branchId !== branchId) await expectBranch(chart, caller, branchId);
  const next: FhirResource = {
    ...current.resource,
    name,
    partOf: { reference: `Location/${branchId}` },
    // What is suspended is in use as before: only what this changes is written.
    ...(before.inUse === inUse ? {} : { status: inUse ? "active" : "inactive" }),
  };
  return expectRoom(opened((await unlessOvertaken(chart.update(caller, target, next, version))).value));
}

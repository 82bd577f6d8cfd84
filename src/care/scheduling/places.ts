import { dayMilliseconds } from "../../foundation/calendar/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { DatabaseError, type Transaction } from "../../foundation/platform/database/index.ts";
import { ChartError, RuleOvertaken } from "../../custody/chart/index.ts";
import {
  type Cell,
  type Fault,
  type Footprint,
  directoryIdsIn,
  footprintOf,
  namesRoles,
  sameFootprint,
} from "./footprint.ts";
import {
  dropBefore,
  freeSeats,
  holdAppointment,
  holdCells,
  seatedAppointments,
  seatsTaken,
  takeSeats,
  turnCells,
} from "./place-table.ts";
import type { PlacesPorts, RebuildingPorts } from "./ports.ts";
import { notedRequests } from "./noted-requests.ts";

/** Zones are at most 14 hours from UTC: what lies before yesterday's UTC day is over everywhere. */
const daysKept = 1;

/** The first day whose places are kept. */
export function firstKeptDay(now: number): number {
  return Math.floor(now / dayMilliseconds) - daysKept;
}

const hashBytes = 8;

/** Hashes of cells that were asked for, by the organisation's blinding: a calendar asks for the same ones all day, and each costs 10 us. */
const known = new WeakMap<(text: string) => Buffer, Map<string, string>>();
/** Of 200 bytes each. */
const mostKnown = 25_000;

/** The hash of a cell, in hexadecimal. */
function cellHash(blind: (text: string) => Buffer, name: string): string {
  const hashes = known.get(blind) ?? new Map<string, string>();
  const before = hashes.get(name);
  if (before !== undefined) return before;
  if (hashes.size >= mostKnown) hashes.clear();
  const hash = blind(name).toString("hex", 0, hashBytes);
  known.set(blind, hashes.set(name, hash));
  return hash;
}

/** A place in the order of the cells' hashes: whoever locks several locks them in it. */
function rowsOf(blind: (text: string) => Buffer, cells: readonly Cell[]) {
  const hashed = cells.map(({ name, day }) => ({ hash: Buffer.from(cellHash(blind, name), "hex"), day }));
  hashed.sort((one, other) => Buffer.compare(one.hash, other.hash));
  return { cells: hashed.map(({ hash }) => hash), days: hashed.map(({ day }) => day) };
}

function kindHash(blind: (text: string) => Buffer, kind: string): Buffer {
  return blind(`calendar-kind|${kind}`).subarray(0, hashBytes);
}

export function taken(capacity: number): ChartError {
  return new ChartError(
    "chart/taken",
    capacity > 1
      ? "this time is full, or taken by another kind of appointment"
      : "this time is taken: somebody has it already",
    { path: "Appointment.start" },
  );
}

/** What is wrong with an appointment, as a refusal. */
export function faulty({ path, message }: Fault): ChartError {
  return new ChartError("chart/against-rule", message, { path });
}

/** Somebody else's transaction and this one waited for one another: it is tried anew. */
function overtakenBy(error: unknown): unknown {
  return error instanceof DatabaseError && error.code === "database/lock-not-available" ? new RuleOvertaken() : error;
}

/** Takes these places in the transaction of a write, in place of those that the appointment had.
 *  @param insists false: what there is room for is taken, and nothing is refused
 *  @throws ChartError `chart/taken` */
async function takePlaces(
  tx: Transaction,
  blind: (text: string) => Buffer,
  taking: {
    readonly tenant: TenantId;
    readonly appointment: ResourceId;
    readonly footprint: Footprint;
    readonly insists: boolean;
  },
): Promise<void> {
  const { tenant, appointment, footprint, insists } = taking;
  await freeSeats(tx, tenant, appointment);
  if (footprint.cells.length === 0) return;
  const rows = rowsOf(blind, footprint.cells);
  const kind = { kind: kindHash(blind, footprint.kind), capacity: footprint.capacity };
  await holdCells(tx, tenant, rows, kind);
  await turnCells(tx, tenant, rows, kind);
  const seats = await takeSeats(tx, tenant, rows, { ...kind, appointment });
  if (insists && seats < footprint.cells.length) throw taken(footprint.capacity);
}

export interface Changed {
  readonly tenant: TenantId;
  readonly appointment: ResourceId;
  readonly previous: FhirResource | undefined;
  readonly next: FhirResource | undefined;
  /** Of history from elsewhere: it is kept whether there is room or not. */
  readonly insists: boolean;
}

/** What has to be done in the transaction of a change, so that its places are its own.
 *  @returns nothing where its places stay as they are, or what is wrong with it */
export async function placesOf(
  ports: PlacesPorts,
  { tenant, appointment, previous, next, insists }: Changed,
): Promise<{ readonly fault: Fault } | { readonly alongside: ((tx: Transaction) => Promise<void>) | undefined }> {
  const named = [previous, next].flatMap((one) => (one === undefined ? [] : directoryIdsIn(one)));
  const directory = named.length === 0 ? new Map<ResourceId, FhirResource>() : await ports.directory(tenant, named);
  const fromDay = firstKeptDay(ports.now());
  const nowhere: Footprint = { kind: "", capacity: 1, cells: [] };
  const before = previous === undefined ? { footprint: nowhere } : footprintOf(previous, directory, fromDay);
  const after = next === undefined ? { footprint: nowhere } : footprintOf(next, directory, fromDay);
  if ("fault" in after && insists) return after;
  const had = "footprint" in before ? before.footprint : nowhere;
  const has = "footprint" in after ? after.footprint : nowhere;
  if (had.cells.length === 0 && has.cells.length === 0) return { alongside: undefined };
  // It may sit where there was no room, having come with an import: only what moves is asked again.
  if (sameFootprint(had, has)) return { alongside: undefined };
  const blind = await ports.blinding(tenant);
  return {
    alongside: async (tx) => {
      try {
        await holdAppointment(tx, appointment);
        const inTime = next !== undefined && namesRoles(next) ? await ports.directory(tenant, named, tx) : undefined;
        const found = next === undefined || inTime === undefined ? after : footprintOf(next, inTime, fromDay);
        if ("fault" in found && insists) throw faulty(found.fault);
        const footprint = "footprint" in found ? found.footprint : nowhere;
        await takePlaces(tx, blind, { tenant, appointment, footprint, insists });
      } catch (error) {
        throw overtakenBy(error);
      }
    },
  };
}

/** How much room is left at each of these. */
export async function roomIn(
  ports: PlacesPorts,
  tenant: TenantId,
  asked: {
    readonly kind: string;
    readonly capacity: number;
    readonly cells: readonly Cell[];
    /** An appointment whose own places count as free. */
    readonly except?: ResourceId | undefined;
  },
): Promise<ReadonlyMap<string, number>> {
  const blind = await ports.blinding(tenant);
  const nameOf = new Map(asked.cells.map(({ name }) => [cellHash(blind, name), name]));
  const kind = kindHash(blind, asked.kind);
  const room = new Map(asked.cells.map(({ name }) => [name, asked.capacity]));
  const hashes = [...nameOf.keys()].map((hash) => Buffer.from(hash, "hex"));
  for (const row of await seatsTaken(ports.db.tenant(tenant), tenant, hashes, asked.except)) {
    const name = nameOf.get(row.cell.toString("hex"));
    if (name !== undefined) room.set(name, row.kind.equals(kind) ? Math.max(0, asked.capacity - row.taken) : 0);
  }
  return room;
}

/** Builds an organisation's places anew from the appointments that are current, while they are in use. */
export async function rebuildPlaces(ports: RebuildingPorts, tenant: TenantId): Promise<void> {
  const { db } = ports;
  const blind = await ports.blinding(tenant);
  const fromDay = firstKeptDay(ports.now());

  async function rebuildOne(appointment: ResourceId): Promise<void> {
    await db.transaction(tenant, async (tx) => {
      await holdAppointment(tx, appointment);
      // Read under the lock: whoever wrote it meanwhile has committed, or waits.
      const { resource } = await ports.newestAppointment(tenant, appointment, tx);
      const directory = resource === undefined ? new Map() : await ports.directory(tenant, directoryIdsIn(resource));
      const found = resource === undefined ? undefined : footprintOf(resource, directory, fromDay);
      const footprint =
        found !== undefined && "footprint" in found ? found.footprint : { kind: "", capacity: 1, cells: [] };
      await takePlaces(tx, blind, { tenant, appointment, footprint, insists: false });
    });
  }

  const seated = new Set(await seatedAppointments(db.tenant(tenant), tenant));
  // First what sits where nothing stands behind it: it would keep others out.
  for (const id of seated)
    if ((await ports.newestAppointment(tenant, id, db.tenant(tenant))).resource === undefined) await rebuildOne(id);
  for await (const page of ports.everyAppointment(tenant)) {
    for (const { id, resource } of page) {
      const found = resource === undefined ? undefined : footprintOf(resource, new Map(), fromDay);
      const sits = found !== undefined && "footprint" in found && found.footprint.cells.length > 0;
      if (sits || seated.has(id)) await rebuildOne(id);
    }
  }
}

/** Lets go of the places of days that are over, and of what was asked for then. @returns how many steps of five minutes went */
export async function dropPastPlaces({ db, now }: Pick<PlacesPorts, "db" | "now">, tenant: TenantId): Promise<number> {
  const [own, day] = [db.tenant(tenant), firstKeptDay(now())];
  await notedRequests.forgetBefore(own, tenant, day);
  return dropBefore(own, tenant, day);
}

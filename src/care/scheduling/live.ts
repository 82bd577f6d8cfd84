import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { type FhirResource, idIn, isJsonObject, objectsIn } from "../../foundation/fhir/index.ts";
import { branchIn } from "./appointment-rule.ts";
import { newestPosition } from "./place-table.ts";
import type { PlacesPorts } from "./ports.ts";

/** What changed: boards, the enquiries beside them, or what boards have columns and hours of; at which branches. None is named: perhaps at
 *  any. */
export interface BoardNews {
  readonly of: "board" | "enquiries" | "places";
  readonly branchIds: readonly string[];
}
export type BoardListener = (news: BoardNews) => void;

export interface LiveBoards {
  /** @returns what ends it */
  listen(tenant: TenantId, listener: BoardListener): () => void;
  /** Told of what was written here, after its commit. */
  written(tenant: TenantId, written: readonly Written[]): void;
  close(): void;
}

interface Written {
  readonly type: string;
  readonly id: ResourceId;
  readonly version: number;
  /** Undefined of a deletion. */
  readonly resource: FhirResource | undefined;
}

export interface LiveBoardPorts extends Pick<PlacesPorts, "db" | "directory"> {
  /** The number by which the database knows the type of appointments. */
  readonly appointmentType: number;
  /** What the version before this one said; undefined where it was a deletion. */
  readonly former: (tenant: TenantId, of: Pick<Written, "id" | "version">) => Promise<FhirResource | undefined>;
  readonly onFailure: (error: unknown) => void;
  /** Calls again and again. @returns what ends it */
  readonly every: (milliseconds: number, work: () => void) => () => void;
}

/** What another process writes is seen within this. */
const lookMilliseconds = 2_000;
const ofBoards: ReadonlySet<string> = new Set(["Appointment", "Slot", "Schedule", "Location", "HealthcareService"]);

/** Who works when, where, and what for. */
const ofPlaces: ReadonlySet<string> = new Set(["Location", "HealthcareService", "Practitioner", "PractitionerRole"]);

/** Tasks of the desk (who asked for something) are on no board, but on a page beside them; others are no business of these pages. */
function isOfDesk({ type, resource }: Written): boolean {
  if (type !== "Task") return ofBoards.has(type);
  const code = resource?.["code"];
  return isJsonObject(code) && objectsIn(code["coding"]).some(({ system }) => system === "urn:wardbook:task");
}

/** Tells open pages that a board changed, and nothing else of it. */
export function openLiveBoards(ports: LiveBoardPorts): LiveBoards {
  const listeners = new Map<TenantId, Set<BoardListener>>();
  const seen = new Map<TenantId, number>();

  function tell(tenant: TenantId, news: BoardNews): void {
    for (const listener of listeners.get(tenant) ?? []) listener(news);
  }

  async function look(tenant: TenantId): Promise<void> {
    const newest = await newestPosition(ports.db.tenant(tenant), tenant, ports.appointmentType);
    const before = seen.get(tenant);
    seen.set(tenant, newest);
    if (before !== newest) tell(tenant, { of: "board", branchIds: [] });
  }

  /** What was written here is told as such: the next look needn't tell of it again. */
  async function refresh(tenant: TenantId): Promise<void> {
    seen.set(tenant, await newestPosition(ports.db.tenant(tenant), tenant, ports.appointmentType));
  }

  async function branchOf(tenant: TenantId, resource: FhirResource | undefined): Promise<string | undefined> {
    if (resource?.resourceType === "Appointment") return branchIn(ports, tenant, resource);
    return resource?.resourceType === "Task" ? idIn(resource["location"], "Location") : undefined;
  }

  /** Where it is, and where it was before: from there it is gone. */
  async function branchesOf(tenant: TenantId, written: Written): Promise<readonly (string | undefined)[]> {
    const branch = await branchOf(tenant, written.resource);
    if (branch === undefined || written.version === 1) return [branch];
    return [branch, await branchOf(tenant, await ports.former(tenant, written))];
  }

  async function told(tenant: TenantId, of: BoardNews["of"], written: readonly Written[]): Promise<void> {
    if (written.length === 0) return;
    const found = (await Promise.all(written.map((one) => branchesOf(tenant, one)))).flat();
    // Of a deletion, of leave and of an enquiry that names none it isn't known whose board it is.
    const branchIds = found.includes(undefined) ? [] : [...new Set(found.flatMap((one) => one ?? []))];
    tell(tenant, { of, branchIds });
  }

  async function tellOf(tenant: TenantId, written: readonly Written[]): Promise<void> {
    const enquiries = written.filter(({ type }) => type === "Task");
    const onBoards = written.filter(({ type }) => type !== "Task");
    await told(tenant, "enquiries", enquiries);
    await told(tenant, "board", onBoards);
  }

  const stop = ports.every(lookMilliseconds, () => {
    for (const tenant of listeners.keys()) void look(tenant).catch(ports.onFailure);
  });

  return {
    listen(tenant, listener) {
      const all = listeners.get(tenant) ?? new Set();
      listeners.set(tenant, all.add(listener));
      if (!seen.has(tenant)) void refresh(tenant).catch(ports.onFailure);
      return () => {
        all.delete(listener);
        if (all.size > 0) return;
        listeners.delete(tenant);
        seen.delete(tenant);
      };
    },
    written(tenant, written) {
      if (!listeners.has(tenant)) return;
      if (written.some(({ type }) => ofPlaces.has(type))) tell(tenant, { of: "places", branchIds: [] });
      const of = written.filter(isOfDesk);
      if (of.length === 0) return;
      void tellOf(tenant, of)
        .then(() => refresh(tenant))
        .catch(ports.onFailure);
    },
    close: stop,
  };
}

import type { Caller } from "../../custody/access/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { type RequestChange, changeRequest, readWords } from "./change.ts";
import { type Day, dayOf, isDay, isMoment } from "./due-day.ts";
import type { Law, RequestKind } from "./kind.ts";
import type { RequestWords } from "./opened.ts";
import type { RightsPorts, Vault } from "./ports.ts";
import { type NewRequest, receiveRequest } from "./receive.ts";
import { RightsError } from "./rights-error.ts";
import { type RequestRow, closedRequests, openRequests, readRequest, requestsOf } from "./rights-table.ts";
import { type RequestEvent, type RequestState, isOver, requestTransitions } from "./state.ts";
import { type Ground, type Statute, groundsFor, statutes } from "./statute.ts";

/** What somebody asks for about their own record. */
export interface RightsRequest {
  readonly id: string;
  readonly patient: ResourceId;
  readonly kind: RequestKind;
  readonly law: Law;
  readonly state: RequestState;
  readonly receivedOn: Day;
  /** The last day for the answer; undefined where the law names none. */
  readonly dueOn: Day | undefined;
  readonly overdue: boolean;
  readonly createdAt: number;
  readonly closedAt: number | undefined;
  readonly revision: number;
  /** Undefined when somebody who has the database altered it. */
  readonly words: RequestWords | undefined;
  /** What may be done now. */
  readonly may: readonly RequestEvent[];
  readonly statute: Statute | undefined;
  readonly grounds: readonly Ground[];
}

/** People's requests about their own records: one queue, with the law's clock. Who may call is for the door to ask. */
export interface Rights {
  list(caller: Caller, which: "open" | "closed"): Promise<readonly RightsRequest[]>;
  /** @throws RightsError `rights/unknown` */
  read(caller: Caller, id: string): Promise<RightsRequest>;
  /** @throws RightsError, see `receiveRequest` */
  receive(caller: Caller, request: NewRequest): Promise<RightsRequest>;
  /** @throws RightsError, see `changeRequest` */
  change(caller: Caller, id: string, revision: number, change: RequestChange): Promise<RightsRequest>;
  /** Those about the record of the patient who is signed in, or for whom a family member is. */
  mine(caller: Caller): Promise<readonly RightsRequest[]>;
  /** Takes back one of those. @throws RightsError `rights/unknown`, `rights/illegal-change` */
  withdrawMine(caller: Caller, id: string): Promise<RightsRequest>;
}

const mostListed = 500;

export function openRights(ports: RightsPorts): Rights {
  const { db, now } = ports;

  async function read({ tenant }: Caller, id: string): Promise<RightsRequest> {
    const row = await readRequest(db.tenant(tenant), tenant, id);
    if (row === undefined) throw unknown();
    return told(ports, tenant, await ports.vault(tenant), row);
  }

  async function mine(caller: Caller): Promise<readonly RightsRequest[]> {
    const { tenant, patient } = caller;
    if (patient === undefined) return [];
    const vault = await ports.vault(tenant);
    const rows = await requestsOf(db.tenant(tenant), tenant, patient, mostListed);
    const requests = rows.map((row) => told(ports, tenant, vault, row));
    // What a patient asks is nothing to their relatives, who may be what it is about.
    return caller.role === "patient" ? requests : requests.filter((request) => askedBy(caller, request));
  }

  return {
    async list({ tenant }, which) {
      const vault = await ports.vault(tenant);
      const rows = await (which === "open" ? openRequests : closedRequests)(db.tenant(tenant), tenant, mostListed);
      return rows.map((row) => told(ports, tenant, vault, row));
    },
    read,
    async receive(caller, request) {
      return read(caller, await receiveRequest(ports, caller, request));
    },
    async change(caller, id, revision, change) {
      await changeRequest(ports, caller, id, revision, change);
      return read(caller, id);
    },
    mine,
    async withdrawMine(caller, id) {
      const request = (await mine(caller)).find((one) => one.id === id);
      if (request === undefined) throw unknown();
      if (!askedBy(caller, request) && request.words?.asker.relation !== "self")
        throw new RightsError("rights/illegal-change", "who asked for it takes it back");
      await changeRequest(ports, caller, id, request.revision, {
        event: "withdraw",
        note: `taken back on ${dayOf(now())} by who asked`,
      });
      return read(caller, id);
    },
  };
}

function told(ports: RightsPorts, tenant: TenantId, vault: Vault, row: RequestRow): RightsRequest {
  const words = readWords(ports, tenant, vault, row);
  const { id, patient, kind, law, state, revision } = row;
  const { receivedOn, dueOn, createdAt, closedAt } = times(row);
  const statute = statutes[law][kind];
  const today = dayOf(ports.now());
  const extensible = statute?.extension !== undefined && words?.extension === undefined && today <= (dueOn ?? "");
  const events = (Object.keys(requestTransitions[state]) as RequestEvent[]).filter(
    (event) => event !== "extend" || extensible,
  );
  return {
    id,
    patient,
    kind,
    law,
    state,
    receivedOn,
    dueOn,
    overdue: !isOver(state) && dueOn !== undefined && dueOn < today,
    createdAt,
    closedAt,
    revision,
    words,
    may: words === undefined ? [] : events,
    statute,
    grounds: groundsFor(law, kind),
  };
}

/** As the row has them. What isn't a day or a moment was put there in the database: it mustn't keep the list from whoever reads it. */
function times(row: RequestRow): Pick<RightsRequest, "receivedOn" | "dueOn" | "createdAt" | "closedAt"> {
  const createdAt = isMoment(row.created_at) ? row.created_at : 0;
  return {
    receivedOn: isDay(row.received_on) ? row.received_on : dayOf(createdAt),
    dueOn: row.due_on !== null && isDay(row.due_on) ? row.due_on : undefined,
    createdAt,
    closedAt: row.closed_at !== null && isMoment(row.closed_at) ? row.closed_at : undefined,
  };
}

function askedBy({ id }: Caller, { words }: RightsRequest): boolean {
  return words?.steps[0]?.by.id === id;
}

function unknown(): RightsError {
  return new RightsError("rights/unknown", "there is no such request");
}

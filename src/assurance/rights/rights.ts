import type { Caller } from "../../custody/access/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { type RequestChange, changeRequest, readWords } from "./change.ts";
import { type Day, dayOf, isDay, isMoment } from "./due-day.ts";
import type { Law, RequestKind } from "./kind.ts";
import type { RequestWords } from "./opened.ts";
import { isAsker, mostListed, ownRequests } from "./own-requests.ts";
import type { RightsPorts, Vault } from "./ports.ts";
import { type NewRequest, receiveRequest } from "./receive.ts";
import { tellOfTakenLetters } from "./letters/registered.ts";
import { asRegistered, takenAway } from "./registered.ts";
import { placeRestriction, restrictingOf } from "./restriction/index.ts";
import { RightsError } from "./rights-error.ts";
import { type RequestRow, closedRequests, openRequests, readRequest } from "./rights-table.ts";
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

/** People's requests about their own records: one queue, with the law's clock. Each look at it is witnessed before it is answered. Who
 *  may call is for the door to ask. */
export interface Rights {
  list(caller: Caller, which: "open" | "closed"): Promise<readonly RightsRequest[]>;
  /** Whether every request that was ever received is there, and each as it was written last, as far as anybody can say. One that isn't is
   *  told to whoever minds the installation. */
  isWhole(caller: Pick<Caller, "tenant">): Promise<boolean>;
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

const asOfficer = "as officer for requests";

export function openRights(ports: RightsPorts): Rights {
  const { db, now } = ports;

  /** As it stands after a change, which the ledger has: no look of its own. */
  async function current({ tenant }: Caller, id: string): Promise<RightsRequest> {
    const [row] = await asRegistered(ports, tenant, [await rowOf(tenant, id)]);
    if (row === undefined) throw unknown();
    return told(ports, tenant, await ports.vault(tenant), row);
  }

  async function rowOf(tenant: TenantId, id: string): Promise<RequestRow> {
    const row = await readRequest(db.tenant(tenant), tenant, id);
    if (row === undefined) throw unknown();
    return row;
  }

  /** What is said of them, once the ledger has it that it was. */
  async function shown(caller: Caller, rows: readonly RequestRow[], why: string): Promise<readonly RightsRequest[]> {
    if (rows.length === 0) return [];
    const { tenant } = caller;
    await ports.witnessLook(caller, new Set(rows.map(({ patient }) => patient)), why);
    const vault = await ports.vault(tenant);
    return (await asRegistered(ports, tenant, rows)).map((row) => told(ports, tenant, vault, row));
  }

  return {
    async list(caller, which) {
      const { tenant } = caller;
      const rows = await (which === "open" ? openRequests : closedRequests)(db.tenant(tenant), tenant, mostListed);
      return shown(caller, rows, asOfficer);
    },
    async isWhole({ tenant }) {
      const gone = await takenAway(ports, tenant);
      for (const id of gone ?? ["register"]) ports.onAltered(tenant, id);
      const isEachLetterThere = await tellOfTakenLetters(ports, tenant);
      return gone?.length === 0 && isEachLetterThere;
    },
    async read(caller, id) {
      const row = await rowOf(caller.tenant, id);
      await ports.witnessLook(caller, new Set([row.patient]), asOfficer);
      return current(caller, id);
    },
    async receive(caller, request) {
      return current(caller, await receiveRequest(ports, caller, request));
    },
    async change(caller, id, revision, change) {
      const restricting = change.event === "decide" ? await restrictingOf(ports, caller, id, change.items) : undefined;
      const restrict =
        restricting &&
        ((tx: Transaction, vault: Vault) => placeRestriction(ports, caller, tx, { vault, request: id, restricting }));
      await changeRequest(ports, caller, id, revision, change, restrict);
      if (restrict !== undefined) ports.restrictionsChanged(caller.tenant);
      return current(caller, id);
    },
    mine: async (caller) => shown(caller, await ownRequests(ports, caller), "to see what was asked about the record"),
    async withdrawMine(caller, id) {
      const { tenant } = caller;
      const row = (await ownRequests(ports, caller)).find((one) => one.id === id);
      if (row === undefined) throw unknown();
      const words = readWords(ports, tenant, await ports.vault(tenant), row);
      if (!isAsker(caller, words) && words?.asker.relation !== "self")
        throw new RightsError("rights/illegal-change", "who asked for it takes it back");
      await changeRequest(ports, caller, id, row.revision, {
        event: "withdraw",
        note: `taken back on ${dayOf(now())} by who asked`,
      });
      return current(caller, id);
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

function unknown(): RightsError {
  return new RightsError("rights/unknown", "there is no such request");
}

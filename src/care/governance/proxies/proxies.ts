import type { Caller } from "../../../custody/access/index.ts";
import {
  type PersonId,
  type ResourceId,
  type Secret,
  type TenantId,
  parsePersonId,
} from "../../../foundation/kernel/index.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { type Authority, type Extent, isTheirsToConfirm } from "./authority.ts";
import { confirmProxy, refuseProxy } from "./confirm.ts";
import { endProxy } from "./end.ts";
import { type ProxyStaff, type ProxyWords, readSealed } from "./opened.ts";
import type { ProxyAccount } from "./ports.ts";
import { type ProxyRow, listProxies, proxiesOf } from "./proxy-table.ts";
import { proxiesAsRegistered, readRegistered } from "./registered.ts";
import { type NewProxy, recordProxy } from "./record.ts";
import type { ProxyState } from "./state.ts";

/** That somebody may act for a patient, with what shows it. */
export interface Proxy {
  readonly id: string;
  readonly patient: ResourceId;
  readonly person: PersonId;
  readonly authority: Authority;
  readonly extent: Extent;
  /** As it is at this moment, whether or not anybody has written that down. */
  readonly state: ProxyState;
  readonly from: number;
  readonly until: number;
  readonly recordedAt: number;
  readonly recorder: PersonId;
  readonly decidedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** Undefined when the patient's record was erased, or somebody who has the database altered it. */
  readonly words: ProxyWords | undefined;
  readonly staff: Pick<ProxyStaff, "recorderName" | "deciderName" | "endedBy"> | undefined;
  /** Why it was refused or ended. */
  readonly note: string | undefined;
  readonly altered: boolean;
}

export const proxyListings = {
  waiting: ["waiting"],
  current: ["in-force"],
  past: ["ended", "refused", "withdrawn", "lapsed"],
} as const satisfies Readonly<Record<string, readonly ProxyState[]>>;
export type ProxyListing = keyof typeof proxyListings;

/** Who acts for whom: for those who record and confirm it, for the patient, and for who does. */
export interface Proxies {
  list(caller: Caller, which: ProxyListing): Promise<readonly Proxy[]>;
  /** Accounts that a new authority can be given to. */
  accounts(caller: Caller): Promise<readonly ProxyAccount[]>;
  /** @throws GovernanceError, see `recordProxy` */
  record(
    caller: Caller,
    proxy: NewProxy,
  ): Promise<{ readonly proxy: Proxy; readonly temporaryPassword: Secret<string> | undefined }>;
  /** @throws GovernanceError `proxy/unknown`, `proxy/four-eyes`, `proxy/illegal-change`, `proxy/altered` */
  confirm(caller: Caller, id: string): Promise<Proxy>;
  /** By somebody else, or taken back by who recorded it. @throws GovernanceError as `confirm` does, but `proxy/altered` */
  refuse(caller: Caller, id: string, note: string | undefined): Promise<Proxy>;
  /** At once, by who keeps these. @throws GovernanceError `proxy/unknown`, `proxy/illegal-change` */
  end(caller: Caller, id: string, note: string | undefined): Promise<Proxy>;
  /** Those who act, or acted, for the patient who is signed in. */
  ofMe(caller: Caller, patient: ResourceId): Promise<readonly Proxy[]>;
  /** That they wish it, by the patient themselves. @throws GovernanceError as `confirm` does */
  confirmOfMe(caller: Caller, patient: ResourceId, id: string): Promise<void>;
  /** That they don't. @throws GovernanceError as `refuse` does */
  refuseOfMe(caller: Caller, patient: ResourceId, id: string): Promise<void>;
  /** By the patient themselves. @throws GovernanceError `proxy/unknown`, `proxy/illegal-change` */
  endOfMe(caller: Caller, patient: ResourceId, id: string): Promise<void>;
  /** Those for whom the caller acts now. */
  mine(caller: Caller): Promise<readonly Proxy[]>;
  /** Opens the record of one of them from now on. @throws GovernanceError `proxy/unknown` */
  choose(caller: Caller, id: string): Promise<void>;
  /** By who acts: they do it no more. @throws GovernanceError `proxy/unknown`, `proxy/illegal-change` */
  giveUp(caller: Caller, id: string): Promise<void>;
}

const mostListed = 500;
const asOfficer = "as officer for who acts for patients";

export function createProxies(ports: GovernancePorts): Proxies {
  const { now } = ports;

  async function opened(tenant: TenantId, rows: readonly ProxyRow[]): Promise<readonly Proxy[]> {
    const staff = await ports.vault(tenant);
    const vaults = new Map<ResourceId, Awaited<ReturnType<GovernancePorts["patientVault"]>>>();
    for (const { patient } of rows)
      if (!vaults.has(patient)) vaults.set(patient, await ports.patientVault(tenant, patient));
    return rows.map((row) =>
      told(row, readSealed(ports, tenant, { staff, patient: vaults.get(row.patient) }, row), now()),
    );
  }

  async function current(tenant: TenantId, id: string): Promise<Proxy> {
    const row = await readRegistered(ports, tenant, id);
    const [proxy] = row === undefined ? [] : await opened(tenant, [row]);
    if (proxy === undefined) throw unknownProxy();
    return proxy;
  }

  async function looked(caller: Caller, rows: readonly ProxyRow[], why: string): Promise<readonly Proxy[]> {
    if (rows.length > 0) await ports.proxies.witnessLook(caller, new Set(rows.map(({ patient }) => patient)), why);
    return opened(caller.tenant, rows);
  }

  /** Whoever is held to facilities keeps those of their patients: absent and denied look alike. */
  async function kept(caller: Caller, id: string): Promise<void> {
    const row = await readRegistered(ports, caller.tenant, id);
    if (row === undefined || !isWithin(caller, row)) throw unknownProxy();
  }

  async function wished(caller: Caller, patient: ResourceId, id: string): Promise<void> {
    const row = await readRegistered(ports, caller.tenant, id);
    if (row === undefined || row.patient !== patient || !isTheirsToConfirm(row.authority)) throw unknownProxy();
  }

  async function held(caller: Caller, id: string): Promise<ProxyRow> {
    const row = await readRegistered(ports, caller.tenant, id);
    if (row === undefined || row.person !== caller.id) throw unknownProxy();
    return row;
  }

  return {
    async list(caller, which) {
      const { tenant } = caller;
      const wanted = { states: proxyListings[which], limit: mostListed };
      const rows = await proxiesAsRegistered(ports, tenant, (tx) => listProxies(tx, tenant, wanted));
      return looked(
        caller,
        rows.filter((row) => isWithin(caller, row)),
        asOfficer,
      );
    },

    accounts: ({ tenant }) => ports.proxies.accounts(tenant),

    async record(caller, proxy) {
      const { id, temporaryPassword } = await recordProxy(ports, caller, proxy);
      return { proxy: await current(caller.tenant, id), temporaryPassword };
    },

    async confirm(caller, id) {
      await kept(caller, id);
      await confirmProxy(ports, caller, id, "an officer");
      return current(caller.tenant, id);
    },

    async refuse(caller, id, note) {
      await kept(caller, id);
      await refuseProxy(ports, caller, id, { note, by: "an officer" });
      return current(caller.tenant, id);
    },

    async end(caller, id, note) {
      await kept(caller, id);
      await endProxy(ports, caller, id, { by: "an officer", note });
      return current(caller.tenant, id);
    },

    async ofMe(caller, patient) {
      const { tenant } = caller;
      return looked(
        caller,
        await proxiesAsRegistered(ports, tenant, (tx) => proxiesOf(tx, tenant, { patient }, mostListed)),
        "to see who acts for them",
      );
    },

    async confirmOfMe(caller, patient, id) {
      await wished(caller, patient, id);
      await confirmProxy(ports, caller, id, "the patient");
    },

    async refuseOfMe(caller, patient, id) {
      await wished(caller, patient, id);
      await refuseProxy(ports, caller, id, { note: undefined, by: "the patient" });
    },

    async endOfMe(caller, patient, id) {
      const row = await readRegistered(ports, caller.tenant, id);
      if (row === undefined || row.patient !== patient) throw unknownProxy();
      await endProxy(ports, caller, id, { by: "the patient" });
    },

    async mine(caller) {
      const { tenant } = caller;
      const person = parsePersonId(caller.id);
      const rows = await proxiesAsRegistered(ports, tenant, (tx) => proxiesOf(tx, tenant, { person }, mostListed));
      const holding = rows.filter(
        ({ state, from_at: from, until }) => state === "in-force" && from <= now() && now() < until,
      );
      return (await looked(caller, holding, "to see for whom they act")).filter(({ altered }) => !altered);
    },

    async choose(caller, id) {
      const row = await held(caller, id);
      const [mine] = await opened(caller.tenant, [row]);
      if (mine === undefined || mine.altered || mine.state !== "in-force") throw unknownProxy();
      await ports.proxies.choose(caller.tenant, row.person, row.patient);
    },

    async giveUp(caller, id) {
      await held(caller, id);
      await endProxy(ports, caller, id, { by: "who acted" });
    },
  };
}

function isWithin({ facilities, standing }: Caller, { patient }: Pick<ProxyRow, "patient">): boolean {
  return facilities === undefined || (standing?.facilitiesOf(patient).some((one) => facilities.includes(one)) ?? false);
}

function told(row: ProxyRow, { staff, words, note, altered }: ReturnType<typeof readSealed>, now: number): Proxy {
  const isOver = row.state === "in-force" && row.until <= now;
  return {
    id: row.id,
    patient: row.patient,
    person: row.person,
    authority: row.authority,
    extent: row.extent,
    state: isOver ? "ended" : row.state,
    from: row.from_at,
    until: row.until,
    recordedAt: row.recorded_at,
    recorder: row.recorder,
    decidedAt: row.decided_at ?? undefined,
    endedAt: row.ended_at ?? (isOver ? row.until : undefined),
    words,
    staff,
    note,
    altered,
  };
}

export function unknownProxy(): GovernanceError {
  return new GovernanceError("proxy/unknown", "there is no such authority");
}

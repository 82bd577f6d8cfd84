import type { PersonId, ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";
import type { Authority, Extent } from "./authority.ts";
import type { ProxyState } from "./state.ts";

export interface ProxyRow {
  readonly id: string;
  readonly person: PersonId;
  readonly patient: ResourceId;
  readonly related_person: ResourceId | null;
  readonly authority: Authority;
  readonly extent: Extent;
  readonly state: ProxyState;
  readonly from_at: number;
  readonly until: number;
  readonly recorder: PersonId;
  readonly recorded_at: number;
  readonly decider: PersonId | null;
  readonly decided_at: number | null;
  readonly ended_at: number | null;
  readonly key_no: number;
  readonly sealed: Buffer;
  readonly sealed_grant: Buffer;
}

const columns =
  "id, person, patient, related_person, authority, extent, state, from_at, until, recorder, recorded_at, decider, decided_at, ended_at, key_no, sealed, sealed_grant";

/** One recording about a patient at a time; held until the transaction ends. */
export async function lockPatient(tx: Transaction, tenant: TenantId, patient: ResourceId): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1::text || $2::text, 7264048))", [tenant, patient]);
}

export async function insertProxy(tx: Transaction, tenant: TenantId, row: ProxyRow): Promise<void> {
  await tx.query(
    `insert into wardbook.proxy (tenant, ${columns})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      tenant,
      row.id,
      row.person,
      row.patient,
      row.related_person,
      row.authority,
      row.extent,
      row.state,
      row.from_at,
      row.until,
      row.recorder,
      row.recorded_at,
      row.decider,
      row.decided_at,
      row.ended_at,
      row.key_no,
      row.sealed,
      row.sealed_grant,
    ],
  );
}

export async function readProxy(db: Queryable, tenant: TenantId, id: string): Promise<ProxyRow | undefined> {
  const rows = await db.query<ProxyRow>(`select ${columns} from wardbook.proxy where tenant = $1 and id = $2`, [
    tenant,
    id,
  ]);
  return rows[0];
}

/** The row, held until the transaction ends. */
export async function holdProxy(tx: Transaction, tenant: TenantId, id: string): Promise<ProxyRow | undefined> {
  const rows = await tx.query<ProxyRow>(
    `select ${columns} from wardbook.proxy where tenant = $1 and id = $2 for update`,
    [tenant, id],
  );
  return rows[0];
}

export type ProxyStanding = Pick<
  ProxyRow,
  "id" | "state" | "related_person" | "decider" | "decided_at" | "ended_at" | "sealed_grant"
>;

export async function storeProxy(tx: Transaction, tenant: TenantId, row: ProxyStanding): Promise<void> {
  await tx.query(
    `update wardbook.proxy set state = $3, related_person = $4, decider = $5, decided_at = $6, ended_at = $7, sealed_grant = $8
     where tenant = $1 and id = $2`,
    [tenant, row.id, row.state, row.related_person, row.decider, row.decided_at, row.ended_at, row.sealed_grant],
  );
}

/** In force by their rows, now or later. */
export function proxiesToCome(db: Queryable, tenant: TenantId, now: number): Promise<ProxyRow[]> {
  return db.query(
    `select ${columns} from wardbook.proxy where tenant = $1 and state = 'in-force' and until > $2 order by id`,
    [tenant, now],
    "proxies-to-come",
  );
}

export async function proxyIds(db: Queryable, tenant: TenantId): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>("select id from wardbook.proxy where tenant = $1", [tenant]);
  return rows.map(({ id }) => id);
}

/** Newest first. */
export function listProxies(
  db: Queryable,
  tenant: TenantId,
  wanted: { readonly states: readonly ProxyState[]; readonly limit: number },
): Promise<ProxyRow[]> {
  return db.query(
    `select ${columns} from wardbook.proxy where tenant = $1 and state = any($2::text[]) order by recorded_at desc, id limit $3`,
    [tenant, [...wanted.states], wanted.limit],
  );
}

/** Of a patient, or of who acts; newest first. */
export function proxiesOf(
  db: Queryable,
  tenant: TenantId,
  whose: { readonly patient: ResourceId } | { readonly person: PersonId },
  limit: number,
): Promise<ProxyRow[]> {
  const [column, id] = "patient" in whose ? ["patient", whose.patient] : ["person", whose.person];
  return db.query(
    `select ${columns} from wardbook.proxy where tenant = $1 and ${column} = $2 order by recorded_at desc, id limit $3`,
    [tenant, id, limit],
  );
}

/** What time ends: unconfirmed ones recorded before a moment, and those whose end is over. Held until the transaction ends. */
export function holdOver(
  tx: Transaction,
  tenant: TenantId,
  over: { readonly now: number; readonly waitingSince: number; readonly limit: number },
): Promise<ProxyRow[]> {
  return tx.query(
    `select ${columns} from wardbook.proxy
     where tenant = $1 and ((state = 'in-force' and until <= $2) or (state = 'waiting' and (recorded_at <= $3 or until <= $2)))
     order by until limit $4 for update skip locked`,
    [tenant, over.now, over.waitingSince, over.limit],
  );
}

/** Those in force that end soon, held until the transaction ends. */
export function holdEndingSoon(
  tx: Transaction,
  tenant: TenantId,
  soon: { readonly now: number; readonly endsBefore: number },
): Promise<ProxyRow[]> {
  return tx.query(
    `select ${columns} from wardbook.proxy
     where tenant = $1 and state = 'in-force' and until > $2 and until <= $3 order by id for update skip locked`,
    [tenant, soon.now, soon.endsBefore],
  );
}

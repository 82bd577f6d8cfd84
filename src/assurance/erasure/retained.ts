import type { Caller } from "../../custody/access/index.ts";
import type { ResourceId, Secret, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { Hold } from "../retention/index.ts";
import { holdsOn } from "../retention/index.ts";
import { approveEnd, giveBackEnd, proposeEnd } from "./end-retained.ts";
import { ErasureError } from "./erasure-error.ts";
import type { Fate } from "./fate.ts";
import { expectOfficer, expectReason } from "./officer.ts";
import { type RetainedFacts, openErasure, openFacts } from "./opened.ts";
import type { ErasurePorts, Vault } from "./ports.ts";
import { readRegistered } from "./registered.ts";
import { type RetainedBody, bodyContext } from "./retained-body.ts";
import {
  type RetainedFactsRow,
  erasuresPerhapsOver,
  readRetained,
  retainedOf,
  retainedOfPatient,
} from "./retained-table.ts";
import type { RetainedState } from "./state.ts";
import { alteredErasure } from "./write-step.ts";

/** A record that outlived its patient's keys: why it stays and until when, and nothing of what it says. */
export interface Retained {
  readonly id: ResourceId;
  readonly erasure: string;
  readonly patient: ResourceId;
  readonly state: RetainedState;
  readonly until: number | undefined;
  /** Who asked for its destruction. */
  readonly proposer: string | undefined;
  /** Undefined of a row that was altered in the database. */
  readonly facts: RetainedFacts | undefined;
  /** Holds that cover it now. */
  readonly holds: readonly { readonly number: number; readonly why: string }[];
  /** Nothing keeps it any more. */
  readonly isOver: boolean;
}

/** What stayed of erasures. */
export interface RetainedRecords {
  /** @throws ErasureError `erasure/not-permitted` */
  list(caller: Caller, erasure: string): Promise<readonly Retained[]>;
  /** Erasures of which something is over, and what. @throws ErasureError `erasure/not-permitted` */
  over(caller: Caller): Promise<readonly OverRetained[]>;
  /** How many had to stay and are nowhere: somebody took them out of the database. */
  missing(caller: Caller, erasure: string): Promise<number>;
  /** Opens one, once the ledger has it that it was, and why. It needs the permission `retained.read`.
   *  @throws ErasureError `erasure/not-permitted`, `erasure/bad-reason`, `erasure/unknown`, `erasure/altered` */
  read(caller: Caller, wanted: { readonly id: string; readonly why: string }): Promise<RetainedBody>;
  /** Asks for the destruction of all of an erasure's whose period is over and that no hold covers.
   *  @throws ErasureError `erasure/not-permitted`, `erasure/bad-reason`, `erasure/not-over` */
  proposeEnd(caller: Caller, wanted: { readonly erasure: string; readonly why: string }): Promise<readonly Retained[]>;
  /** Takes that back, or refuses it. */
  giveBack(caller: Caller, wanted: { readonly erasure: string; readonly why: string }): Promise<readonly Retained[]>;
  /** A second person's word, signed: then their keys go, one by one. What a hold covers by then stays.
   *  @throws as `proposeEnd`; ErasureError `erasure/four-eyes`, `erasure/altered`; what signing throws */
  approveEnd(
    caller: Caller,
    wanted: { readonly erasure: string; readonly why: string; readonly password: Secret<string> | undefined },
  ): Promise<readonly Retained[]>;
}

const needs = "retained.read";

export function createRetained(ports: ErasurePorts): RetainedRecords {
  const { db, vault, holds, witness, openRetentionVault, now } = ports;

  async function list(caller: Caller, erasure: string): Promise<readonly Retained[]> {
    expectOfficer(caller);
    const { tenant } = caller;
    const sealing = await vault(tenant);
    const standing = await holds.standing(tenant);
    const rows = (await retainedOf(db.tenant(tenant), tenant, erasure)).map((row) => ({
      row,
      facts: openFacts(sealing, row),
    }));
    return retainedWith(rows, standing, now());
  }

  return {
    list,

    async over(caller) {
      expectOfficer(caller);
      return overRetained(ports, caller.tenant);
    },

    async missing(caller, erasure) {
      expectOfficer(caller);
      const { tenant } = caller;
      const row = await readRegistered(ports, tenant, erasure);
      if (row?.state !== "erased") return 0;
      const words = openErasure(await vault(tenant), row);
      const stay = words?.fates.filter(({ action }) => action !== "erase").length ?? 0;
      return Math.max(0, stay - (await retainedOf(db.tenant(tenant), tenant, erasure)).length);
    },

    async read(caller, { id, why }) {
      if (!caller.permissions.has(needs))
        throw new ErasureError("erasure/not-permitted", "what stayed of an erased record is not for you");
      const reason = expectReason(why);
      const { tenant } = caller;
      const row = await readRetained(db.tenant(tenant), tenant, id);
      if (row === undefined || row.sealed === null) throw unknownRetained();
      const facts = openFacts(await vault(tenant), row);
      if (facts === undefined) throw alteredErasure();
      const detail = `${facts.fate.record} of Patient/${row.patient}, retained as ${row.id} (erasure ${row.erasure})`;
      await witness(caller, { action: "retained-read", at: now(), why: reason, detail });
      const under = await openRetentionVault(tenant, row.id);
      if (under === undefined) throw unknownRetained();
      try {
        return JSON.parse(under.open(bodyContext(row), row.sealed).toString()) as RetainedBody;
      } catch {
        throw alteredErasure();
      }
    },

    async proposeEnd(caller, { erasure, why }) {
      const reason = expectReason(why);
      const over = (await list(caller, erasure)).filter(({ isOver, state }) => isOver && state === "kept");
      await proposeEnd(ports, caller, { erasure, why: reason, ids: new Set(over.map(({ id }) => id)) });
      return list(caller, erasure);
    },

    async giveBack(caller, { erasure, why }) {
      expectOfficer(caller);
      await giveBackEnd(ports, caller, { erasure, why: expectReason(why) });
      return list(caller, erasure);
    },

    async approveEnd(caller, { erasure, why, password }) {
      const reason = expectReason(why);
      const over = (await list(caller, erasure)).filter(({ isOver }) => isOver);
      await approveEnd(ports, caller, { erasure, why: reason, password, ids: new Set(over.map(({ id }) => id)) });
      return list(caller, erasure);
    },
  };
}

/** What stayed of one erasure and is over: no period and no hold keeps it any more. */
export interface OverRetained {
  readonly erasure: string;
  readonly patient: ResourceId;
  readonly records: readonly Retained[];
}

/** Of every erasure, for whoever tells officers that there are some: nobody's permission is asked. */
export async function overRetained(
  { db, vault, holds, now }: Pick<ErasurePorts, "db" | "vault" | "holds" | "now">,
  tenant: TenantId,
): Promise<readonly OverRetained[]> {
  const at = now();
  const connection = db.tenant(tenant);
  const erasures = await erasuresPerhapsOver(connection, tenant, at);
  if (erasures.length === 0) return [];
  const [sealing, standing] = [await vault(tenant), await holds.standing(tenant)];
  const found: OverRetained[] = [];
  for (const erasure of erasures) {
    const rows = (await retainedOf(connection, tenant, erasure)).map((row) => ({
      row,
      facts: openFacts(sealing, row),
    }));
    const records = retainedWith(rows, standing, at).filter(({ isOver }) => isOver);
    const [first] = records;
    if (first !== undefined) found.push({ erasure, patient: first.patient, records });
  }
  return found;
}

/** What outlived an erasure of this patient's record, by name: nobody's permission is asked, and nothing else is told. */
export async function retainedRecordsOf(
  db: Queryable,
  vault: Vault,
  tenant: TenantId,
  patient: ResourceId,
): Promise<readonly string[]> {
  return (await retainedOfPatient(db, tenant, patient)).flatMap((row) => {
    const facts = openFacts(vault, row);
    return facts === undefined ? [] : [facts.fate.record];
  });
}

function unknownRetained(): ErasureError {
  return new ErasureError("erasure/unknown", "there is no such retained record");
}

/** With what holds and days say of each now. */
export function retainedWith(
  rows: readonly { readonly row: RetainedFactsRow; readonly facts: RetainedFacts | undefined }[],
  standing: readonly Hold[],
  at: number,
): readonly Retained[] {
  const byRecord = new Map(
    rows.flatMap(({ row, facts }) => (facts === undefined ? [] : [[facts.fate.record, { row, facts }]])),
  );
  const isOver = (row: RetainedFactsRow, fate: Fate): boolean => {
    if (holdsOn(standing, row.patient, fate.record).length > 0) return false;
    const vouched = (fate.vouchesFor ?? []).flatMap((record) => byRecord.get(record) ?? []);
    const stay = vouched.filter((one) => one.row.state !== "destroyed");
    if (stay.length > 0) return stay.every((one) => isOver(one.row, one.facts.fate));
    if (row.until !== null) return row.until <= at;
    // Held alone, and the hold was lifted. A rule that can't say a day keeps for ever.
    return fate.rule === undefined;
  };
  return rows.map(({ row: { id, erasure, patient, state, until, ...row }, facts }) => ({
    id,
    erasure,
    patient,
    state,
    until: until ?? undefined,
    proposer: row.proposer ?? undefined,
    facts,
    holds:
      facts === undefined
        ? []
        : holdsOn(standing, patient, facts.fate.record).map(({ number, why }) => ({ number, why })),
    isOver:
      facts !== undefined &&
      state !== "destroyed" &&
      isOver({ id, erasure, patient, state, until, ...row }, facts.fate),
  }));
}

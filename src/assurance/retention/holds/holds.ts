import type { Caller } from "../../../custody/access/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import { expectOfficer } from "../officer.ts";
import { type RetentionPorts, lookingAtOne } from "../ports.ts";
import { RetentionError } from "../retention-error.ts";
import { holdRegister, noteRow, readRegister } from "../../register/index.ts";
import { type Hold, type HoldScope, inForce, newestNumber, openHolds, sealHold, sealLift } from "./hold.ts";
import { holdRows, insertHold, lockHolds, storeLift } from "./hold-table.ts";

/** Forbids to destroy, for a dispute or an investigation. While a hold is in force nothing that it covers is destroyed, whatever the rules
 *  say and whoever asks. Every method but `standing` and `forbidding` throws RetentionError `retention/not-permitted`. */
export interface Holds {
  /** Oldest first, those that were lifted too. */
  list(caller: Caller): Promise<readonly Hold[]>;
  /** All of them without names, for whoever decides and shows none. */
  standing(tenant: TenantId): Promise<readonly Hold[]>;
  /** @throws RetentionError `retention/bad-reason`; ChartError `chart/not-found` where there is no such patient or record */
  place(caller: Caller, hold: { readonly scope: HoldScope; readonly why: string }): Promise<Hold>;
  /** @throws RetentionError `retention/bad-reason`, `retention/unknown-hold`, `retention/altered-hold` */
  lift(caller: Caller, lift: { readonly number: number; readonly why: string }): Promise<Hold>;
  /** Those in force, for whoever is about to destroy; nobody places another one until the transaction ends.
   *  @param patient without one, all of the organisation's
   *  @param staying records that outlive it: a hold on one of these alone forbids nothing */
  forbidding(
    tx: Transaction,
    tenant: TenantId,
    patient?: ResourceId,
    staying?: readonly string[],
  ): Promise<readonly Hold[]>;
}

const [shortest, longest] = [5, 200];

export function expectReason(why: string): string {
  // Half a character can't stand in a certificate.
  const said = why.toWellFormed().trim();
  if (said.length < shortest || said.length > longest)
    throw new RetentionError("retention/bad-reason", `say why, in ${shortest} to ${longest} letters`);
  return said;
}

export function createHolds(ports: RetentionPorts): Holds {
  const { db, vault, now, record, patientLabel } = ports;
  const placeOf = async (tenant: TenantId) => ({ vault: await vault(tenant), tenant, name: "retention-hold" as const });
  const within = async (tx: Transaction, tenant: TenantId) => {
    const place = await placeOf(tenant);
    const register = await readRegister(tx, place);
    return openHolds(place.vault, await holdRows(tx, tenant), register);
  };
  const all = (tenant: TenantId, tx?: Transaction) =>
    tx === undefined ? db.transaction(tenant, (own) => within(own, tenant)) : within(tx, tenant);

  return {
    async list(caller) {
      expectOfficer(caller);
      const named: Hold[] = [];
      for (const hold of await all(caller.tenant)) {
        const { scope, lifted } = hold;
        const isNamed = scope.kind !== "organisation" && lifted === undefined;
        named.push(isNamed ? { ...hold, patientLabel: await patientLabel(caller, scope.patient) } : hold);
      }
      return named;
    },

    standing: (tenant) => all(tenant),

    async place(caller, { scope, why }) {
      expectOfficer(caller);
      const { tenant } = caller;
      const reason = expectReason(why);
      if (scope.kind !== "organisation") await expectThere(ports, caller, scope);
      const sealing = await vault(tenant);
      return db.transaction(tenant, async (tx) => {
        await lockHolds(tx, tenant);
        const at = now();
        const noted = await placeOf(tenant);
        const number = newestNumber(await holdRows(tx, tenant), await holdRegister(tx, noted)) + 1;
        const placed = { by: caller.name, why: reason, scope };
        const row = { number, placed_at: at };
        await insertHold(tx, tenant, { ...row, sealed: sealHold(sealing, row, placed) });
        await noteRow(tx, noted, { id: String(number), revision: 1 });
        const detail = `hold ${number} placed on ${scopeWords(scope)}`;
        await record(tx, caller, { action: "hold-placed", at, why: reason, detail });
        return { ...placed, number, at, lifted: undefined, altered: false };
      });
    },

    async lift(caller, { number, why }) {
      expectOfficer(caller);
      const { tenant } = caller;
      const reason = expectReason(why);
      const sealing = await vault(tenant);
      return db.transaction(tenant, async (tx) => {
        await lockHolds(tx, tenant);
        const noted = await placeOf(tenant);
        const register = await holdRegister(tx, noted);
        const hold = openHolds(sealing, await holdRows(tx, tenant), register).find((one) => one.number === number);
        if (hold === undefined || hold.lifted !== undefined)
          throw new RetentionError("retention/unknown-hold", "there is no hold of this number in force");
        if (hold.altered)
          throw new RetentionError(
            "retention/altered-hold",
            "this hold was altered in the database: what it covers isn't known, so it can't be lifted",
          );
        const at = now();
        const lifted = { by: caller.name, why: reason };
        const row = { number, lifted_at: at };
        await storeLift(tx, tenant, { ...row, sealed_lift: sealLift(sealing, row, lifted) });
        await noteRow(tx, noted, { id: String(number), revision: 2 });
        const detail = `hold ${number} lifted from ${scopeWords(hold.scope)}`;
        await record(tx, caller, { action: "hold-lifted", at, why: reason, detail });
        return { ...hold, lifted: { ...lifted, at } };
      });
    },

    async forbidding(tx, tenant, patient, staying = []) {
      await lockHolds(tx, tenant);
      const holds = inForce(await all(tenant, tx), patient);
      return holds.filter(({ scope }) => scope.kind !== "record" || !staying.includes(scope.record));
    },
  };
}

async function expectThere(
  { chart, retained }: RetentionPorts,
  caller: Caller,
  scope: Exclude<HoldScope, { kind: "organisation" }>,
): Promise<void> {
  // Of somebody whose record was erased, what stayed of it can be held.
  const stayed = await retained(caller.tenant, scope.patient);
  if (scope.kind === "patient" ? stayed.length > 0 : stayed.includes(scope.record)) return;
  const survey = chart.survey(caller, {
    patient: scope.patient,
    why: lookingAtOne,
    keep: ({ type, id }) => `${type}/${id}`,
  });
  if (scope.kind === "patient") {
    await survey.next();
    await survey.return(undefined);
    return;
  }
  for await (const { kept } of survey) if (kept.includes(scope.record)) return;
  throw new RetentionError("retention/unknown-record", "this patient has no such record");
}

/** Of these, which cover one record. @param record "Observation/<id>" */
export function holdsOn(holds: readonly Hold[], patient: ResourceId, record: string): readonly Hold[] {
  return inForce(holds, patient).filter(({ scope }) => scope.kind !== "record" || scope.record === record);
}

export function scopeWords(scope: HoldScope): string {
  switch (scope.kind) {
    case "organisation":
      return "everything";
    case "patient":
      return `Patient/${scope.patient}`;
    case "record":
      return `${scope.record} of Patient/${scope.patient}`;
  }
}

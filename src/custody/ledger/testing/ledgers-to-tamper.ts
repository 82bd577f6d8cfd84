import { expect } from "vitest";
import {
  type House,
  aClinician,
  aHouse,
  anOrganisation,
  aPatient,
  someEntries,
} from "../../../../test/people/index.ts";
import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import { leafHashesOf } from "../batch-contents.ts";
import { type CheckpointAnchor, type Verification, verifyLedger } from "../index.ts";
import { firstMac, sequenceMac } from "../sequence-mac.ts";

/** Where a row of the sequence stands. */
export interface Place {
  /** Index of its first entry. */
  readonly first: number;
  readonly batch: number;
}

export interface TestLedger {
  readonly tenant: TenantId;
  readonly patient: ResourceId;
  /** The place of a row, counted from 0. */
  at(row: number): Place;
}

export interface LedgersToTamper {
  readonly house: House;
  /** What the last step of a verification says, by a process that has seen nothing of the ledger yet. */
  check(tenant: TenantId, anchor?: CheckpointAnchor): Promise<Verification | undefined>;
  /** Seven batches of three entries each under four checkpoints, written by a process that is gone. */
  aLedger(): Promise<TestLedger>;
  /** Alters one bit of a batch's entries. */
  flipEntries(tenant: TenantId, batch: number, offset: number): Promise<void>;
  /** Alters a batch's entries, and the leaf hashes with them. */
  flipWithHashes(tenant: TenantId, batch: number): Promise<void>;
  /** A batch's entries, as they are stored. */
  entriesOf(tenant: TenantId, batch: number): Promise<Buffer>;
  /** Puts bytes among the entries. */
  forge(tenant: TenantId, batch: number, entries: Buffer): Promise<void>;
  /** Puts the entries of one batch under another number, or into another organisation. */
  copy(from: { readonly tenant: TenantId; readonly batch: number }, to: typeof from): Promise<void>;
  remove(tenant: TenantId, batch: number, from: "batch" | "batch and sequence"): Promise<void>;
  /** Cuts off all that comes from a place on. */
  cutTail(tenant: TenantId, from: Place, tables: readonly ("batch" | "sequence" | "checkpoint")[]): Promise<void>;
  /** What someone can do who has the secret of the sequence as well as the database. */
  macAnew(tenant: TenantId): Promise<void>;
}

/** No checkpoint outside the database. */
export const nowhere: CheckpointAnchor = { save: async () => undefined, load: async () => undefined };

export const flipByte = (column: string) => `set_byte(${column}, $3, get_byte(${column}, $3) # 1)`;

/** Ledgers for one who has the database to alter. Call it once per test file, at the top. */
export async function ledgersToTamper(): Promise<LedgersToTamper> {
  const house = await aHouse();

  const it: LedgersToTamper = {
    house,

    async check(tenant, anchor = house.anchor) {
      const { db, keyring } = house.anotherProcess();
      const steps = await Array.fromAsync(verifyLedger({ db, keyring, anchor }, tenant));
      return steps.at(-1);
    },

    async aLedger() {
      const tenant = await anOrganisation(house);
      const process = house.anotherProcess();
      const { value: patient } = await process.chart.create(aClinician(tenant), "Patient", aPatient());
      await process.ledger.sequence(tenant);
      for (const batches of [2, 3, 2]) {
        for (let n = 0; n < batches; n += 1)
          await process.ledger.witness(tenant, someEntries(3, n % 2 === 0 ? patient.id : undefined));
        await process.ledger.sequence(tenant);
      }
      await process.close();
      const rows = await house.sql<{ first_index: string; batch: string }>(
        "select first_index, batch from wardbook.ledger_sequence where tenant = $1 order by first_index",
        [tenant],
      );
      const places = rows.map(({ first_index, batch }) => ({ first: Number(first_index), batch: Number(batch) }));
      expect(places.map(({ first }) => first)).toEqual([0, 1, 4, 7, 10, 13, 16, 19]);
      expect(await it.check(tenant)).toMatchObject({
        state: "sound",
        checked: 22,
        total: 22,
        waiting: 0,
        anchored: true,
      });
      return { tenant, patient: patient.id, at: (row) => places[row] ?? { first: -1, batch: -1 } };
    },

    async flipEntries(tenant, batch, offset) {
      await house.sql(
        `update wardbook.ledger_batch set entries = ${flipByte("entries")} where tenant = $1 and batch = $2`,
        [tenant, batch, offset],
      );
    },

    async flipWithHashes(tenant, batch) {
      await it.flipEntries(tenant, batch, 50);
      await house.sql("update wardbook.ledger_sequence set leaf_hashes = $3 where tenant = $1 and batch = $2", [
        tenant,
        batch,
        Buffer.concat(leafHashesOf(tenant, batch, await it.entriesOf(tenant, batch))),
      ]);
    },

    async entriesOf(tenant, batch) {
      const [row] = await house.sql<{ entries: Buffer }>(
        "select entries from wardbook.ledger_batch where tenant = $1 and batch = $2",
        [tenant, batch],
      );
      return row?.entries ?? Buffer.alloc(0);
    },

    async forge(tenant, batch, entries) {
      await house.sql("insert into wardbook.ledger_batch (tenant, batch, entries, tokens) values ($1, $2, $3, '{}')", [
        tenant,
        batch,
        entries,
      ]);
    },

    async copy(from, to) {
      await house.sql(
        `insert into wardbook.ledger_batch (tenant, batch, entries, tokens)
         select $3, $4, entries, tokens from wardbook.ledger_batch where tenant = $1 and batch = $2`,
        [from.tenant, from.batch, to.tenant, to.batch],
      );
    },

    async remove(tenant, batch, from) {
      await house.sql("delete from wardbook.ledger_batch where tenant = $1 and batch = $2", [tenant, batch]);
      if (from === "batch and sequence")
        await house.sql("delete from wardbook.ledger_sequence where tenant = $1 and batch = $2", [tenant, batch]);
    },

    async cutTail(tenant, from, tables) {
      if (tables.includes("batch"))
        await house.sql("delete from wardbook.ledger_batch where tenant = $1 and batch >= $2", [tenant, from.batch]);
      if (tables.includes("sequence"))
        await house.sql("delete from wardbook.ledger_sequence where tenant = $1 and first_index >= $2", [
          tenant,
          from.first,
        ]);
      if (tables.includes("checkpoint"))
        await house.sql("delete from wardbook.ledger_checkpoint where tenant = $1 and size > $2", [tenant, from.first]);
    },

    async macAnew(tenant) {
      const secret = (await house.keyring.keys(tenant)).vault.secret("ledger-sequence").expose();
      const rows = await house.sql<{ first_index: string; batch: string; leaf_hashes: Buffer }>(
        "select first_index, batch, leaf_hashes from wardbook.ledger_sequence where tenant = $1 order by first_index",
        [tenant],
      );
      let mac = firstMac;
      for (const { first_index, batch, leaf_hashes } of rows) {
        mac = sequenceMac(secret, mac, { first_index: Number(first_index), batch: Number(batch), leaf_hashes });
        await house.sql("update wardbook.ledger_sequence set mac = $3 where tenant = $1 and batch = $2", [
          tenant,
          batch,
          mac,
        ]);
      }
    },
  };
  return it;
}

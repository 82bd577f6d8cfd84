import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { aClinician, aHouse, aPatient, anOrganisation, someEntries } from "../../../test/people/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { keyAdministrationOf } from "../../../test/people/key-administration.ts";
import { parseEntryId } from "./batch.ts";
import { openLedger, openLedgerReader, verifyLedger } from "./index.ts";
import { openLedgerDaybook } from "./ledger-daybook.ts";

const house = await aHouse();
const root = mkdtempSync(join(tmpdir(), "wardbook-daybook-"));
afterAll(() => rmSync(root, { recursive: true }));
let directories = 0;
const aDirectory = () => join(root, `daybook-${(directories += 1)}`);

/** A ledger with a daybook, and a reader that waits for it. */
function aLedger(daybookDirectory: string, process: Pick<typeof house, "db" | "keyring" | "positions"> = house) {
  const failures: unknown[] = [];
  const forgeries: number[] = [];
  const ledger = openLedger({
    ...process,
    now: house.now,
    anchor: house.anchor,
    daybookDirectory,
    onForgery: (_, batch) => forgeries.push(batch),
    onFailure: (error) => failures.push(error),
  });
  const { db, keyring } = process;
  return { ledger, reader: openLedgerReader({ db, keyring, settle: ledger.settle }), failures, forgeries };
}

const keys = keyAdministrationOf(house);

const rows = (tenant: TenantId) =>
  house.sql<{ batch: string; entries: Buffer }>(
    "select batch, entries from wardbook.ledger_batch where tenant = $1 order by batch",
    [tenant],
  );

async function verified(tenant: TenantId) {
  const { db, keyring, anchor } = house;
  return (await Array.fromAsync(verifyLedger({ db, keyring, anchor }, tenant))).at(-1);
}

test("what was witnessed a moment ago is read, proven and verified as ever, and takes one row", async () => {
  const tenant = await anOrganisation(house);
  const { ledger, reader } = aLedger(aDirectory());
  const ids = (await Promise.all(Array.from({ length: 40 }, () => ledger.witness(tenant, someEntries(2))))).flat();
  expect(new Set(ids).size).toBe(80);
  const [first = ""] = ids;
  expect(await reader.entry(tenant, first)).toMatchObject({ resources: ["Observation/0/1"] });
  expect(await ledger.sequence(tenant)).toEqual({ size: 80, more: false });
  expect(await reader.prove(tenant, ids[79] ?? "")).toContain("index 79");
  const actor = someEntries(1)[0]?.entry.actor.id ?? "";
  expect(await reader.byActor(tenant, actor, { limit: 100 })).toHaveLength(80);
  expect(await verified(tenant)).toMatchObject({ state: "sound", checked: 80, waiting: 0 });
  expect(await rows(tenant)).toHaveLength(1);
  await ledger.close();
});

test("who looked at a patient's record shows at once", async () => {
  const tenant = await anOrganisation(house);
  const { ledger, reader } = aLedger(aDirectory());
  const chart = house.chartWith({ ledger });
  const caller = aClinician(tenant);
  const { value } = await chart.create(caller, "Patient", aPatient());
  await chart.read(caller, { type: "Patient", id: value.id });
  const seen = await reader.aboutPatient(tenant, value.id, { limit: 10 });
  expect(seen.map(({ entry: { action } }) => action)).toEqual(["read", "create"]);
  await ledger.close();
});

test("entries that were told before a kill are in the ledger after the next start, under the same ids", async () => {
  const tenant = await anOrganisation(house);
  const directory = aDirectory();
  const before = aLedger(directory);
  const ids = [
    ...(await before.ledger.witness(tenant, someEntries(3))),
    ...(await before.ledger.witness(tenant, someEntries(2))),
  ];
  const found = aDirectory();
  cpSync(directory, found, { recursive: true });
  const after = aLedger(found);
  await after.ledger.settle();
  for (const id of ids) expect(await after.reader.entry(tenant, id)).toMatchObject({ action: "read" });
  expect(await after.ledger.sequence(tenant)).toEqual({ size: 5, more: false });
  // The killed one's own posting, had it got there first, would have said the same.
  await before.ledger.close();
  expect(await after.ledger.sequence(tenant)).toEqual({ size: 5, more: false });
  expect(await verified(tenant)).toMatchObject({ state: "sound", checked: 5 });
  expect([...before.failures, ...after.failures, ...after.forgeries]).toEqual([]);
  await after.ledger.close();
});

test("an entry that is put into the daybook without the keys is reported and gets no place", async () => {
  const tenant = await anOrganisation(house);
  const other = await anOrganisation(house);
  const directory = aDirectory();
  const before = aLedger(directory);
  const [id = ""] = await before.ledger.witness(tenant, someEntries(1));
  const { batch } = parseEntryId(id);
  const found = aDirectory();
  cpSync(directory, found, { recursive: true });
  await before.ledger.settle();
  // The same bytes as another organisation's: whoever has the disk can write that into a daybook.
  const [row] = await rows(tenant);
  await house.sql("insert into wardbook.ledger_batch (tenant, batch, entries, tokens) values ($1, $2, $3, '{}')", [
    other,
    batch,
    row?.entries,
  ]);
  const after = aLedger(found);
  expect(await after.ledger.sequence(other)).toEqual({ size: 0, more: false });
  expect(after.forgeries).toEqual([batch]);
  await after.ledger.close();
  await before.ledger.close();
});

test("a number that a forger has taken costs an entry its number, and not its place in the ledger", async () => {
  const tenant = await anOrganisation(house);
  const { ledger, reader, forgeries } = aLedger(aDirectory());
  const [id = ""] = await ledger.witness(tenant, someEntries(1));
  const { batch } = parseEntryId(id);
  await house.sql("insert into wardbook.ledger_batch (tenant, batch, entries, tokens) values ($1, $2, $3, '{}')", [
    tenant,
    batch,
    Buffer.alloc(100),
  ]);
  expect(await ledger.sequence(tenant)).toEqual({ size: 1, more: false });
  expect(forgeries).toEqual([batch]);
  const actor = someEntries(1)[0]?.entry.actor.id ?? "";
  const [kept] = await reader.byActor(tenant, actor, { limit: 10 });
  expect(kept).toMatchObject({ index: 0, entry: { resources: ["Observation/0/1"] } });
  await ledger.close();
});

test("an earlier copy of a page that is put back adds nothing to what was posted of it", async () => {
  const tenant = await anOrganisation(house);
  const [directory, earlier] = [aDirectory(), aDirectory()];
  const before = aLedger(directory);
  let written = 0;
  // A machine that is slow at this moment may turn the page in between.
  for (let same = false; !same; written += 5) {
    const [first = ""] = await before.ledger.witness(tenant, someEntries(2));
    cpSync(directory, earlier, { recursive: true });
    const [second = ""] = await before.ledger.witness(tenant, someEntries(3));
    same = parseEntryId(second).batch === parseEntryId(first).batch;
  }
  expect(await before.ledger.sequence(tenant)).toMatchObject({ size: written });
  await before.ledger.close();
  const kept = await rows(tenant);

  // Whoever gives places is told of what stands there already: nobody knows whether it was then.
  const told: number[] = [];
  const fail = () => expect.fail("nothing else is asked");
  const keeper = { wrote: (_: TenantId, batch: number) => told.push(batch), sequence: fail, start: fail, close: fail };
  const again = aDirectory();
  cpSync(earlier, again, { recursive: true });
  const writer = { keeper, write: fail };
  const book = await openLedgerDaybook({ ...house, directory: again, writer, onFailure: fail });
  await book.close();
  expect(told.at(-1)).toBe(Number(kept.at(-1)?.batch));

  const after = aLedger(earlier);
  await after.ledger.witness(tenant, someEntries(1));
  expect(await after.ledger.sequence(tenant)).toMatchObject({ size: written + 1 });
  expect(await rows(tenant)).toHaveLength(kept.length + 1);
  await after.ledger.close();
  expect(await verified(tenant)).toMatchObject({ state: "sound", checked: written + 1 });
});

test("without a daybook that can be written, nothing is disclosed", async () => {
  const tenant = await anOrganisation(house);
  const { ledger, failures } = aLedger("/dev/null/daybook");
  const caller = aClinician(tenant);
  const { value } = await house.chart.create(caller, "Patient", aPatient());
  const chart = house.chartWith({ ledger });
  await expect(chart.read(caller, { type: "Patient", id: value.id })).rejects.toMatchObject({ code: "ENOTDIR" });
  await ledger.close();
  expect(failures).toEqual([]);
});

test("what a killed process left is found by its actor, though the index key was replaced before the next start", async () => {
  const tenant = await anOrganisation(house);
  const directory = aDirectory();
  const before = aLedger(directory);
  const [one] = someEntries(1);
  await before.ledger.witness(tenant, someEntries(3));
  const found = aDirectory();
  cpSync(directory, found, { recursive: true });
  await before.ledger.close();
  // As if the kill had come before the posting.
  await house.sql("delete from wardbook.ledger_batch where tenant = $1", [tenant]);
  await Array.fromAsync(keys.rotate({ kind: "index", tenant, why: "test" }));
  const after = aLedger(found, house.anotherProcess());
  await after.ledger.settle();
  expect(await after.reader.byActor(tenant, one?.entry.actor.id ?? "", { limit: 10 })).toHaveLength(3);
  await after.ledger.close();
});

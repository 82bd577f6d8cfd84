import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aHouse, someEntries } from "../../../test/people/index.ts";
import { generateSigningKey } from "../../foundation/crypto/index.ts";
import { runVerifier } from "../../verifier/index.ts";
import { type Pruner, openPruner, openLedgerReader, verifyLedger } from "./index.ts";
import { logFolder } from "./log-identity.ts";
import { shownAct } from "./pruned-note.ts";
import { aLedgerToPrune, aYear, operator } from "./testing/ledger-to-prune.ts";
import { cosignNote, noteSigner } from "./verify/index.ts";

const house = await aHouse();

function verified(path: string, key: string, ...more: readonly string[]) {
  const said: string[] = [];
  return { code: runVerifier([path, "--key", key, ...more], (line) => said.push(line)), said: said.join("\n") };
}

test("what is older than seven years goes, declared first and in steps that outlive a kill, and every proof goes on holding", async () => {
  const to = await aLedgerToPrune(house);
  const { tenant, reader, pruner, publisher } = to;
  // The patient's own entry stands first: rows of 2, 253 and 40, so that one begins at 256.
  await to.grow(2, 253, 40);
  const old = await reader.aboutPatient(tenant, to.patient, { limit: 400 });
  const oldest = old.at(-1)?.entryId ?? "";
  const [proof, list] = [to.aPath(), to.aPath()];
  writeFileSync(proof, await reader.prove(tenant, oldest));
  writeFileSync(list, await to.whoLooked());
  const key = await to.key();
  const before = await to.copy(to.aPath());
  expect(await pruner.plan(tenant)).toMatchObject({ years: 7, span: undefined, pruned: 0, last: undefined });
  expect(await Array.fromAsync(pruner.prune(tenant, operator))).toEqual([{ state: "nothing" }]);

  await to.live(7);
  await to.grow(5);
  expect(await pruner.plan(tenant)).toMatchObject({ span: { minIndex: 256, entries: 256 }, pruned: 0 });
  to.decided.retention = { years: 7, holds: [{ number: 1, at: 0, by: "test", why: "a dispute" }] };
  expect(await Array.fromAsync(pruner.prune(tenant, operator))).toMatchObject([{ state: "held" }]);
  to.decided.retention = { years: 7, holds: [] };

  const whole = await to.batches();
  // Nobody shows it yet: nothing goes.
  await to.alarms.raise(tenant, { code: "ledger/tile-differs", message: "made up", at: 0 });
  expect(await Array.fromAsync(pruner.prune(tenant, operator))).toEqual([{ state: "alarmed" }]);
  const { tenant: _, ...rest } = { ...to.ports, tenant };
  const quiet = openPruner({ ...rest, alarms: { ...to.alarms, load: async () => [] } });
  expect(await Array.fromAsync(quiet.prune(tenant, operator, async () => undefined))).toEqual([
    { state: "unpublished" },
  ]);
  expect(await to.batches()).toBe(whole + 3);
  expect(await to.verify()).toMatchObject({ state: "sound", pruned: 0 });
  expect(await reader.prove(tenant, oldest)).toContain("tlog-proof");

  // Killed after the first step.
  const steps: unknown[] = [];
  for await (const step of quiet.prune(tenant, operator, publisher.publish)) {
    steps.push(step);
    break;
  }
  expect(steps).toEqual([{ state: "going", done: 3, total: 256 }]);
  expect(await to.batches()).toBe(whole + 1);
  expect(await to.verify()).toMatchObject({ state: "sound", pruned: 3 });
  expect(await pruner.standing(tenant)).toMatchObject({ pruned: 3, last: { declared: 256, isUnderWay: true } });
  const after = house.anotherProcess();
  const again = openPruner({
    ...rest,
    alarms: { ...to.alarms, load: async () => [] },
    db: after.db,
    ledger: after.ledger,
  });
  expect((await Array.fromAsync(again.prune(tenant, operator, publisher.publish))).at(-1)).toMatchObject({
    state: "done",
    span: { minIndex: 256, entries: 253 },
  });
  expect(await Array.fromAsync(again.prune(tenant, operator, publisher.publish))).toEqual([{ state: "nothing" }]);
  expect(await to.verify()).toMatchObject({ state: "sound", pruned: 256 });

  // What is gone is said to be pruned, and what was handed out holds.
  for (const ask of [reader.prove, reader.entry, reader.found])
    await expect(ask(tenant, oldest)).rejects.toMatchObject({ code: "ledger/entry-pruned" });
  await expect(reader.prove(tenant, "1.0")).rejects.toMatchObject({ code: "ledger/unknown-entry" });
  await expect(reader.entryBundle(tenant, { tile: 0, width: 256 })).rejects.toMatchObject({
    code: "ledger/entry-pruned",
  });
  const keys = await house.keyring.keys(tenant);
  const folder = join(to.directory, logFolder(keys));
  expect(shownAct(readFileSync(join(folder, "pruned"), "utf8"), keys)?.minIndex).toBe(256);
  const since = to.aPath();
  writeFileSync(since, readFileSync(join(before, "checkpoint")));
  expect(verified(proof, key).code).toBe(0);
  expect(verified(list, key).said).toContain("296 entries about this patient");
  expect(verified(before, key).code).toBe(0);
  const copy = await to.copy(to.aPath());
  expect(verified(copy, key, "--since", since).said).toContain(
    "The first 256 entries were pruned, and the ledger says so.",
  );

  // The patient's list goes on from what was counted; heads that are lost are made anew from there.
  const short = to.aPath();
  const listed = await to.whoLooked();
  writeFileSync(short, listed);
  const { code, said } = verified(short, key);
  expect(said).toContain("45 entries about this patient, and no other, after 256 that were pruned");
  expect(code).toBe(0);
  for (const [change, named] of [
    [/^key (\d+) (\d+) 256/m, "key $1 $2 255"],
    [/^pruned .*\n/m, ""],
    [/^path \S+\n/m, ""],
    [/^entry 257 .*\n/m, ""],
  ] as const) {
    writeFileSync(
      short,
      listed.replace(
        /^extra (\S+)$/m,
        (_match, extra: string) =>
          `extra ${Buffer.from(Buffer.from(extra, "base64").toString("utf8").replace(change, named)).toString("base64")}`,
      ),
    );
    expect([String(change), verified(short, key).code]).toEqual([String(change), 1]);
  }
  await house.sql("delete from wardbook.ledger_head where tenant = $1", [tenant]);
  const third = house.anotherProcess();
  await third.ledger.witness(tenant, someEntries(1, to.patient));
  await third.ledger.sequence(tenant);
  expect(await to.verify()).toMatchObject({ state: "sound", pruned: 256 });
  const acts = await openLedgerReader(house).find(tenant, { limit: 50 });
  expect(acts.entries.find(({ entry }) => entry.action === "ledger-pruned")?.entry).toMatchObject({
    why: "entries are kept for 7 years",
    detail: "let go of entries 0 to 255, written from 2026-03-07 to 2026-03-07",
  });
});

test("a ledger is sound to who checks it while it is pruned, once and again, and not where more is gone", async () => {
  const to = await aLedgerToPrune(house);
  const { tenant, publisher } = to;
  const pruner = openPruner({ ...to.ports, rowsAtOnce: 100 });
  const pruneAll = async () => (await Array.fromAsync(pruner.prune(tenant, operator, publisher.publish))).at(-1);
  /** More rows than a check reads at once, so that one begins at `index`; and some more. */
  async function growPast(index: number): Promise<void> {
    await to.grow(1);
    const { size } = await to.reader.standing(tenant, 1, house.now());
    const single = Math.min(110, index - size - 1);
    await to.grow(...Array.from({ length: single }, () => 1), index - size - single, 30);
  }
  const { db, keyring, anchor } = house;
  /** Begins a check, and prunes after its first hundred rows. */
  async function checkMeanwhile() {
    const check = verifyLedger({ db, keyring, anchor }, tenant);
    expect((await check.next()).value).toMatchObject({ state: "running", checked: 100 });
    const done = await pruneAll();
    return { done, last: (await Array.fromAsync(check)).at(-1) };
  }
  await growPast(256);
  await to.live(7);
  const first = await checkMeanwhile();
  expect([first.done, first.last]).toMatchObject([
    { state: "done", span: { minIndex: 256, entries: 256 } },
    { state: "sound", pruned: 256 },
  ]);
  await growPast(512);
  await to.live(7);
  const second = await checkMeanwhile();
  expect([second.done, second.last]).toMatchObject([
    { state: "done", span: { minIndex: 512, entries: 256 } },
    { state: "sound", pruned: 512 },
  ]);
  expect(await to.verify()).toMatchObject({ state: "sound", pruned: 512 });
  const path = to.aPath();
  writeFileSync(path, await to.whoLooked());
  expect(verified(path, await to.key())).toMatchObject({ code: 0, said: expect.stringContaining("that were pruned") });
  expect(verified(await to.copy(to.aPath()), await to.key()).code).toBe(0);

  const gone = async (change: string, ...values: readonly unknown[]) => {
    await house.sql(change, [tenant, ...values]);
    return to.verify();
  };
  const missing = { state: "broken", finding: { code: "ledger/entry-missing", index: 512 } };
  const [row] = await house.sql<{ batch: string; entries: Buffer; tokens: string[] }>(
    "select b.* from wardbook.ledger_batch b join wardbook.ledger_sequence s using (tenant, batch) where tenant = $1 and first_index = 512",
    [tenant],
  );
  expect(await gone("delete from wardbook.ledger_batch where tenant = $1 and batch = $2", row?.batch)).toMatchObject(
    missing,
  );
  // Nothing is declared over a hole.
  await growPast(768);
  await to.live(7);
  await to.grow(1);
  await expect(pruneAll()).rejects.toMatchObject({ code: "ledger/not-as-signed" });
  const back = "insert into wardbook.ledger_batch (tenant, batch, entries, tokens) values ($1, $2, $3, $4)";
  expect(await gone(back, row?.batch, row?.entries, row?.tokens)).toMatchObject({ state: "sound" });
  const wrong = (code: string) => ({ state: "broken", finding: { code } });
  expect(
    await gone("update wardbook.ledger_pruned_head set count = count + 1 where tenant = $1 and slot = 0"),
  ).toMatchObject(wrong("ledger/pruning-altered"));
  await house.sql("update wardbook.ledger_pruned_head set count = count - 1 where tenant = $1 and slot = 0", [tenant]);
  expect(
    await gone("update wardbook.ledger_pruning set newest_batch = newest_batch + 1 where tenant = $1"),
  ).toMatchObject(wrong("ledger/entry-missing"));
});

test("a clock that was set ahead prunes nothing, and what is declared can be read until it goes, which more years and a hold forbid at once", async () => {
  const to = await aLedgerToPrune(house);
  const { tenant, reader, publisher } = to;
  const steps = (pruner: Pruner, publish = publisher.publish) =>
    Array.fromAsync(pruner.prune(tenant, operator, publish));
  // Rows begin at 0, 1, 3, 256 and 512.
  await to.grow(2, 253, 256, 40);
  const [kept] = (await reader.aboutPatient(tenant, to.patient, { limit: 100 })).slice(-1);
  house.wait(7 * aYear);
  await to.grow(1);
  const unseen = { code: "ledger/time-not-seen", message: expect.stringContaining("in the 2562 days before") };
  expect(await to.pruner.plan(tenant)).toMatchObject({ span: undefined, untimely: unseen });
  expect(await steps(to.pruner)).toMatchObject([{ state: "untimely", why: unseen }]);
  await to.live(7);
  await to.grow(1);

  const witness = noteSigner("clock.example/witness", generateSigningKey(), "cosignature");
  const named = { name: "clock", verifier: witness.verifier, url: undefined };
  const policy = { logs: [], witnesses: [named], quorum: { kind: "witness", witness: named } } as const;
  let lag = 2 * 86_400;
  const load: typeof to.ports.published.load = async (keys) => {
    const shown = await to.ports.published.load(keys);
    return shown && { ...shown, note: cosignNote(shown.note, witness, Math.floor(house.now() / 1000) - lag) };
  };
  const watched = openPruner({ ...to.ports, policy, published: { needsWitnesses: true, load } });
  const behind = { state: "untimely", why: { code: "ledger/clock-not-witnessed" } };
  expect(await steps(watched)).toMatchObject([behind]);
  expect(await steps(openPruner({ ...to.ports, policy }))).toMatchObject([behind]);
  lag = 60;

  const hold = { number: 1, at: 0, by: "test", why: "a dispute" };
  const none = { years: 7, holds: [] };
  // Placed while entries are hashed again: whoever declares asks once more, in the same transaction.
  const atLast = openPruner({
    ...to.ports,
    retention: (_, tx) => (tx === undefined ? none : { years: 7, holds: [hold] }),
  });
  const whole = await to.batches();
  expect(await steps(atLast)).toEqual([{ state: "held", holds: [hold] }]);
  expect([await to.batches(), (await to.pruner.standing(tenant)).last]).toEqual([whole, undefined]);

  expect(await steps(watched, async () => true)).toEqual([{ state: "unpublished" }]);
  await to.grow(1);
  const list = to.aPath();
  const key = await to.key();
  async function listed(): Promise<string> {
    writeFileSync(list, await to.whoLooked());
    return verified(list, key).said;
  }
  const copied = async () => verified(await to.copy(to.aPath()), key).said;
  const folder = join(to.directory, logFolder(await house.keyring.keys(tenant)));
  for (const [retention, stopped] of [
    [
      { years: 20, holds: [] },
      { state: "kept", years: 20 },
    ],
    [{ years: 7, holds: [hold] }, { state: "held" }],
  ] as const) {
    expect(await to.pruner.standing(tenant)).toMatchObject({ pruned: 0, last: { declared: 512, isUnderWay: true } });
    expect(existsSync(join(folder, "pruned"))).toBe(true);
    to.decided.retention = retention;
    expect(await steps(watched)).toMatchObject([stopped]);
    expect(await to.pruner.standing(tenant)).toMatchObject({ last: { isUnderWay: false, isWithdrawn: true } });
    // Nothing went by it: nobody is told any more that something may have.
    expect(existsSync(join(folder, "pruned"))).toBe(false);
    expect(await reader.pruned(tenant)).toBeUndefined();
    expect(await listed()).toContain("entries about this patient, and no other.");
    const copy = await to.copy(to.aPath());
    expect(verified(copy, key).said).toContain("Each entry that lies here was hashed");
    rmSync(join(copy, "tile/entries/000"));
    expect(verified(copy, key).said).toContain("the first 256 entries are missing, and no pruning is on record");
    // The same entries are declared anew.
    to.decided.retention = none;
    expect(await steps(watched, async () => true)).toEqual([{ state: "unpublished" }]);
    await to.grow(1);
  }

  for await (const step of watched.prune(tenant, operator, publisher.publish)) {
    expect(step).toEqual({ state: "going", done: 3, total: 512 });
    break;
  }
  await to.pruner.withdraw(tenant, operator, "asked by the board", publisher.publish);
  await expect(to.pruner.withdraw(tenant, operator, "again")).rejects.toMatchObject({ code: "ledger/no-pruning" });
  expect(await reader.pruned(tenant)).toMatchObject({ end: 3 });
  expect(await reader.prove(tenant, kept?.entryId ?? "")).toContain("tlog-proof");
  expect(await reader.entryBundle(tenant, { tile: 1, width: 256 })).not.toHaveLength(0);
  expect(await listed()).toContain("45 entries about this patient, and no other, after 512 that were pruned");
  expect(await copied()).toContain("The first 256 entries were pruned");
  expect(await to.verify()).toMatchObject({ state: "sound", pruned: 3 });
  const [row] = await house.sql<{ batch: string; entries: Buffer; tokens: string[] }>(
    `delete from wardbook.ledger_batch b using wardbook.ledger_sequence s
     where b.tenant = $1 and s.tenant = $1 and s.first_index = 3 and b.batch = s.batch returning b.*`,
    [tenant],
  );
  expect(await to.verify()).toMatchObject({ state: "broken", finding: { code: "ledger/entry-missing", index: 3 } });
  await house.sql("insert into wardbook.ledger_batch (tenant, batch, entries, tokens) values ($1, $2, $3, $4)", [
    tenant,
    row?.batch,
    row?.entries,
    row?.tokens,
  ]);
  expect((await steps(watched)).at(-1)).toMatchObject({ state: "done" });
  expect(await to.verify()).toMatchObject({ state: "sound", pruned: 512 });
});

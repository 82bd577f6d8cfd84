import { expect, test } from "vitest";
import { logSigner } from "./log-identity.ts";
import { ledgersToTamper, nowhere } from "./testing/ledgers-to-tamper.ts";
import { formatCheckpoint, signNote } from "./verify/index.ts";

const { house, check, aLedger } = await ledgersToTamper();

test.each([
  "overlay(note placing case when substr(note, 60, 1) = 'A' then 'B' else 'A' end from 60)",
  "replace(note, E'\\n7\\n', E'\\n8\\n')",
  "(select note from wardbook.ledger_checkpoint where tenant = $1 and size = 1)",
  "''",
])("a checkpoint that was altered to %s is found", async (altered) => {
  const { tenant } = await aLedger();
  await house.sql(`update wardbook.ledger_checkpoint set note = ${altered} where tenant = $1 and size = 7`, [tenant]);
  expect(await check(tenant)).toMatchObject({ state: "broken", finding: { code: "ledger/checkpoint-altered" } });
});

test("a checkpoint of another organisation's ledger is none of this one's", async () => {
  const one = await aLedger();
  const other = await aLedger();
  await house.sql(
    "update wardbook.ledger_checkpoint c set note = o.note from wardbook.ledger_checkpoint o where c.tenant = $1 and o.tenant = $2 and c.size = 7 and o.size = 7",
    [one.tenant, other.tenant],
  );
  expect(await check(one.tenant)).toMatchObject({ state: "broken", finding: { code: "ledger/checkpoint-altered" } });
});

test("an altered checkpoint outside is found", async () => {
  const { tenant } = await aLedger();
  const note = (await house.anchor.load(tenant)) ?? "";
  const altered = { ...nowhere, load: async () => note.replace("\n22\n", "\n21\n") };
  expect(await check(tenant, altered)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/checkpoint-altered" },
  });
});

test("a true checkpoint outside that says otherwise than the ledger is found", async () => {
  const { tenant } = await aLedger();
  const signer = logSigner(await house.keyring.keys(tenant));
  const signed = (size: number) =>
    signNote(formatCheckpoint({ origin: signer.verifier.name, size, rootHash: Buffer.alloc(32, 1) }), signer);
  for (const size of [7, 8, 22]) {
    expect(await check(tenant, { ...nowhere, load: async () => signed(size) })).toMatchObject({
      state: "broken",
      finding: { code: "ledger/root-mismatch" },
    });
  }
});

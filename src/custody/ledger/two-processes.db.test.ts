import { afterAll, expect, test } from "vitest";
import { freshDatabase } from "../../../test/support/database.ts";
import { importAeadKey, open, randomBytes32, seal } from "../../foundation/crypto/index.ts";
import { risingPositions } from "../../foundation/kernel/index.ts";
import { openDatabase } from "../../foundation/platform/database/index.ts";
import { openKeyring } from "../keyring/index.ts";
import { checkpointFiles } from "./checkpoint-file.ts";
import { openLedger } from "./ledger.ts";
import { verifyLedger } from "./verify-ledger.ts";

const fresh = await freshDatabase();
afterAll(() => fresh.drop());

const rootKey = importAeadKey(randomBytes32());
const root = {
  wrap: async (key: Buffer, context: string) => seal(rootKey, key, Buffer.from(context)),
  unwrap: async (wrapped: Buffer, context: string) => open(rootKey, wrapped, Buffer.from(context)),
};
const now = () => Date.UTC(2026, 2, 7);
const anchor = checkpointFiles(fresh.dataDirectory);

function aProcess() {
  const db = openDatabase(fresh.application, 3);
  const positions = risingPositions(now);
  const keyring = openKeyring({ root, db, nextNumber: positions });
  const fail = (...reasons: unknown[]) => {
    throw new Error(reasons.join(" "));
  };
  const ledger = openLedger({ db, keyring, now, positions, anchor, onForgery: fail, onFailure: fail });
  afterAll(async () => {
    await ledger.close();
    await db.close();
  });
  return { db, keyring, ledger };
}

// At the top: what a test itself asks to be done after all is done too late, when the database is gone.
const [server, commandLine] = [aProcess(), aProcess()];

const entry = {
  at: now(),
  action: "read",
  actor: { kind: "person", id: "p", name: "P" },
  why: "test",
  resources: [],
  count: 0,
} as const;

test("two processes that write at the same moment, by the same clock, keep one sound ledger", async () => {
  const tenant = await server.keyring.createTenant({ name: "Test", shortName: "test", demonstration: false });
  const witness = async ({ ledger }: typeof server) => {
    const ids: string[] = [];
    for (let turn = 0; turn < 40; turn += 1) ids.push(...(await ledger.witness(tenant, [{ entry }])));
    return ids;
  };
  const append = async ({ db, ledger }: typeof server) => {
    const ids: string[] = [];
    for (let turn = 0; turn < 40; turn += 1)
      ids.push(...(await db.transaction(tenant, (tx) => ledger.append(tx, tenant, [{ entry }]))));
    return ids;
  };
  const ids = (await Promise.all([witness(server), append(commandLine), append(server)])).flat();
  expect(new Set(ids).size).toBe(120);
  const [sequenced] = await Promise.all([server.ledger.sequence(tenant), commandLine.ledger.sequence(tenant)]);
  expect(sequenced.size).toBe(120);
  const steps = await Array.fromAsync(verifyLedger({ ...server, anchor }, tenant));
  expect(steps.at(-1)).toMatchObject({ state: "sound", checked: 120, anchored: true });
});

import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aHouse, anOrganisation } from "../../../test/people/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { type KeyEvent, openSignatures, verifySignature } from "./index.ts";

const house = await aHouse();
const { db, keyring, now } = house;
const events: KeyEvent[] = [];
const open = (process: Pick<typeof house, "db" | "keyring"> = { db, keyring }) =>
  openSignatures({
    ...process,
    now,
    async recordKey(_tx, _tenant, event) {
      events.push(event);
    },
  });
const signatures = open();
const day = 86_400_000;
const operator = { kind: "system", id: "operator", name: "operator" } as const;

const record: FhirResource = {
  resourceType: "Observation",
  id: randomUUID(),
  meta: { versionId: "1" },
  status: "final",
  code: { text: "Weight" },
};
const signer = { id: randomUUID(), name: "Dr Ada Okafor" };
const sign = (tenant: TenantId) => signatures.sign(tenant, { record, signer, meaning: "authorship", at: now() });

test("an organisation's first key is made when it is needed, once for all processes, and the ledger is told", async () => {
  const tenant = await anOrganisation(house);
  expect(await signatures.history(tenant)).toEqual({ keys: [] });
  const other = open(house.anotherProcess());
  await Promise.all([...Array(6).keys()].map((n) => (n % 2 === 0 ? signatures : other).prepare(tenant)));
  const { keys } = await signatures.history(tenant);
  expect(keys).toHaveLength(1);
  expect(events.at(-1)).toMatchObject({ at: now(), detail: expect.stringContaining(keys[0]?.kid ?? "none") });
  expect(JSON.stringify(keys)).not.toContain('"d"');
});

test("each year brings another key; what the old one signed stays verifiable, and the old one can sign no more", async () => {
  const tenant = await anOrganisation(house);
  const first = await sign(tenant);
  house.wait(366 * day);
  const second = await sign(tenant);
  const history = await signatures.history(tenant);
  expect(history.keys).toHaveLength(2);
  for (const one of [first, second])
    expect(await verifySignature(record, one, history)).toMatchObject({ kind: "valid" });
  const [old] = history.keys;
  const vault = await keyring.vault(tenant);
  const [row] = await house.sql<{ kid: string; sealed: Buffer }>(
    "select kid, sealed from wardbook.signature_key where tenant = $1 order by made_at",
    [tenant],
  );
  const kept = vault.open(`signature-key|${row?.kid}`, row?.sealed ?? Buffer.alloc(0)).toString();
  expect([row?.kid, kept.includes('"d"')]).toEqual([old?.kid, false]);
});

test("a key that is replaced at once signs nothing from that moment on", async () => {
  const tenant = await anOrganisation(house);
  const before = await sign(tenant);
  house.wait(1_000);
  const kid = await signatures.rotate(tenant, operator);
  const { keys } = await signatures.history(tenant);
  expect(keys.map(({ exp }) => exp)).toEqual([now() / 1000, expect.any(Number)]);
  expect(keys[1]?.kid).toBe(kid);
  const after = await sign(tenant);
  expect(await verifySignature(record, before, { keys })).toMatchObject({ manifest: { kid: keys[0]?.kid } });
  expect(await verifySignature(record, after, { keys })).toMatchObject({ manifest: { kid } });
});

test("each organisation has keys of its own, found by a name that can't be guessed", async () => {
  const [one, other] = [await anOrganisation(house), await anOrganisation(house)];
  await signatures.prepare(one);
  const name = await signatures.publicName(one);
  expect(name).toMatch(/^\d+\.[0-9a-f]{32}$/);
  expect(await signatures.publicName(other)).not.toBe(name);
  expect(await signatures.historyNamed(name)).toEqual(await signatures.history(one));
  for (const none of [
    `${one}.${"0".repeat(32)}`,
    `999999.${"0".repeat(32)}`,
    name.toUpperCase(),
    `${other}.${name.split(".")[1]}`,
    "",
  ])
    expect(await signatures.historyNamed(none), none).toBeUndefined();
  expect(await verifySignature(record, await sign(one), await signatures.history(other))).toMatchObject({
    fault: "unknown-key",
  });
});

test.for([
  [
    "moved to another organisation",
    "update wardbook.signature_key set sealed = o.sealed from (select sealed from wardbook.signature_key where tenant = $2) o where tenant = $1",
  ],
  [
    "altered",
    "update wardbook.signature_key set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where tenant = $1 and tenant <> $2",
  ],
])("a key that was %s in the database doesn't open, so nothing is believed of it", async ([, statement = ""]) => {
  const [tenant, other] = [await anOrganisation(house), await anOrganisation(house)];
  await signatures.prepare(tenant);
  await signatures.prepare(other);
  await house.sql(statement, [tenant, other]);
  await expect(signatures.history(tenant)).rejects.toMatchObject({ code: "crypto/wrong-key-or-altered" });
});

test("the first signature of a session takes both components, further ones take one, and no proof counts twice", async () => {
  const tenant = await anOrganisation(house);
  const { components } = signatures;
  const session = randomUUID();
  const spend = (shown: Parameters<typeof components.spend>[3], of = session) =>
    db.transaction(tenant, (tx) => components.spend(tx, tenant, of, shown));
  const refused = { code: "signatures/components-needed" };
  const provenAt = now();
  expect(await components.needed(tenant, session)).toBe("both");
  await expect(spend({ kind: "one" })).rejects.toMatchObject(refused);
  await spend({ kind: "both", provenAt });
  expect(await components.needed(tenant, session)).toBe("one");
  expect(await components.isSpent(tenant, session, provenAt)).toBe(true);
  await expect(spend({ kind: "both", provenAt })).rejects.toMatchObject(refused);
  await spend({ kind: "one" });
  await spend({ kind: "both", provenAt: provenAt + 1 });
  // Another session of the same person begins anew.
  await expect(spend({ kind: "one" }, randomUUID())).rejects.toMatchObject(refused);
});

test("of ten signatures at once with one proof one is made", async () => {
  const tenant = await anOrganisation(house);
  const session = randomUUID();
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, () =>
      db.transaction(tenant, (tx) =>
        signatures.components.spend(tx, tenant, session, { kind: "both", provenAt: now() }),
      ),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

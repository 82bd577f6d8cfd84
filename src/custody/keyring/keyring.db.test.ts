import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { inspect } from "node:util";
import { expect, test, vi } from "vitest";
import { aClinician, aHouse, anOrganisation, aPatient } from "../../../test/people/index.ts";
import { keyCommitment, open, seal, sealCount } from "../../foundation/crypto/index.ts";
import { type ResourceId, type TenantId, parseTenantId } from "../../foundation/kernel/index.ts";
import { ownKeyRows } from "./data-key-table.ts";
import { openKeyring } from "./keyring.ts";
import { KeyringError, type RootKey, openRootKeyFile } from "./providers/index.ts";
import { sealsInBlock } from "./seal-budget.ts";
import { openTenantRing, unwrapDataKey } from "./tenant-ring.ts";
import { readTenant } from "./tenant-table.ts";
import { expectCommitted, formatWrapping, parseWrapping } from "./wrapping.ts";

const house = await aHouse();
const { db, keyring, positions } = house;
const nothing = Buffer.alloc(0);
const plain = Buffer.from("plain");
const somebody = "5f1c2f2e-55c1-4df5-a3a3-0d5b9d1c0001" as ResourceId;

const another = () => openKeyring({ root: house.rootKey.root, db, nextNumber: positions });

test("a process that starts later has the same keys", async () => {
  const tenant = await anOrganisation(house);
  const here = await keyring.keys(tenant);
  const there = await another().keys(tenant);
  expect(open(there.record.key, seal(here.record.key, plain, nothing), nothing)).toEqual(plain);
  expect(open(there.ledger.key, seal(here.ledger.key, plain, nothing), nothing)).toEqual(plain);
  expect(there.blinder.token("word")).toEqual(here.blinder.token("word"));
  expect(there.vault.open("place", here.vault.seal("place", plain))).toEqual(plain);
  expect(there.vault.blind("name")).toEqual(here.vault.blind("name"));
  expect(there.vault.secret("purpose").expose()).toEqual(here.vault.secret("purpose").expose());
});

test("the raw bytes of keys are overwritten once they are imported", async () => {
  const spies = [vi.spyOn(crypto, "createSecretKey"), vi.spyOn(crypto, "hkdfSync")] as const;
  syncBuiltinESMExports();
  try {
    const tenant = await anOrganisation(house);
    const keys = await keyring.keys(tenant);
    keys.newPatientKey(somebody);
    await another().keys(tenant);
    // Each key has its commitment derived when it is wrapped and unwrapped.
    const [imported, derived] = spies.map(({ mock }) => mock.calls.flat().filter((given) => Buffer.isBuffer(given)));
    const raw = [...(imported ?? []), ...(derived ?? [])].filter(({ length }) => length === 32);
    expect(raw.length).toBeGreaterThan(20);
    expect(raw.filter((bytes) => bytes.some((byte) => byte !== 0))).toEqual([]);
  } finally {
    for (const spy of spies) spy.mockRestore();
    syncBuiltinESMExports();
  }
});

test("processes that open a new organisation at the same moment get the same keys", async () => {
  const tenant = await anOrganisation(house);
  const opened = await Promise.all(Array.from({ length: 6 }, () => another().keys(tenant)));
  const [first] = opened;
  for (const keys of opened) {
    expect(keys.record.keyNo).toBe(first?.record.keyNo);
    expect(keys.vault.blind("name")).toEqual(first?.vault.blind("name"));
  }
  const rows = await house.sql("select purpose from wardbook.data_key where tenant = $1 order by 1", [tenant]);
  expect(rows.map(({ purpose }) => purpose)).toEqual(["index", "ledger", "record", "signing", "vault"]);
});

test("organisations share no key", async () => {
  const one = await keyring.keys(await anOrganisation(house));
  const other = await keyring.keys(await anOrganisation(house));
  expect(() => open(other.record.key, seal(one.record.key, plain, nothing), nothing)).toThrow();
  expect(() => other.vault.open("place", one.vault.seal("place", plain))).toThrow();
  expect(other.blinder.token("word")).not.toEqual(one.blinder.token("word"));
  expect(other.vault.blind("name")).not.toEqual(one.vault.blind("name"));
});

test("the vault opens a value in its own place alone, and gives each purpose a secret of its own", async () => {
  const { vault } = await keyring.keys(await anOrganisation(house));
  const sealed = vault.seal("person/1", plain);
  expect(() => vault.open("person/2", sealed)).toThrow();
  expect(vault.secret("one").expose()).not.toEqual(vault.secret("two").expose());
  expect(vault.blind("é")).toEqual(vault.blind("e\u0301"));
});

test("a patient's key is found by patient and by number, and only once its transaction has committed", async () => {
  const tenant = await anOrganisation(house);
  const keys = await keyring.keys(tenant);
  expect(await keys.ofPatients([somebody])).toEqual(new Map());
  const made = keys.newPatientKey(somebody);
  expect(await keys.ofPatients([somebody])).toEqual(new Map());
  const { value } = await house.chart.create(aClinician(tenant), "Patient", aPatient());
  const later = await another().keys(tenant);
  const found = (await later.ofPatients([value.id, somebody])).get(value.id);
  expect((await later.ofPatients([somebody])).size).toBe(0);
  const loaded = await later.load([found?.keyNo ?? 0, made.keyNo]);
  expect(loaded.subjectOf(found?.keyNo ?? 0)).toBe(value.id);
  expect(() => loaded.key(made.keyNo)).toThrowError(expect.objectContaining({ code: "keyring/unknown-key" }));
});

test("a destroyed key is gone for every process that didn't have it open", async () => {
  const tenant = await anOrganisation(house);
  const { value } = await house.chart.create(aClinician(tenant), "Patient", aPatient());
  const keyNo = (await (await keyring.keys(tenant)).ofPatients([value.id])).get(value.id)?.keyNo ?? 0;
  await house.sql("delete from wardbook.data_key where tenant = $1 and key_no = $2", [tenant, keyNo]);
  const later = await another().keys(tenant);
  const loaded = await later.load([keyNo]);
  expect(() => loaded.key(keyNo)).toThrowError(expect.objectContaining({ code: "keyring/unknown-key" }));
});

test("a wrapped key that was moved to another number or patient doesn't open", async () => {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: one } = await house.chart.create(clinician, "Patient", aPatient());
  const { value: other } = await house.chart.create(clinician, "Patient", aPatient());
  const swap =
    "update wardbook.data_key k set wrapped = (select wrapped from wardbook.data_key where tenant = $1 and subject = $3) where tenant = $1 and subject = $2";
  await house.sql(swap, [tenant, one.id, other.id]);
  await expect((await another().keys(tenant)).ofPatients([one.id])).rejects.toMatchObject({
    code: "crypto/wrong-key-or-altered",
  });
  expect((await (await another().keys(tenant)).ofPatients([other.id])).size).toBe(1);
});

test("another installation's root key opens no organisation", async () => {
  const tenant = await anOrganisation(house);
  const { root } = await openRootKeyFile(`${house.fresh.dataDirectory}/other`, undefined, async () => true);
  const stranger = openKeyring({ root, db, nextNumber: positions });
  await expect(stranger.keys(tenant)).rejects.toMatchObject({ code: "keyring/wrong-root-key" });
  await expect(stranger.tenants()).rejects.toMatchObject({ code: "keyring/wrong-root-key" });
  expect(await stranger.isEmpty()).toBe(false);
});

test("an organisation that isn't there is unknown, until it is made", async () => {
  const tenants = await keyring.tenants();
  const next = parseTenantId(Math.max(0, ...tenants.map(({ tenant }) => tenant)) + 1);
  await expect(keyring.keys(next)).rejects.toMatchObject({ code: "keyring/unknown-tenant" });
  expect(await anOrganisation(house)).toBe(next);
  expect((await keyring.keys(next)).tenant).toBe(next);
  expect((await keyring.tenants()).find(({ tenant }) => tenant === next)).toMatchObject({ demonstration: false });
});

test("organisations made at the same moment get different numbers", async () => {
  const made = await Promise.all(Array.from({ length: 5 }, () => anOrganisation(house)));
  expect(new Set(made).size).toBe(5);
});

test("printing keys shows none", async () => {
  const tenant = await anOrganisation(house);
  const material: Buffer[] = [];
  const { wrap, unwrap } = house.rootKey.root;
  const root = {
    wrap,
    unwrap: async (wrapped: Buffer, context: string) => {
      const bytes = await unwrap(wrapped, context);
      material.push(Buffer.from(bytes));
      return bytes;
    },
  };
  const opened = openKeyring({ root, db, nextNumber: positions });
  const keys = await opened.keys(tenant);
  const secret = keys.vault.secret("purpose");
  material.push(secret.expose());
  expect(material).toHaveLength(2);
  const printed = [opened, keys, keys.vault, keys.newPatientKey(somebody), secret]
    .flatMap((value) => [inspect(value, { depth: 20, showHidden: true }), JSON.stringify(value) ?? ""])
    .join("\n");
  for (const bytes of material) {
    const hex = bytes.toString("hex");
    // `inspect` shows a buffer's bytes as pairs of digits.
    for (const form of [hex, bytes.toString("base64"), hex.replace(/../g, "$& ").slice(0, 60)])
      expect(printed).not.toContain(form);
  }
});

test("a wrapped key whose commitment is another key's is refused, although it opens", async () => {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value } = await house.chart.create(clinician, "Patient", aPatient());
  // Bytes 5 to 36 of what is stored: what the key must turn out to be.
  await house.sql(
    "update wardbook.data_key set wrapped = set_byte(wrapped, 6, get_byte(wrapped, 6) # 1) where tenant = $1 and subject = $2",
    [tenant, value.id],
  );
  await expect((await another().keys(tenant)).ofPatients([value.id])).rejects.toMatchObject({
    code: "crypto/wrong-key-or-altered",
  });
  const key = Buffer.alloc(32, 1);
  const wrapping = formatWrapping({ version: 1, commitment: keyCommitment(Buffer.alloc(32, 2)), wrapped: key });
  expect(() => expectCommitted(key, parseWrapping(wrapping))).toThrow(
    expect.objectContaining({ code: "keyring/key-not-committed" }),
  );
});

test("seals of an organisation's keys are counted over processes, and a block is claimed before it is used", async () => {
  const tenant = await anOrganisation(house);
  const taken = async () =>
    (await house.sql("select seals from wardbook.data_key where tenant = $1 and purpose = 'ledger'", [tenant]))[0]?.[
      "seals"
    ];
  const first = await keyring.keys(tenant);
  expect(Number(await taken())).toBe(sealsInBlock);
  const second = await another().keys(tenant);
  expect(sealCount(second.ledger.key)).toBe(sealsInBlock);
  first.ledger.key.seals = sealsInBlock * 0.6;
  await first.keepUp();
  expect(Number(await taken())).toBe(3 * sealsInBlock);
  // What the other process may use counts as used here.
  expect(sealCount(first.ledger.key)).toBe(2 * sealsInBlock);
});

test("seals of a patient's key are counted over processes, and over every opening of the keys", async () => {
  const tenant = await anOrganisation(house);
  const { value } = await house.chart.create(aClinician(tenant), "Patient", aPatient());
  const keyOf = async (ring: typeof keyring) => {
    const found = (await (await ring.keys(tenant)).ofPatients([value.id])).get(value.id);
    if (found === undefined) throw new Error("no key");
    return found.key;
  };
  (await keyOf(keyring)).seals += 100_000;
  // As any change of the organisation's keys does.
  await house.sql("update wardbook.tenant set key_epoch = key_epoch + 1 where tenant = $1", [tenant]);
  await keyring.refresh();
  expect(sealCount(await keyOf(keyring))).toBeGreaterThan(100_000);
  expect(sealCount(await keyOf(another()))).toBe(sealCount(await keyOf(keyring)));
});

test("nobody waits for a count while somebody holds the key's row, and it is stored later", async () => {
  const tenant = await anOrganisation(house);
  const { value } = await house.chart.create(aClinician(tenant), "Patient", aPatient());
  const keys = await another().keys(tenant);
  const found = (await keys.ofPatients([value.id])).get(value.id);
  if (found === undefined) throw new Error("no key");
  const rows = () =>
    house.sql<{ seals: string }>("select seals from wardbook.data_key where tenant = $1 and key_no = $2", [
      tenant,
      found.keyNo,
    ]);
  const before = Number((await rows())[0]?.seals);
  const rest = async () => {
    for (let turn = 0; turn < 32; turn += 1) await keys.keepUp();
  };
  found.key.seals += 100_000;
  const sealed = sealCount(found.key);
  await db.transaction(tenant, async (tx) => {
    await tx.query("select from wardbook.data_key where tenant = $1 and key_no = $2 for update", [tenant, found.keyNo]);
    await rest();
    expect(Number((await rows())[0]?.seals)).toBe(before);
  });
  await rest();
  expect([Number((await rows())[0]?.seals), sealCount(found.key)]).toEqual([sealed, sealed]);
}, 15_000);

test("a key that was wrapped before there were commitments opens, and gets one when its organisation's key is rotated", async () => {
  const tenant = await anOrganisation(house);
  const { ring, row } = await aRing(tenant);
  const place = { key_no: row.key_no, purpose: row.purpose, subject: row.subject };
  const bytes = unwrapDataKey(ring, row);
  const [key] = [...ring.versions.values()];
  if (key === undefined) throw new Error("no key");
  const old = seal(key, bytes, Buffer.from(`data-key|${tenant}|${place.key_no}|${place.purpose}|`));
  expect(old).toHaveLength(60);
  expect(unwrapDataKey(ring, { ...place, wrapped: old })).toEqual(bytes);
});

async function aRing(tenant: TenantId) {
  await keyring.keys(tenant);
  const stored = await readTenant(db.installation, tenant);
  const [row] = await ownKeyRows(db.tenant(tenant), tenant);
  if (stored === undefined || row === undefined) throw new Error("no keys");
  return { ring: await openTenantRing(house.rootKey.root, stored), row };
}

test("while the keeper of the root key is away, what is open stays open, also when other keys change", async () => {
  const tenant = await anOrganisation(house);
  let isAway = false;
  const { wrap, unwrap } = house.rootKey.root;
  const away = () => Promise.reject(new KeyringError("keyring/provider-unavailable", "away"));
  const root: RootKey = {
    wrap: (...given) => (isAway ? away() : wrap(...given)),
    unwrap: (...given) => (isAway ? away() : unwrap(...given)),
  };
  const running = openKeyring({ root, db, nextNumber: positions });
  await running.tenants();
  const before = await running.keys(tenant);
  isAway = true;
  // As a rotation of the index key does.
  await house.sql("update wardbook.tenant set key_epoch = key_epoch + 1 where tenant = $1", [tenant]);
  await house.sql("update wardbook.key_epoch set epoch = epoch + 1");
  await running.refresh();
  const after = await running.keys(tenant);
  expect(after).not.toBe(before);
  expect(open(after.record.key, seal(before.record.key, plain, nothing), nothing)).toEqual(plain);
  expect((await running.tenants()).some((one) => one.tenant === tenant)).toBe(true);
  const started = openKeyring({ root, db, nextNumber: positions });
  await expect(started.keys(tenant)).rejects.toMatchObject({ code: "keyring/provider-unavailable" });
  await expect(running.createTenant({ name: "New", shortName: "new", demonstration: false })).rejects.toMatchObject({
    code: "keyring/provider-unavailable",
  });
  isAway = false;
  expect((await started.keys(tenant)).tenant).toBe(tenant);
});

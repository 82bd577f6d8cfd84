import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { aClient, aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../test/people/index.ts";
import { createIdentity } from "./custody/identity/index.ts";
import type { RotationKind } from "./custody/keyring/index.ts";
import type { Caller } from "./custody/access/index.ts";
import { verifyLedger } from "./custody/ledger/index.ts";
import type { ResourceId, TenantId } from "./foundation/kernel/index.ts";
import { keyAdministrationOf } from "../test/people/key-administration.ts";
import { vaultColumns } from "./vault-columns.ts";

// Keys change while people work: the first house's process and a second one read, search and write all the time.

const house = await aHouse();
const keys = keyAdministrationOf(house);
const other = house.anotherProcess();

const operator = { kind: "system", id: "console", name: "operator's console" } as const;
const note = { key: "test-note", parse: (stored: unknown) => (typeof stored === "string" ? stored : "") };

/** People and settings as one process has them. */
const identityOf = ({ db, keyring }: Pick<typeof house, "db" | "keyring">) =>
  createIdentity({
    database: db,
    keyring,
    publicOrigin: "https://wardbook.test",
    now: house.now,
    recordEvent: async () => undefined,
  });
const here = identityOf(house);
const there = identityOf(other);

interface Load {
  readonly clinician: Caller;
  readonly patients: readonly ResourceId[];
  readonly failures: readonly unknown[];
  /** @returns how many requests there were */
  end(): Promise<number>;
}

/** Two processes that read, search and write until they are stopped. What one wrote, both must find. */
async function underLoad(tenant: TenantId): Promise<Load> {
  const clinician = aClinician(tenant);
  const patients: ResourceId[] = [];
  for (let n = 0; n < 12; n += 1) {
    const { value } = await house.chart.create(clinician, "Patient", aPatient({ family: `Halloran${n}` }));
    await house.chart.create(clinician, "Observation", anObservation(value.id));
    patients.push(value.id);
  }
  await house.chart.create(aClient(tenant, "system/Organization.c"), "Organization", {
    resourceType: "Organization",
    name: "North ward",
  });
  const { person } = await here.people.add(operator, tenant, {
    username: "imarsh",
    given: "Imogen",
    family: "Marsh",
    role: "clinician",
  });
  await here.settings.change(operator, tenant, note, () => ({ value: "0", detail: "first" }));
  const written = new Map<ResourceId, number>(patients.map((patient) => [patient, 1]));
  const failures: unknown[] = [];
  let requests = 0;
  let going = true;

  async function once(chart: typeof house.chart, n: number): Promise<void> {
    const patient = patients[n % patients.length];
    if (patient === undefined) throw new Error("no patient");
    await chart.read(clinician, { type: "Patient", id: patient });
    const least = written.get(patient) ?? 0;
    const { value } = await chart.search(clinician, "Observation", [
      ["subject", `Patient/${patient}`],
      ["_count", "500"],
    ]);
    if (value.matches.length < least) throw new Error(`found ${value.matches.length} of ${least}`);
    if (n % 3 === 0) {
      await chart.create(clinician, "Observation", anObservation(patient, { value: n }));
      written.set(patient, (written.get(patient) ?? 0) + 1);
    }
    if (n % 5 === 0) {
      await there.settings.change(operator, tenant, note, () => ({ value: String(n), detail: "again" }));
      await (n % 2 === 0 ? here : there).settings.get(tenant, note);
      if ((await here.people.get(tenant, person.id))?.family !== "Marsh") throw new Error("a person isn't found");
    }
    if (n % 11 === 0) {
      const made = await chart.create(clinician, "Patient", aPatient({ family: `New${n}` }));
      await (n % 2 === 0 ? house : other).chart.read(clinician, { type: "Patient", id: made.value.id });
    }
  }
  async function work(chart: typeof house.chart, first: number): Promise<void> {
    for (let n = first; going; n += 1) {
      await once(chart, n).catch((error: unknown) => failures.push(error));
      requests += 1;
      await sleep(50);
    }
  }
  const workers = [work(house.chart, 0), work(other.chart, 5), work(other.chart, 9)];
  return {
    clinician,
    patients,
    failures,
    async end() {
      going = false;
      await Promise.all(workers);
      return requests;
    },
  };
}

async function expectAllReadable(tenant: TenantId, { clinician, patients }: Load): Promise<void> {
  // A process that starts now knows nothing but what is stored.
  const process = house.anotherProcess();
  const { chart, db, keyring, reader } = process;
  const { people, settings } = identityOf(process);
  expect((await people.list(tenant)).map(({ username }) => username)).toEqual(["imarsh"]);
  expect(await settings.get(tenant, note)).not.toBe("");
  for (const patient of patients) {
    await chart.read(clinician, { type: "Patient", id: patient });
    const { value: found } = await chart.search(clinician, "Observation", [["subject", `Patient/${patient}`]]);
    expect(found.matches.length).toBeGreaterThan(0);
    expect((await reader.aboutPatient(tenant, patient, { limit: 500 })).length).toBeGreaterThan(2);
  }
  expect((await reader.byActor(tenant, clinician.id, { limit: 5 })).length).toBe(5);
  await house.ledger.sequence(tenant);
  const steps = await Array.fromAsync(verifyLedger({ db, keyring, anchor: house.anchor }, tenant));
  expect(steps.at(-1)).toMatchObject({ state: "sound" });
}

async function rotate(kind: RotationKind, tenant: TenantId) {
  const request = kind === "root" ? ({ kind, why: "test" } as const) : ({ kind, tenant, why: "test" } as const);
  return Array.fromAsync(keys.rotate(request));
}

interface Rotated {
  readonly kind: RotationKind;
  /** What shall be gone. */
  readonly gone: string;
}

async function rotatesUnderLoad({ kind, gone }: Rotated): Promise<void> {
  const tenant = await anOrganisation(house);
  const load = await underLoad(tenant);
  const ofBefore = (await house.sql<Record<string, string>>(gone, [tenant])).map((row) => Object.values(row)[0]);
  const steps = await rotate(kind, tenant);
  await sleep(300);
  const requests = await load.end();
  expect(load.failures).toEqual([]);
  expect(requests).toBeGreaterThan(0);
  expect(steps.at(-1)).toMatchObject({ kind, step: "done" });
  expect(new Set(steps.map(({ step }) => step)).size).toBe(6);
  const after = new Set((await house.sql<Record<string, string>>(gone, [tenant])).map((row) => Object.values(row)[0]));
  expect(ofBefore.filter((bytes) => after.has(bytes ?? ""))).toEqual([]);
  await expectAllReadable(tenant, load);
  const told = await house.anotherProcess().reader.byActor(tenant, "key-administration", { limit: 10 });
  expect(told.map(({ entry }) => entry.detail)).toEqual([expect.stringContaining(`${kind} (test)`)]);
}

// It tells every organisation's ledger.
test("rotating the root key under load fails no request, leaves all readable, and nothing as it was", () =>
  rotatesUnderLoad({ kind: "root", gone: "select wrapped_key::text from wardbook.tenant where tenant = $1" }));

// Each has an organisation of its own, and waits most of its time: for other processes, which remember keys for a second.
test.concurrent.each<Rotated>([
  { kind: "tenant", gone: "select wrapped::text from wardbook.data_key where tenant = $1" },
  {
    kind: "patient",
    gone: "select body::text from wardbook.record_version v join wardbook.data_key k using (tenant, key_no) where tenant = $1 and k.purpose = 'patient'",
  },
  {
    kind: "record",
    gone: "select body::text from wardbook.record_version v join wardbook.data_key k using (tenant, key_no) where tenant = $1 and k.purpose = 'record'",
  },
  {
    kind: "index",
    gone: "select unnest(tokens)::text from wardbook.record_head where tenant = $1 union select unnest(tokens)::text from wardbook.ledger_batch where tenant = $1",
  },
  { kind: "entries", gone: "select null::text where $1 < 0" },
  {
    kind: "signing",
    gone: "select wrapped::text from wardbook.data_key where tenant = $1 and purpose = 'signing'",
  },
  {
    kind: "vault",
    gone: `select sealed::text from wardbook.tenant_setting where tenant = $1 union select sealed_profile::text from wardbook.person where tenant = $1
      union select sealed::text from wardbook.credential where tenant = $1 union select wrapped::text from wardbook.data_key where tenant = $1 and purpose = 'vault'`,
  },
])("rotating the $kind key under load fails no request, leaves all readable, and nothing as it was", rotatesUnderLoad);

test.concurrent.each<{ readonly kind: RotationKind }>([
  { kind: "tenant" },
  { kind: "patient" },
  { kind: "index" },
  { kind: "vault" },
])("rotating the $kind key that was interrupted after each step is taken up by another process", async ({ kind }) => {
  const tenant = await anOrganisation(house);
  const load = await underLoad(tenant);
  const reached: string[] = [];
  for (let interruption = 0; interruption < 8; interruption += 1) {
    const process = house.anotherProcess();
    const steps = keyAdministrationOf(house, process).rotate({
      kind,
      tenant,
      why: `attempt ${interruption}`,
    } as never);
    const first = await steps.next();
    if (first.done === true) break;
    reached.push(first.value.step);
    // One step further; then nobody goes on with it, as after kill -9.
    const next = await steps.next();
    await steps.return(undefined);
    await process.close();
    if (next.done !== true && next.value.step === "done") break;
  }
  expect(reached).toEqual(["begun", "announced", "switched", "moved", "verified"]);
  await load.end();
  expect(load.failures).toEqual([]);
  await expectAllReadable(tenant, load);
  // One rotation, not five.
  expect(await house.sql("select why from wardbook.key_rotation where tenant = $1", [tenant])).toEqual([
    { why: "attempt 0" },
  ]);
});

test("two processes that rotate at once don't disturb each other: one of them is told", async () => {
  const tenant = await anOrganisation(house);
  const request = { kind: "record", tenant, why: "test" } as const;
  const one = keys.rotate(request);
  await one.next();
  await expect(keyAdministrationOf(house, other).rotate(request).next()).rejects.toMatchObject({
    code: "keyring/rotation-under-way",
  });
  const rest = await Array.fromAsync(one);
  expect(rest.at(-1)?.step).toBe("done");
});

test("what is older than the policy allows is rotated by itself, and nothing else", async () => {
  const tenant = await anOrganisation(house);
  await house.chart.create(aClinician(tenant), "Patient", aPatient());
  const due = async () => (await keys.ages(tenant)).filter(({ isDue }) => isDue).map(({ kind }) => kind);
  expect(await due()).toEqual([]);
  await keys.setPolicy(tenant, "patient", 1);
  await keys.setPolicy(tenant, "index", 1);
  house.wait(25 * 3_600_000);
  expect(await due()).toEqual(["patient", "index"]);
  const done = (await keys.keepUp()).filter((rotation) => rotation.tenant === tenant);
  expect(done.map(({ kind, why }) => [kind, why])).toEqual([
    ["patient", "policy: age"],
    ["index", "policy: age"],
  ]);
  expect(await due()).toEqual([]);
});

test("a key that has sealed half of what it may is due", async () => {
  const tenant = await anOrganisation(house);
  await house.keyring.keys(tenant);
  await house.sql("update wardbook.data_key set seals = 2147483648 where tenant = $1 and purpose = 'ledger'", [tenant]);
  expect((await keys.ages(tenant)).filter(({ isDue }) => isDue)).toMatchObject([{ kind: "entries", seals: 2 ** 31 }]);
});

test("a vault's new key opens nothing of before by itself, blinds as the old one did, and lets no altered value through", async () => {
  const tenant = await anOrganisation(house);
  await here.settings.change(operator, tenant, note, () => ({ value: "kept", detail: "first" }));
  const before = await house.keyring.vault(tenant);
  const handedOut = before.seal("link", Buffer.from("page 2"));
  const names = [before.blind("imarsh"), before.secret("recovery-code").expose()];
  await Array.fromAsync(keys.rotate({ kind: "vault", tenant, why: "leaked" }));
  const { open } = await house.anotherProcess().keyring.vault(tenant);
  expect(() => open("link", handedOut)).toThrow(expect.objectContaining({ code: "crypto/wrong-key-or-altered" }));
  const states =
    "select purpose, state from wardbook.data_key where tenant = $1 and purpose like 'vault%' order by 1, 2";
  const kept = [
    { purpose: "vault-blinding", state: "current" },
    { purpose: "vault-secrets", state: "current" },
  ];
  expect(await house.sql(states, [tenant])).toEqual([{ purpose: "vault", state: "current" }, ...kept]);
  await house.sql("update wardbook.tenant_setting set sealed = sealed || '\\x00' where tenant = $1", [tenant]);
  await expect(Array.fromAsync(keys.rotate({ kind: "vault", tenant, why: "altered" }))).rejects.toMatchObject({
    code: "keyring/not-verified",
    message: expect.stringMatching(/^a value in tenant_setting\.sealed \(\w+ = test-note\) opens with no key/),
  });
  const old = { purpose: "vault", state: "old" };
  expect(await house.sql(states, [tenant])).toEqual([{ purpose: "vault", state: "current" }, old, ...kept]);
  const after = await house.anotherProcess().keyring.vault(tenant);
  expect([after.blind("imarsh"), after.secret("recovery-code").expose()]).toEqual(names);
});

/** Bytes that no vault sealed, and what they are. A new column of bytes is here, or among the vault's columns, or the test fails. */
const otherBytes: Readonly<Record<string, string>> = {
  "appointment_reminder.hash": "blind token",
  "archive_key.wrapped": "root key",
  "backup.manifest": "hash",
  "api_client.secret_hash": "hash",
  "attempt_lock.source": "blind token",
  "attempt_lock.subject": "blind token",
  "authenticator.token": "blind token",
  "billing_series.series": "blind token",
  "billing_till.till": "blind token",
  "break_glass.sealed": "patient's key",
  "calendar_cell.cell": "blind token",
  "calendar_cell.kind": "blind token",
  "calendar_queue.queue": "blind token",
  "calendar_request.request": "blind token",
  "calendar_seat.cell": "blind token",
  "calendar_seat.kind": "blind token",
  "data_key.wrapped": "organisation's key",
  "failed_sign_in.subject": "blind token",
  "familiar_source.source": "blind token",
  "familiar_source.subject": "blind token",
  "federated_link.subject_token": "blind token",
  "ledger_batch.entries": "ledger's and patients' keys",
  "ledger_copy.entry": "patient's key",
  "ledger_head.head": "hash",
  "ledger_head.mac": "hash",
  "ledger_node.hash": "hash",
  "ledger_pruned_head.head": "hash",
  "ledger_pruned_head.mac": "hash",
  "ledger_pruning.mac": "hash",
  "ledger_pruning_withdrawal.mac": "hash",
  "ledger_sequence.leaf_hashes": "hash",
  "ledger_sequence.mac": "hash",
  "proxy.sealed": "patient's key",
  "note_draft.sealed": "patient's key",
  "patient_series.series": "blind token",
  "oauth_artifact.id_hash": "hash",
  "oauth_signing_key.sealed": "root key",
  "passkey_challenge.hash": "hash",
  "person.username_token": "blind token",
  "public_request.request": "blind token",
  "record_version.body": "record's and patients' keys",
  "recovery_code.code_hash": "hash",
  "retained_record.sealed": "its own key",
  "session.session_hash": "hash",
  "slowed_place.source": "blind token",
  "spent_challenge.nonce": "nonce",
  "tenant.other_wrapped_key": "root key",
  "tenant.sealed_profile": "organisation's key",
  "tenant.wrapped_key": "root key",
};

test("of every column of bytes it is known whether a vault sealed it", async () => {
  const rows = await house.sql<{ place: string }>(
    `select table_name || '.' || column_name as place from information_schema.columns
     where table_schema = 'wardbook' and data_type in ('bytea', 'ARRAY') and udt_name in ('bytea', '_bytea') order by 1`,
  );
  const known = [...vaultColumns.map(({ table, column }) => `${table}.${column}`), ...Object.keys(otherBytes)];
  const places = rows.map(({ place }) => place);
  expect(places.filter((place) => !known.includes(place))).toEqual([]);
  expect(vaultColumns.filter(({ table, column }) => !places.includes(`${table}.${column}`))).toEqual([]);
  expect(new Set(known).size).toBe(known.length);
});

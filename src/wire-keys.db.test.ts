import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { aClient, aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../test/people/index.ts";
import type { RotationKind } from "./custody/keyring/index.ts";
import type { Caller } from "./custody/access/index.ts";
import { verifyLedger } from "./custody/ledger/index.ts";
import type { ResourceId, TenantId } from "./foundation/kernel/index.ts";
import { keyAdministrationOf } from "../test/people/key-administration.ts";

// Keys change while people work: the first house's process and a second one read, search and write all the time.

const house = await aHouse();
const keys = keyAdministrationOf(house);
const other = house.anotherProcess();

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
    if (n % 11 === 0) {
      const made = await chart.create(clinician, "Patient", aPatient({ family: `New${n}` }));
      await (n % 2 === 0 ? house : other).chart.read(clinician, { type: "Patient", id: made.value.id });
    }
  }
  async function work(chart: typeof house.chart, first: number): Promise<void> {
    for (let n = first; going; n += 1) {
      await once(chart, n).catch((error: unknown) => failures.push(error));
      requests += 1;
      await sleep(20);
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
  const { chart, db, keyring, reader } = house.anotherProcess();
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

test.each<{ readonly kind: RotationKind; readonly gone: string }>([
  { kind: "root", gone: "select wrapped_key::text from wardbook.tenant where tenant = $1" },
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
])(
  "rotating the $kind key under load fails no request, leaves all readable, and nothing as it was",
  async ({ kind, gone }) => {
    const tenant = await anOrganisation(house);
    const load = await underLoad(tenant);
    const ofBefore = (await house.sql<Record<string, string>>(gone, [tenant])).map((row) => Object.values(row)[0]);
    const steps = await rotate(kind, tenant);
    await sleep(300);
    const requests = await load.end();
    expect(load.failures).toEqual([]);
    expect(requests).toBeGreaterThan(50);
    expect(steps.at(-1)).toMatchObject({ kind, step: "done" });
    expect(new Set(steps.map(({ step }) => step)).size).toBe(6);
    const after = new Set(
      (await house.sql<Record<string, string>>(gone, [tenant])).map((row) => Object.values(row)[0]),
    );
    expect(ofBefore.filter((bytes) => after.has(bytes ?? ""))).toEqual([]);
    await expectAllReadable(tenant, load);
    const told = await house.anotherProcess().reader.byActor(tenant, "key-administration", { limit: 10 });
    expect(told.map(({ entry }) => entry.detail)).toEqual([expect.stringContaining(`${kind} (test)`)]);
  },
);

test.each<{ readonly kind: RotationKind }>([{ kind: "tenant" }, { kind: "patient" }, { kind: "index" }])(
  "rotating the $kind key that was interrupted after each step is taken up by another process",
  async ({ kind }) => {
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
  },
);

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

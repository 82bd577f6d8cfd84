import { expect, test, vi } from "vitest";
import { aClinician, aDesk, aHouse, anAdministrator, anOrganisation, aPatient } from "../../../../test/people/index.ts";
import { keyAdministrationOf } from "../../../../test/people/key-administration.ts";
import { keyRotation, keysState } from "../../../../contract/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import { KeyringError, type Rotation, resilient } from "../../../custody/keyring/index.ts";
import { keysRoutes } from "./index.ts";
import { rotationsOf } from "./rotations.ts";

const house = await aHouse();
const keys = keyAdministrationOf(house);
const lasting = keyAdministrationOf(house, house, 600_000);
const failures: unknown[] = [];
let away = false;
const root = house.rootKey.provider;
const keeper = resilient(
  {
    ...root,
    async wrap(key, context) {
      if (away) throw new KeyringError("keyring/provider-unavailable", "away");
      return root.wrap(key, context);
    },
  },
  { now: house.now, sleep: async () => undefined, random: () => 0, failuresToOpen: 1 },
);
const { app, as } = await aDesk(
  (authenticate) => (desk) =>
    keysRoutes(desk, {
      authenticate,
      keys,
      keyring: house.keyring,
      ledger: house.ledger,
      standing: () => keeper.standing(),
      now: house.now,
      onFailure: (error) => failures.push(error),
    }),
);

async function stateFor(caller: Parameters<typeof as>[0]) {
  return app.inject({ url: "/api/keys", headers: as(caller) });
}

test("who protects the organisation sees the ages of its keys, and how the keeper of the root key fares", async () => {
  const tenant = await anOrganisation(house);
  const administrator = anAdministrator(tenant);
  await house.chart.create(aClinician(tenant), "Patient", aPatient());
  await keeper.wrap(Buffer.alloc(32), "test");
  const well = keysState.parse((await stateFor(administrator)).json());
  expect(well.keeper).toEqual({ circuit: "closed", lastSuccessAt: new Date(house.now()).toISOString() });
  expect(well.withoutKeeper).toMatchObject({ openPatientKeys: 1, goesOnForSeconds: null });
  expect(well.ages.map(({ kind }) => kind)).toEqual([
    "tenant",
    "patient",
    "record",
    "entries",
    "index",
    "signing",
    "vault",
  ]);

  away = true;
  await expect(keeper.wrap(Buffer.alloc(32), "test")).rejects.toMatchObject({ code: "keyring/provider-unavailable" });
  const ill = keysState.parse((await stateFor(administrator)).json());
  expect(ill.keeper).toMatchObject({ circuit: "open", lastFailure: "keyring/provider-unavailable" });

  expect((await stateFor(aClinician(tenant))).statusCode).toBe(403);
  expect((await app.inject({ url: "/api/keys" })).statusCode).toBe(401);
});

test("whoever protects the organisation replaces its keys and says how old they may get, after a fresh proof", async () => {
  const tenant = await anOrganisation(house);
  const stale = anAdministrator(tenant);
  const administrator = { ...stale, id: "5f1c2f2e-55c1-4df5-a3a3-0d5b9d1c0777", provenAt: house.now() };
  await house.keyring.keys(tenant);
  const ask = (caller: typeof stale, method: "POST" | "PUT", url: string, payload: object) =>
    app.inject({ method, url, headers: as(caller), payload });
  for (const [method, url, payload] of [
    ["POST", "/api/keys/rotations", { kind: "record" }],
    ["PUT", "/api/keys/policy", { kind: "record", days: 90 }],
  ] as const) {
    expect((await ask({ ...stale, provenAt: 0 }, method, url, payload)).json()).toMatchObject({
      code: "session/step-up-needed",
    });
    expect((await ask(aClinician(tenant), method, url, payload)).statusCode).toBe(403);
  }
  expect((await ask(administrator, "POST", "/api/keys/rotations", { kind: "root" })).statusCode).toBe(400);
  expect(
    (await ask(administrator, "POST", "/api/keys/rotations", { kind: "record", patient: administrator.id })).statusCode,
  ).toBe(422);
  expect((await ask(administrator, "PUT", "/api/keys/policy", { kind: "record", days: 0 })).statusCode).toBe(400);

  const changed = await ask(administrator, "PUT", "/api/keys/policy", { kind: "record", days: 90 });
  expect(keysState.parse(changed.json()).ages.find(({ kind }) => kind === "record")).toMatchObject({ days: 90 });
  const began = await ask(administrator, "POST", "/api/keys/rotations", { kind: "record" });
  expect([began.statusCode, keyRotation.parse(began.json())]).toMatchObject([202, { kind: "record", step: "begun" }]);
  const twice = await ask(administrator, "POST", "/api/keys/rotations", { kind: "record" });
  expect([twice.statusCode, twice.json()]).toMatchObject([409, { code: "keyring/rotation-under-way" }]);
  await vi.waitFor(async () => expect((await keys.underWay()).filter((one) => one.tenant === tenant)).toEqual([]), {
    timeout: 20_000,
    interval: 100,
  });
  const told = async (actor: string) =>
    (await house.reader.byActor(tenant, actor, { limit: 5 })).map(({ entry }) => entry.detail);
  expect(await told("key-administration")).toEqual([expect.stringContaining(`record (by ${administrator.id}`)]);
  expect(await told(administrator.id)).toEqual(
    expect.arrayContaining(["record keys are rotated after 90 days", "asked for another record key"]),
  );
  expect(failures).toEqual([]);
});

test("organisations rotate at once; whoever is refused has begun nothing, and no name stands in clear", async () => {
  const askers = await Promise.all(
    [1, 2, 3].map(async () => {
      const tenant = await anOrganisation(house);
      await house.keyring.keys(tenant);
      return { ...anAdministrator(tenant), provenAt: house.now() };
    }),
  );
  const [first] = askers;
  if (first === undefined) throw new Error("expected one");
  const ask = async (caller: typeof first, kind: string) =>
    (await app.inject({ method: "POST", url: "/api/keys/rotations", headers: as(caller), payload: { kind } }))
      .statusCode;
  expect(await Promise.all([...askers.map((one) => ask(one, "record")), ask(first, "entries")])).toEqual([
    202, 202, 202, 409,
  ]);
  const rows = async () => house.sql("select tenant, kind, why, ended_at from wardbook.key_rotation");
  await vi.waitFor(async () => expect((await rows()).every(({ ended_at: at }) => at !== null)).toBe(true), {
    timeout: 30_000,
    interval: 200,
  });
  const own = (await rows()).filter(({ tenant }) => askers.some((one) => one.tenant === tenant));
  expect(own.map(({ kind }) => kind)).toEqual(["record", "record", "record"]);
  expect(JSON.stringify(own)).not.toContain(first.name);
  expect(failures).toEqual([]);
});

test("what the ledger can't tell of isn't done to keys", async () => {
  const tenant = await anOrganisation(house);
  const administrator = { ...anAdministrator(tenant), provenAt: house.now() };
  await house.keyring.keys(tenant);
  await house.sql("revoke insert on wardbook.ledger_batch from wardbook_app");
  try {
    for (const [method, url, payload] of [
      ["POST", "/api/keys/rotations", { kind: "record" }],
      ["PUT", "/api/keys/policy", { kind: "record", days: 3 }],
    ] as const)
      expect((await app.inject({ method, url, headers: as(administrator), payload })).statusCode).toBe(500);
  } finally {
    await house.sql("grant insert on wardbook.ledger_batch to wardbook_app");
  }
  expect((await keys.ages(tenant)).find(({ kind }) => kind === "record")?.days).toBe(365);
  expect((await keys.underWay()).filter((one) => one.tenant === tenant)).toEqual([]);
});

test("whoever is at their own keys holds up no other organisation's", async () => {
  const [here, there] = [await anOrganisation(house), await anOrganisation(house)];
  const begun = async (tenant: TenantId) => {
    const steps = keys.rotate({ kind: "record", tenant, why: "test" });
    await steps.next();
    return steps;
  };
  await (await begun(there)).return(undefined);
  const atIt = await begun(here);
  const done = (await keyAdministrationOf(house).keepUp()).map(({ tenant, kind }) => [tenant, kind]);
  expect(done).toEqual([[there, "record"]]);
  await atIt.return(undefined);
});

test("a server that stops waits for no rotation, and another one takes it up", async () => {
  const tenant = await anOrganisation(house);
  await house.keyring.keys(tenant);
  const rotations = rotationsOf({ keys: lasting, onFailure: (error) => failures.push(error) });
  await rotations.begin({ kind: "vault", tenant, why: "test" });
  const own = (found: readonly Rotation[]) =>
    found.filter((one) => one.tenant === tenant).map(({ kind, step }) => [kind, step]);
  const steps = async () => own(await keys.underWay());
  await vi.waitFor(async () => expect(await steps()).toEqual([["vault", "moved"]]), { timeout: 20_000, interval: 100 });
  // It waits until nobody holds what the old key sealed: for ten minutes.
  await rotations.close();
  expect([await steps(), failures]).toEqual([[["vault", "moved"]], []]);
  expect(own(await keys.keepUp())).toEqual([["vault", "done"]]);
});

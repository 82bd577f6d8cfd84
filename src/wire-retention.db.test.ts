import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aClinician, aHouse, anAdministrator, anOrganisation, aPatient } from "../test/people/index.ts";
import { keyAdministrationOf } from "../test/people/key-administration.ts";
import type { Caller } from "./custody/access/index.ts";
import type { TenantId } from "./foundation/kernel/index.ts";
import { holdsInWords, wireRetention } from "./wire-retention.ts";

const house = await aHouse();
const identity = { settings: { get: (_: TenantId, kind: { parse: (stored: unknown) => unknown }) => kind.parse({}) } };
const retention = wireRetention({ ...house, identity: identity as never });
const keys = keyAdministrationOf(house, house, 0, async (tx, tenant, subject) =>
  holdsInWords(await retention.holds.forbidding(tx, tenant, subject)),
);

const officer = (tenant: TenantId): Caller => ({
  ...anAdministrator(tenant, "Ines Duarte"),
  permissions: new Set(["retention.manage"]),
  requestId: randomUUID(),
});
const why = "claim 2026-114";

async function aWard() {
  const tenant = await anOrganisation(house);
  const writer = aClinician(tenant);
  const make = async () => (await house.chart.create(writer, "Patient", aPatient())).value.id;
  return { tenant, keeper: officer(tenant), held: await make(), free: await make() };
}

test("no key goes that a hold covers, whoever asks, until it is lifted; and the ledger tells of both", async () => {
  const { tenant, keeper, held, free } = await aWard();
  const { holds } = retention;
  const placed = await holds.place(keeper, {
    scope: { kind: "record", patient: held, record: `Patient/${held}` },
    why,
  });
  expect(placed).toMatchObject({ number: 1, by: "Ines Duarte", why, altered: false });
  const refusal = { code: "keyring/held", message: "nothing is destroyed: there is a legal hold: 1, claim 2026-114" };
  await expect(keys.destroyPatient(tenant, held, "asked for")).rejects.toMatchObject(refusal);
  await expect(keys.destroyTenant(tenant, "contract ended")).rejects.toMatchObject({ code: "keyring/held" });
  await keys.destroyPatient(tenant, free, "asked for");
  const { whole } = await retention.explain(keeper, held);
  expect(whole).toMatchObject({ kind: "held", holds: [{ number: 1, why }] });

  await expect(holds.lift(keeper, { number: 1, why: "no" })).rejects.toMatchObject({ code: "retention/bad-reason" });
  await holds.lift(keeper, { number: 1, why: "claim settled" });
  await expect(holds.lift(keeper, { number: 1, why: "again, please" })).rejects.toMatchObject({
    code: "retention/unknown-hold",
  });
  await keys.destroyPatient(tenant, held, "asked for");
  const told = (await house.reader.byActor(tenant, keeper.id, { limit: 20 })).map(
    ({ entry }) => `${entry.action}: ${entry.detail ?? ""}: ${entry.why}`,
  );
  const where = `Patient/${held} of Patient/${held}`;
  expect(told).toContain(`hold-placed: hold 1 placed on ${where}: claim 2026-114`);
  expect(told).toContain(`hold-lifted: hold 1 lifted from ${where}: claim settled`);
});

test("whoever may not decide this places and lifts nothing, and nobody places a hold on whom there isn't", async () => {
  const { tenant, keeper, held } = await aWard();
  const { holds } = retention;
  const nobody = aClinician(tenant);
  const refused = { code: "retention/not-permitted" };
  await expect(holds.place(nobody, { scope: { kind: "organisation" }, why })).rejects.toMatchObject(refused);
  await expect(holds.lift(nobody, { number: 1, why })).rejects.toMatchObject(refused);
  await expect(holds.list(nobody)).rejects.toMatchObject(refused);
  const elsewhere = officer(await anOrganisation(house));
  await expect(holds.place(elsewhere, { scope: { kind: "patient", patient: held }, why })).rejects.toMatchObject({
    code: "chart/not-found",
  });
  const record = `Observation/${randomUUID()}`;
  await expect(holds.place(keeper, { scope: { kind: "record", patient: held, record }, why })).rejects.toMatchObject({
    code: "retention/unknown-record",
  });
  expect(await holds.list(keeper)).toEqual([]);
});

test.each([
  [
    "moved to another moment",
    "update wardbook.retention_hold set placed_at = placed_at - 1 where tenant = $1 and number = 1",
  ],
  ["taken away", "delete from wardbook.retention_hold where tenant = $1 and number = 1"],
  [
    "lifted by hand",
    "update wardbook.retention_hold set lifted_at = 1, sealed_lift = '\\x00' where tenant = $1 and number = 1",
  ],
])("a hold that was %s in the database goes on holding, and nobody lifts it", async (_, statement) => {
  const { tenant, keeper, held, free } = await aWard();
  for (let time = 0; time < 2; time += 1)
    await retention.holds.place(keeper, { scope: { kind: "patient", patient: held }, why });
  await house.sql(statement, [tenant]);
  expect((await retention.holds.list(keeper))[0]).toMatchObject({ number: 1, altered: true, lifted: undefined });
  const stillHeld = statement.includes("lifted") ? held : free;
  await expect(keys.destroyPatient(tenant, stillHeld, "asked for")).rejects.toMatchObject({ code: "keyring/held" });
  await expect(retention.holds.lift(keeper, { number: 1, why })).rejects.toMatchObject({
    code: "retention/altered-hold",
  });
});

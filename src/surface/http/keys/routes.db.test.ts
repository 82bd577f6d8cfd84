import { expect, test } from "vitest";
import { aClinician, aDesk, aHouse, anAdministrator, anOrganisation, aPatient } from "../../../../test/people/index.ts";
import { keyAdministrationOf } from "../../../../test/people/key-administration.ts";
import { keysState } from "../../../../contract/index.ts";
import { KeyringError, resilient } from "../../../custody/keyring/index.ts";
import { keysRoutes } from "./index.ts";

const house = await aHouse();
const keys = keyAdministrationOf(house);
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
    keysRoutes(desk, { authenticate, keys, keyring: house.keyring, standing: () => keeper.standing() }),
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

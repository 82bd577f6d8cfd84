import { afterAll, expect, test } from "vitest";
import { freshDatabase } from "../test/support/database.ts";
import { policySettings } from "./custody/policy/index.ts";
import { compose } from "./compose.ts";

const fresh = await freshDatabase();
let time = Date.UTC(2026, 2, 7, 9);
const house = await compose({
  dataDirectory: fresh.dataDirectory,
  owner: fresh.owner,
  passphrase: undefined,
  now: () => time,
  publicOrigin: "https://wardbook.test",
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
});
afterAll(async () => {
  await house.close();
  await fresh.drop();
});

test("a setting that decisions are made of counts from its own commit on", async () => {
  const tenant = await house.keyring.createTenant({ name: "Clinic", shortName: "clinic", demonstration: false });
  expect((await house.policy.settingsOf(tenant)).daysBeforeAppointment).toBe(7);
  const next = { daysBeforeAppointment: 3, daysAfterAppointment: 14, timeZone: "Europe/London" };
  // Nothing after it: a server that stops here has told the others already.
  const operator = { kind: "system", id: "console", name: "operator's console" } as const;
  await house.identity.settings.change(operator, tenant, policySettings, next, "daysBeforeAppointment 7 to 3");
  time += 1_000;
  expect(await house.policy.settingsOf(tenant)).toEqual(next);
});

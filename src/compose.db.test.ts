import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { aClient } from "../test/people/index.ts";
import { freshDatabase } from "../test/support/database.ts";
import type { Ledger } from "./custody/ledger/index.ts";
import { policySettings } from "./custody/policy/index.ts";
import { compose } from "./compose.ts";
import { openDatabase } from "./foundation/platform/database/index.ts";

const fresh = await freshDatabase();
let time = Date.UTC(2026, 2, 7, 9);
const options = {
  passphrase: undefined,
  now: () => time,
  publicOrigin: "https://wardbook.test",
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
};
const house = await compose({ ...options, dataDirectory: fresh.dataDirectory, owner: fresh.owner });
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
  await house.identity.settings.change(operator, tenant, policySettings, () => ({
    value: next,
    detail: "daysBeforeAppointment 7 to 3",
  }));
  time += 1_000;
  expect(await house.policy.settingsOf(tenant)).toEqual(next);
});

test("what is written is screened for the numbers of payment cards", async () => {
  const tenant = await house.keyring.createTenant({ name: "Clinic", shortName: "clinic-2", demonstration: false });
  const practitioner = {
    resourceType: "Practitioner",
    qualification: [{ code: { text: "card 4111 1111 1111 1111" } }],
  };
  await expect(house.chart.create(aClient(tenant, "system/*.c"), "Practitioner", practitioner)).rejects.toMatchObject({
    code: "chart/invalid-resource",
    path: "Practitioner.qualification[0].code.text",
  });
});

test("a house that can't be opened tells why, and holds nothing that would keep the process from ending", async () => {
  const another = await freshDatabase();
  const administration = openDatabase(another.owner, 1);
  const { dataDirectory, owner } = another;
  await mkdir(join(dataDirectory, "ledger"));
  await writeFile(join(dataDirectory, "ledger", "daybook"), "no folder");
  try {
    for (const [wrong, why] of [
      [{ witnesses: join(dataDirectory, "no-policy") }, "witness policy"],
      [{ keepDaybook: true }, "EEXIST"],
    ] as const)
      await expect(compose({ ...options, dataDirectory, owner, ...wrong })).rejects.toThrow(why);

    // Late, with all of it open, and with something that doesn't close either.
    const faults: unknown[] = [];
    const log = { ...options.log, error: (error: unknown) => faults.push(error) };
    const stuck = new Error("the disk is full");
    const ledger = (real: Ledger) => {
      const { close } = real;
      return Object.assign(real, { close: () => close().then(() => Promise.reject(stuck)) });
    };
    await rm(join(dataDirectory, "ledger", "daybook"));
    const late = { publicOrigin: "nowhere", keepDaybook: true, instead: { ledger }, log };
    await expect(compose({ ...options, dataDirectory, owner, ...late })).rejects.toThrow("Invalid URL");
    expect(faults).toEqual([stuck]);
    const connections = "select from pg_stat_activity where datname = current_database() and usename = 'wardbook_app'";
    await expect.poll(async () => (await administration.installation.query(connections)).length).toBe(0);
  } finally {
    await administration.close();
    await another.drop();
  }
});

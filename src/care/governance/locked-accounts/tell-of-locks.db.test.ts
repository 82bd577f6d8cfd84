import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { aGovernance } from "../testing/a-governance.ts";

const { governance, member, anOrganisation, lock, mails, failMail } = await aGovernance();

test("a locked account is one task for the officers and one mail to its holder, whom nobody else hears of", async () => {
  const tenant = await anOrganisation();
  const officer = member(tenant, "privacy-officer", "Ines Rowan");
  const ada = member(tenant, "clinician", "Ada Okafor");
  lock(tenant, ada.id);
  mails.length = 0;
  await governance.sweep(tenant);
  const { tasks } = await governance.tasks.list(officer, "open");
  expect(tasks).toMatchObject([{ kind: "locked-accounts", risk: "medium", completable: true }]);
  expect(tasks[0]?.title).toMatch(/^Locked after failed sign-ins since .* UTC: Ada Okafor$/);
  expect((await governance.tasks.list(ada, "open")).tasks).toEqual([]);
  const mine = mails.filter(({ to }) => to === ada.email);
  expect(mine.map(({ subject }) => subject)).toEqual(["Failed attempts to sign in to Wardbook as you"]);
  expect(mine[0]?.text).toContain("5 times");
  await governance.sweep(tenant);
  expect(mails.filter(({ to }) => to === ada.email)).toHaveLength(1);
});

test("an attacker who locks many accounts makes one task longer, and no second mail to the officers", async () => {
  const tenant = await anOrganisation();
  const officer = member(tenant, "privacy-officer", "Ines Rowan");
  const staff = ["Ada Okafor", "Mei Lund", "Nia Reed", "Ned Ashby", "Odile Marsh"].map((name) =>
    member(tenant, "nurse", name),
  );
  mails.length = 0;
  for (const { id } of staff) {
    lock(tenant, id);
    lock(tenant, id);
    await governance.sweep(tenant);
  }
  const { tasks } = await governance.tasks.list(officer, "open");
  expect(tasks).toHaveLength(1);
  expect(tasks[0]?.title).toMatch(/: Ada Okafor, Mei Lund, Nia Reed and 2 more accounts$/);
  expect(mails.filter(({ to }) => to === officer.email)).toHaveLength(1);
  await governance.tasks.complete(officer, tasks[0]?.id ?? "", "Looked at the addresses: one school network.");
  const [first] = staff;
  lock(tenant, first?.id);
  await governance.sweep(tenant);
  expect((await governance.tasks.list(officer, "open")).tasks[0]?.title).toMatch(/: Ada Okafor$/);
});

test("names that nobody bears, or somebody who left, make neither task nor mail", async () => {
  const tenant = await anOrganisation();
  const officer = member(tenant, "privacy-officer", "Ines Rowan");
  mails.length = 0;
  lock(tenant, undefined);
  lock(tenant, parsePersonId(randomUUID()));
  await governance.sweep(tenant);
  expect((await governance.tasks.list(officer, "open")).tasks).toEqual([]);
  expect(mails).toEqual([]);
});

test("mail that can't be sent is tried again", async () => {
  const tenant = await anOrganisation();
  const ada = member(tenant, "clinician", "Ada Okafor");
  lock(tenant, ada.id);
  mails.length = 0;
  failMail(true);
  await governance.sweep(tenant);
  expect(mails).toEqual([]);
  failMail(false);
  await governance.sweep(tenant);
  expect(mails.filter(({ to }) => to === ada.email)).toHaveLength(1);
});

import { expect, test } from "vitest";
import { aGovernance } from "../testing/a-governance.ts";

const { governance, member, anOrganisation, misunderstand, fallDue, mails } = await aGovernance();

test("consents that can't be understood are one task for whoever keeps consents, which ends with the last of them", async () => {
  const tenant = await anOrganisation();
  const officer = member(tenant, "privacy-officer", "Ines Rowan");
  const nurse = member(tenant, "nurse", "Nia Reed");
  const open = async () => (await governance.tasks.list(officer, "open")).tasks;
  await governance.sweep(tenant);
  expect(await open()).toEqual([]);
  misunderstand(tenant, ["Consent/1", "Consent/2"]);
  mails.length = 0;
  await governance.sweep(tenant);
  const [task] = await open();
  expect(task).toMatchObject({ kind: "faulty-consents", completable: false });
  expect(task?.title).toMatch(/^Set right 2 consents /);
  expect((await governance.tasks.list(nurse, "open")).tasks).toEqual([]);
  misunderstand(tenant, ["Consent/2"]);
  await governance.sweep(tenant);
  expect((await open()).map(({ id, title }) => [id, title.slice(0, 19)])).toEqual([[task?.id, "Set right 1 consent"]]);
  expect(mails.filter(({ to }) => to === officer.email)).toHaveLength(1);
  misunderstand(tenant, []);
  await governance.sweep(tenant);
  expect(await open()).toEqual([]);
});

test("records that fell due are one task with mail for whoever decides on them, which ends when none waits", async () => {
  const tenant = await anOrganisation();
  const officer = member(tenant, "privacy-officer", "Ines Rowan");
  const open = async () =>
    (await governance.tasks.list(officer, "open")).tasks.map(({ kind, title }) => `${kind}: ${title}`);
  fallDue(tenant, ["one", "two"]);
  mails.length = 0;
  await governance.sweep(tenant);
  await governance.sweep(tenant);
  expect(await open()).toEqual(["due-records: Decide on 2 records whose time to be kept is over"]);
  expect(mails.filter(({ to }) => to === officer.email)).toHaveLength(1);
  fallDue(tenant, []);
  await governance.sweep(tenant);
  expect(await open()).toEqual([]);
});

import { expect, test } from "vitest";
import { aPatient } from "../../../test/people/index.ts";
import { alteredWords } from "./altered.ts";
import { openGovernance } from "./index.ts";
import { aGovernance } from "./testing/a-governance.ts";

const it = await aGovernance();
const { house, governance } = it;
const { breakGlass, vendorAccess, accessReviews, tasks } = governance;
const hour = 3_600_000;

async function anOffice() {
  const tenant = await it.anOrganisation();
  const writer = it.member(tenant, "clinician", "Dr Ada Okafor");
  const office = {
    tenant,
    nurse: it.member(tenant, "nurse", "Nia Bell"),
    asker: it.member(tenant, "administrator", "Mei Lindqvist", { permissions: ["people.manage", "reviews.manage"] }),
    officer: it.member(tenant, "privacy-officer", "Ines Duarte", {
      permissions: ["break-glass.review", "vendor.approve", "reviews.decide"],
    }),
    vendor: it.member(tenant, "vendor", "Vic Moran"),
  };
  const patients = [];
  for (const mrn of ["MRN-1", "MRN-2"])
    patients.push((await house.chart.create(writer, "Patient", aPatient({ mrn }))).value.id);
  return { ...office, patients };
}

type Office = Awaited<ReturnType<typeof anOffice>>;

const reason = { kind: "emergency-treatment", words: "Found unconscious in the waiting room." } as const;

const breakFor = async ({ nurse, patients }: Office, index: number) =>
  (await breakGlass.ask(nurse, { patient: { by: "id", id: patients[index] ?? ("" as never) }, reason })).grant;

const approved = async ({ asker, officer, vendor }: Office) => {
  const { id } = await vendorAccess.request(asker, {
    person: vendor.id,
    ticket: "SUP-4711",
    purpose: "Find out why results of the laboratory arrive twice.",
    scopes: ["user/Observation.rs"],
    from: house.now(),
    until: house.now() + 4 * hour,
  });
  return vendorAccess.decide(officer, { id, decision: "approve" });
};

const stretch = (table: "break_glass" | "vendor_access", id: string, by = 48 * hour) =>
  house.sql(`update wardbook.${table} set until = until + $2 where id = $1`, [id, by]);

test("one altered emergency is listed as such beside the others, opens nothing, and can be ended and judged", async () => {
  const office = await anOffice();
  const bad = await breakFor(office, 0);
  const good = await breakFor(office, 1);
  await stretch("break_glass", bad.id);
  const { grants } = await breakGlass.list(office.officer, { which: "open" });
  const shown = grants.map(({ id, altered, person }) => [id, altered, person.name]);
  expect(new Set(shown.map(String))).toEqual(
    new Set([[bad.id, true, alteredWords].join(), [good.id, false, "Nia Bell"].join()]),
  );
  expect((await breakGlass.mine(office.nurse)).map(({ id }) => id)).toEqual([good.id]);
  expect((await it.grants.grantsOf(office.tenant)).breakGlass.map(({ id }) => id)).toEqual([good.id]);
  expect(await breakGlass.detail(office.officer, bad.id)).toMatchObject({ altered: true, reason: undefined });
  await breakGlass.end(office.officer, bad.id);
  const judged = await breakGlass.review(office.officer, {
    id: bad.id,
    outcome: "not-justified",
    note: "Altered row.",
  });
  expect(judged).toMatchObject({ altered: true, state: "not-justified" });
});

test("an altered grant doesn't stand in the way of a new one for the same patient", async () => {
  const office = await anOffice();
  const bad = await breakFor(office, 0);
  await stretch("break_glass", bad.id);
  const fresh = await breakFor(office, 0);
  expect(fresh.id).not.toBe(bad.id);
  expect((await it.grants.grantsOf(office.tenant)).breakGlass.map(({ id }) => id)).toEqual([fresh.id]);
});

test("an altered vendor's access is listed, holds up neither the sweep nor a review, and can be ended", async () => {
  const office = await anOffice();
  const lapsing = await approved(office);
  const bad = await approved(office);
  const over = await approved(office);
  await stretch("vendor_access", bad.id);
  await stretch("vendor_access", over.id, -hour);
  const listed = (await vendorAccess.list(office.asker)).access;
  expect(listed.find(({ id }) => id === bad.id)).toMatchObject({
    altered: true,
    inForce: false,
    person: { name: alteredWords },
    scopes: [],
  });
  expect(listed.find(({ id }) => id === lapsing.id)).toMatchObject({ altered: false, person: { name: "Vic Moran" } });
  expect((await it.grants.grantsOf(office.tenant)).vendors.map(({ id }) => id)).toEqual([lapsing.id]);
  const review = await accessReviews.open(office.asker, { title: "After the attack" });
  const items = (await accessReviews.detail(office.asker, review.id)).items;
  expect(items.map(({ holder }) => holder).toSorted()).toContain(alteredWords);
  house.wait(5 * hour);
  await governance.sweep(office.tenant);
  const after = new Map((await vendorAccess.list(office.asker)).access.map(({ id, state }) => [id, state]));
  expect([lapsing, bad, over].map(({ id }) => after.get(id))).toEqual(["lapsed", "approved", "lapsed"]);
  expect((await vendorAccess.end(office.asker, { id: bad.id })).state).toBe("ended");
});

test("an altered request is never approved, and can be refused", async () => {
  const office = await anOffice();
  const { id } = await vendorAccess.request(office.asker, {
    person: office.vendor.id,
    ticket: "SUP-1",
    purpose: "Find out why results of the laboratory arrive twice.",
    scopes: ["user/Observation.rs"],
    from: house.now(),
    until: house.now() + hour,
  });
  await stretch("vendor_access", id);
  const approve = vendorAccess.decide(office.officer, { id, decision: "approve" });
  await expect(approve).rejects.toMatchObject({ code: "vendor/altered" });
  expect(await vendorAccess.decide(office.officer, { id, decision: "refuse" })).toMatchObject({ state: "refused" });
});

test("an altered task is listed as such beside the others", async () => {
  const office = await anOffice();
  const bad = await breakFor(office, 0);
  await breakFor(office, 1);
  await house.sql("update wardbook.officer_task set sealed = $2 where about = $1", [bad.id, Buffer.from("no")]);
  const list = (await tasks.list(office.officer, "open")).tasks;
  expect(list.find(({ about }) => about === bad.id)).toMatchObject({ altered: true, title: alteredWords });
  expect(list.filter(({ altered }) => !altered)).toHaveLength(1);
});

test("a gathered task that was altered is written anew with what is there", async () => {
  const office = await anOffice();
  const keeper = it.member(office.tenant, "privacy-officer", "Ida Moss");
  it.misunderstand(office.tenant, ["Consent/1"]);
  await governance.sweep(office.tenant);
  await house.sql("update wardbook.officer_task set sealed = $2 where tenant = $1", [office.tenant, Buffer.from("no")]);
  await governance.sweep(office.tenant);
  const [task] = (await tasks.list(keeper, "open")).tasks;
  expect(task).toMatchObject({ kind: "faulty-consents", altered: false });
  expect(task?.title).toContain("1 consent");
});

test("the operator is told of each altered row once, however often it is met", async () => {
  const office = await anOffice();
  const bad = await breakFor(office, 0);
  await stretch("break_glass", bad.id);
  const told: string[] = [];
  const process = openGovernance({ ...it.ports, onAltered: (_tenant, { id }) => told.push(id) });
  for (let time = 0; time < 3; time += 1) await process.breakGlass.list(office.officer, { which: "open" });
  await process.breakGlass.detail(office.officer, bad.id);
  expect(told).toEqual([bad.id]);
});

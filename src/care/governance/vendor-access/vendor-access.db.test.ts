import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { aGovernance } from "../testing/a-governance.ts";
import type { VendorRequest } from "./request.ts";

const it = await aGovernance();
const { house, governance, grants } = it;
const { vendorAccess, tasks } = governance;
const hour = 3_600_000;
const day = 24 * hour;

async function anOffice() {
  const tenant = await it.anOrganisation();
  return {
    tenant,
    asker: it.member(tenant, "administrator", "Mei Lindqvist"),
    approver: it.member(tenant, "owner", "Olu Ade", { permissions: ["vendor.approve"] }),
    vendor: it.member(tenant, "vendor", "Vic Moran"),
  };
}

type Office = Awaited<ReturnType<typeof anOffice>>;

const request = ({ asker, vendor }: Office, more: Partial<VendorRequest> = {}) =>
  vendorAccess.request(asker, {
    person: vendor.id,
    ticket: "SUP-4711",
    purpose: "Find out why results of the laboratory arrive twice.",
    scopes: ["user/Observation.rs?category=laboratory", "user/DiagnosticReport.r"],
    from: house.now(),
    until: house.now() + 4 * hour,
    ...more,
  });

const approved = async (office: Office, more: Partial<VendorRequest> = {}) => {
  const { id } = await request(office, more);
  return vendorAccess.decide(office.approver, { id, decision: "approve" });
};

/** What the vendor's person may read at this moment. */
const grantNow = async ({ tenant, vendor }: Office, person = vendor.id) =>
  (await grants.grantsOf(tenant)).vendors.find(
    (one) => one.person === person && one.from <= house.now() && house.now() < one.until,
  );

test("nothing opens when it is asked for; approved by another person it opens what was asked for, in its time", async () => {
  const office = await anOffice();
  const asked = await request(office, { from: house.now() + hour });
  expect(asked).toMatchObject({ state: "requested", inForce: false });
  house.wait(hour);
  expect(await grantNow(office)).toBeUndefined();
  const granted = await vendorAccess.decide(office.approver, {
    id: asked.id,
    decision: "approve",
    note: "Call first.",
  });
  expect(granted).toMatchObject({ state: "approved", inForce: true, decidedBy: { name: "Olu Ade" } });
  const grant = await grantNow(office);
  expect(grant?.scopes.map(({ text }) => text)).toEqual([
    "user/Observation.rs?category=laboratory",
    "user/DiagnosticReport.r",
  ]);
  expect(await grantNow(office, office.asker.id)).toBeUndefined();
});

test("before its start and from its end on there is no access, whether or not anybody has swept", async () => {
  const office = await anOffice();
  const { until } = await approved(office, { from: house.now() + hour, until: house.now() + 2 * hour });
  expect(await grantNow(office)).toBeUndefined();
  expect((await grants.grantsOf(office.tenant)).vendors).toMatchObject([{ person: office.vendor.id, until }]);
  house.wait(hour);
  expect(await grantNow(office)).toBeDefined();
  house.wait(hour);
  expect(await grantNow(office)).toBeUndefined();
  expect((await grants.grantsOf(office.tenant)).vendors).toEqual([]);
  expect((await vendorAccess.list(office.asker)).access).toMatchObject([{ state: "lapsed", inForce: false }]);
});

test("it ends by itself: written down once, the vendor's sessions too", async () => {
  const office = await anOffice();
  const { id } = await approved(office);
  house.wait(5 * hour);
  await Promise.all([governance.sweep(office.tenant), it.anotherProcess().sweep(office.tenant)]);
  await governance.sweep(office.tenant);
  expect((await it.saidBy(office.tenant, "clock")).filter((line) => line.includes(id))).toEqual([
    `vendor-access-ended: its time was over; Vic Moran (${office.vendor.id}), ticket SUP-4711 (${id})`,
  ]);
  expect(it.endedSessions.filter((person) => person === office.vendor.id)).toHaveLength(1);
});

test("four eyes: who asked doesn't approve, nor refuse, and the vendor neither", async () => {
  const office = await anOffice();
  const both = it.member(office.tenant, "administrator", "Ana Roth");
  const self = it.member(office.tenant, "vendor", "Vera Kuhn", { permissions: ["vendor.approve"] });
  const own = await vendorAccess.request(both, { ...(await sample(office)), person: self.id });
  for (const caller of [both, self])
    for (const decision of ["approve", "refuse"] as const)
      await expect(vendorAccess.decide(caller, { id: own.id, decision })).rejects.toMatchObject({
        code: "vendor/four-eyes",
      });
  await expect(vendorAccess.decide(office.approver, { id: own.id, decision: "withdraw" })).rejects.toMatchObject({
    code: "vendor/four-eyes",
  });
  expect((await vendorAccess.list(both)).access[0]?.may).toMatchObject({ approve: false, withdraw: true });
  expect((await vendorAccess.list(office.approver)).access[0]?.may).toMatchObject({ approve: true, withdraw: false });
  expect((await vendorAccess.decide(both, { id: own.id, decision: "withdraw" })).state).toBe("withdrawn");
  await expect(vendorAccess.decide(office.approver, { id: own.id, decision: "approve" })).rejects.toMatchObject({
    code: "vendor/illegal-change",
  });
});

test("the database itself keeps to four eyes", async () => {
  const office = await anOffice();
  const { id } = await request(office);
  for (const who of [office.asker.id, office.vendor.id])
    await expect(
      house.sql("update wardbook.vendor_access set state = 'approved', decider = $2 where id = $1", [id, who]),
    ).rejects.toMatchObject({ code: "23514" });
});

async function sample({ vendor }: Office): Promise<VendorRequest> {
  return {
    person: vendor.id,
    ticket: "SUP-1",
    purpose: "Look at one thing, then go.",
    scopes: ["user/Patient.r"],
    from: house.now(),
    until: house.now() + hour,
  };
}

test.each([
  "user/Observation.cruds",
  "user/Observation.u",
  "user/Observation.rsd",
  "system/Observation.rs",
  "patient/Observation.rs",
  "user/Nothing.rs",
  "user/Observation.read",
])("%s is no scope for a vendor", async (scope) => {
  const office = await anOffice();
  await expect(request(office, { scopes: ["user/Patient.r", scope] })).rejects.toMatchObject({
    code: "vendor/unsuitable-scope",
    path: "scopes",
  });
});

test.each([
  ["begins yesterday", -day, hour, "from"],
  ["begins next year", 365 * day, 366 * day, "from"],
  ["ends before it begins", 2 * hour, hour, "until"],
  ["ends when it begins", hour, hour, "until"],
  ["lasts longer than the organisation allows", 0, 7 * day + 1, "until"],
])("access that %s is refused", async (_, from, until, path) => {
  const office = await anOffice();
  const at = house.now();
  await expect(request(office, { from: at + from, until: at + until })).rejects.toMatchObject({
    code: "vendor/unsuitable-time",
    path,
  });
});

test("it is for vendors who are here: not for staff, not for somebody unknown", async () => {
  const office = await anOffice();
  for (const person of [office.asker.id, parsePersonId(randomUUID())])
    await expect(request(office, { person })).rejects.toMatchObject({ code: "vendor/not-a-vendor" });
});

test("ended by hand it opens nothing any more, and is not ended twice", async () => {
  const office = await anOffice();
  const { id } = await approved(office);
  const ended = await vendorAccess.end(office.asker, { id, note: "The ticket is closed." });
  expect(ended).toMatchObject({ state: "ended", decidedBy: { name: "Olu Ade" } });
  expect(await grantNow(office)).toBeUndefined();
  expect(it.endedSessions).toContain(office.vendor.id);
  await expect(vendorAccess.end(office.asker, { id })).rejects.toMatchObject({ code: "vendor/illegal-change" });
});

test("of an approval and a refusal at once one holds", async () => {
  const office = await anOffice();
  const other = it.member(office.tenant, "owner", "Pia Voss", { permissions: ["vendor.approve"] });
  const { id } = await request(office);
  const outcomes = await Promise.allSettled([
    vendorAccess.decide(office.approver, { id, decision: "approve" }),
    vendorAccess.decide(other, { id, decision: "refuse" }),
  ]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("the time runs from the approval: what was asked for on Friday is whole on Monday", async () => {
  const office = await anOffice();
  const asked = await request(office);
  expect(asked).toMatchObject({ state: "requested", minutes: 240 });
  house.wait(3 * day);
  await governance.sweep(office.tenant);
  const approved = await vendorAccess.decide(office.approver, { id: asked.id, decision: "approve" });
  expect(approved).toMatchObject({
    state: "approved",
    inForce: true,
    from: house.now(),
    until: house.now() + 4 * hour,
    minutes: 240,
  });
  expect((await grants.grantsOf(office.tenant)).vendors).toMatchObject([{ until: house.now() + 4 * hour }]);
  house.wait(4 * hour);
  await governance.sweep(office.tenant);
  expect((await vendorAccess.list(office.approver)).access[0]?.state).toBe("lapsed");
  expect(it.forgeries).toEqual([]);
});

test("what was asked for too late is asked for anew", async () => {
  const office = await anOffice();
  const { id } = await request(office);
  house.wait(7 * day + hour);
  await expect(vendorAccess.decide(office.approver, { id, decision: "approve" })).rejects.toMatchObject({
    code: "vendor/illegal-change",
  });
});

test("approvers have a task, who asked doesn't, and deciding ends it", async () => {
  const office = await anOffice();
  const { id } = await request(office);
  expect((await tasks.list(office.approver, "open")).tasks).toMatchObject([{ kind: "vendor-approval", about: id }]);
  expect((await tasks.list(office.asker, "open")).tasks).toEqual([]);
  await vendorAccess.decide(office.approver, { id, decision: "refuse", note: "Not this week." });
  expect((await tasks.list(office.approver, "open")).tasks).toEqual([]);
});

test("each step is in the ledger with its ticket", async () => {
  const office = await anOffice();
  const { id } = await approved(office);
  await vendorAccess.end(office.asker, { id });
  const actions = [
    ...(await it.saidBy(office.tenant, office.approver.id)),
    ...(await it.saidBy(office.tenant, office.asker.id)),
  ];
  expect(actions.map((line) => line.split(":")[0])).toEqual([
    "vendor-access-decided",
    "vendor-access-ended",
    "vendor-access-requested",
  ]);
  for (const line of actions) expect(line).toContain("SUP-4711");
});

test.each([
  [
    "approved without anybody's decision",
    "update wardbook.vendor_access set state = 'approved' where id = $1",
    "requested",
  ],
  [
    "approved in somebody's name",
    "update wardbook.vendor_access set state = 'approved', decider = gen_random_uuid(), sealed_decision = sealed where id = $1",
    "requested",
  ],
  ["approved out of a refusal", "update wardbook.vendor_access set state = 'approved' where id = $1", "refused"],
  ["stretched", "update wardbook.vendor_access set until = until + 86400000 where id = $1", "approved"],
  ["given to somebody else", "update wardbook.vendor_access set person = gen_random_uuid() where id = $1", "approved"],
])("access that was %s by somebody with the database alone opens nothing", async (_, statement, state) => {
  const office = await anOffice();
  const { id } = await request(office);
  if (state !== "requested")
    await vendorAccess.decide(office.approver, { id, decision: state === "approved" ? "approve" : "refuse" });
  await house.sql(statement, [id]);
  expect((await grants.grantsOf(office.tenant)).vendors).toEqual([]);
  expect(await grantNow(office)).toBeUndefined();
});

test("another organisation sees and changes nothing of it", async () => {
  const office = await anOffice();
  const other = await anOffice();
  const { id } = await request(office);
  expect((await vendorAccess.list(other.asker)).access).toEqual([]);
  await expect(vendorAccess.decide(other.approver, { id, decision: "approve" })).rejects.toMatchObject({
    code: "vendor/unknown",
  });
});

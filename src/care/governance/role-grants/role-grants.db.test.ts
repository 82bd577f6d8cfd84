import { expect, test } from "vitest";
import type { RoleId } from "../../../custody/access/index.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import { expectCheckedElsewhere } from "../../../custody/signatures/testing/elsewhere.ts";
import { actorOf } from "../act.ts";
import { type Member, aGovernance } from "../testing/a-governance.ts";

const it = await aGovernance();
const { house, governance } = it;
const { roleGrants, tasks } = governance;
const hour = 3_600_000;
const day = 24 * hour;

async function anOffice() {
  const tenant = await it.anOrganisation();
  return {
    tenant,
    asker: it.member(tenant, "administrator", "Ada Okafor"),
    second: it.member(tenant, "administrator", "Ben Ortiz"),
    officer: it.member(tenant, "privacy-officer", "Ines Rowan"),
    nurse: it.member(tenant, "nurse", "Nia Reed"),
  };
}

/** As `people.change` does it, in the transaction that changes the role. */
const change = (
  actor: Member,
  person: Member,
  to: RoleId | undefined,
  approval?: string,
  from: RoleId | undefined = person.role,
) =>
  house.db.transaction(person.tenant, (tx) =>
    roleGrants.witness(tx, person.tenant, {
      actor: actorOf(actor),
      person: person.id,
      personName: person.name,
      from,
      to,
      approval: approval === undefined ? undefined : { id: approval, sign: async () => aSignature },
    }),
  );

/** Of an approval that goes another way than `approve`. */
const aSignature: FhirResource = { resourceType: "Provenance" };

const ask = ({ asker, nurse }: Awaited<ReturnType<typeof anOffice>>, role: RoleId = "administrator") =>
  roleGrants.request(asker, { person: nurse.id, role });

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error: unknown) => (error as { code?: string }).code,
  );

test("a role that runs the organisation needs a second person, and becomes effective when they approve", async () => {
  const office = await anOffice();
  const { tenant, asker, second, nurse } = office;
  expect(await change(asker, nurse, "administrator")).toMatchObject({ code: "people/second-needed" });
  expect(await change(asker, nurse, undefined, undefined, undefined)).toBeUndefined();
  const asked = await ask(office);
  expect(asked).toMatchObject({
    person: { name: "Nia Reed" },
    role: { id: "administrator", label: "Administrator" },
    gains: ["people.manage", "roles.manage", "policies.manage", "clients.manage"],
    requestedBy: { name: "Ada Okafor" },
    may: { decide: false, withdraw: true },
  });
  const [task] = (await tasks.list(second, "open")).tasks;
  expect(task).toMatchObject({ kind: "role-approval", about: asked.id, completable: false });
  expect((await tasks.list(asker, "open")).tasks).toEqual([]);
  expect((await roleGrants.waiting(second)).map(({ may }) => may)).toEqual([{ decide: true, withdraw: false }]);
  await roleGrants.approve(second, asked.id);
  const { accounts } = await house.db.transaction(tenant, (tx) => it.ports.standing(tx, tenant));
  expect(accounts.find(({ id }) => id === nurse.id)?.role).toBe("administrator");
  expect(await roleGrants.waiting(second)).toEqual([]);
  expect((await tasks.list(second, "open")).tasks).toEqual([]);
  expect((await it.saidBy(tenant, second.id))[0]).toMatch(
    /^role-grant-decided: asked for by Ada Okafor .*given: Administrator/,
  );
  expect(await codeOf(roleGrants.approve(second, asked.id))).toBe("role-grant/illegal-change");
  const [given] = await roleGrants.given(second);
  expect(given).toMatchObject({ id: asked.id, altered: false, decidedBy: { name: second.name } });
  if (given?.signature === undefined) throw new Error("the approval isn't signed");
  expect(given.signature.verdict).toMatchObject({ kind: "valid", manifest: { signer: { name: second.name } } });
  await expectCheckedElsewhere(given.signature.record);
  await house.sql("update wardbook.role_grant set decided_at = decided_at - 1000 where id = $1", [asked.id]);
  expect(await roleGrants.given(second)).toMatchObject([{ altered: true }]);
  await house.sql(
    "update wardbook.role_grant set decided_at = decided_at + 1000, sealed_decision = null where id = $1",
    [asked.id],
  );
  expect(await roleGrants.given(second)).toMatchObject([{ altered: true, signature: undefined }]);
});

test("a change that gives no right over the organisation needs nobody else", async () => {
  const { asker, nurse } = await anOffice();
  expect(await change(asker, nurse, "clinician")).toBeUndefined();
  expect(await change(asker, nurse, "nurse", undefined, undefined)).toBeUndefined();
});

test("who asked, whom it is for, who lacks a right of it and who is here for less than a day approve nothing", async () => {
  const office = await anOffice();
  const { tenant, asker, officer } = office;
  const { id } = await ask(office);
  expect(await codeOf(roleGrants.approve(asker, id))).toBe("role-grant/four-eyes");
  expect(await codeOf(roleGrants.approve(office.nurse, id))).toBe("role-grant/four-eyes");
  expect(await codeOf(roleGrants.approve(officer, id))).toBe("role-grant/beyond-own");
  const newcomer = it.member(tenant, "owner", "Odile Marsh", { addedAt: house.now() - 23 * hour });
  expect(await codeOf(roleGrants.approve(newcomer, id))).toBe("role-grant/approver-too-new");
  house.wait(2 * hour);
  expect(await codeOf(roleGrants.approve(newcomer, id))).toBe("done");
});

test("who was given such rights less than a day ago is nobody's second person either", async () => {
  const office = await anOffice();
  const { tenant, second, nurse } = office;
  await roleGrants.approve(second, (await ask(office)).id);
  const other = it.member(tenant, "clinician", "Maud Ferrier");
  const { id } = await roleGrants.request(office.asker, { person: other.id, role: "owner" });
  const promoted = { ...nurse, role: "administrator" };
  expect(await codeOf(roleGrants.approve(promoted, id))).toBe("role-grant/approver-too-new");
  house.wait(25 * hour);
  expect(await codeOf(roleGrants.approve(promoted, id))).toBe("done");
});

test("the only one who could approve gives it alone, and the officers see it", async () => {
  const tenant = await it.anOrganisation();
  const alone = it.member(tenant, "administrator", "Ada Okafor");
  const officer = it.member(tenant, "privacy-officer", "Ines Rowan");
  const nurse = it.member(tenant, "nurse", "Nia Reed");
  expect(await change(alone, nurse, "administrator")).toBeUndefined();
  const list = await tasks.list(officer, "open");
  expect(list.tasks).toMatchObject([{ kind: "role-witnessed", risk: "high", completable: true }]);
  expect(list.tasks[0]?.title).toBe("Ada Okafor gave, with nobody to approve it, the role Administrator to Nia Reed");
  expect((await tasks.list(alone, "open")).tasks).toEqual([]);
  expect((await it.saidBy(tenant, alone.id))[0]).toMatch(/^role-grant-decided: nobody else could approve it; alone/);
});

test("nobody becomes the only one by ending or demoting the others", async () => {
  const { tenant, asker, second, nurse, officer } = await anOffice();
  expect(await change(asker, second, undefined)).toBeUndefined();
  it.leave(tenant, second.id);
  expect((await tasks.list(officer, "open")).tasks.map(({ title }) => title)).toEqual([
    "Ada Okafor took away the role Administrator from Ben Ortiz",
  ]);
  expect(await change(asker, nurse, "administrator")).toMatchObject({ code: "people/second-needed" });
  house.wait(4 * day);
  expect(await change(asker, nurse, "administrator")).toBeUndefined();
});

test("the last one who manages people, or roles, is neither ended nor demoted, whoever tries", async () => {
  const tenant = await it.anOrganisation();
  it.redefine("front-manager", "Front manager", ["people.manage"]);
  const last = it.member(tenant, "administrator", "Ada Okafor");
  const other = it.member(tenant, "front-manager", "Fay Lund", { permissions: ["people.manage"] });
  expect(await change(other, last, undefined)).toMatchObject({ code: "people/last-manager" });
  expect(await change(other, last, "front-manager")).toMatchObject({ code: "people/last-manager" });
  expect(await change(last, other, "nurse")).toBeUndefined();
});

test("nobody gives a right over the organisation that they lack, alone or together", async () => {
  const tenant = await it.anOrganisation();
  it.redefine("front-manager", "Front manager", ["people.manage"]);
  const some = it.member(tenant, "front-manager", "Fay Lund", { permissions: ["people.manage"] });
  const nurse = it.member(tenant, "nurse", "Nia Reed");
  expect(await change(some, nurse, "administrator")).toMatchObject({ code: "people/beyond-own" });
  expect(await codeOf(roleGrants.request(some, { person: nurse.id, role: "administrator" }))).toBe(
    "role-grant/beyond-own",
  );
});

test("a role that gives more than when it was asked for isn't approved", async () => {
  const office = await anOffice();
  it.redefine("desk-lead", "Desk lead", ["people.manage"]);
  const { id } = await ask(office, "desk-lead");
  it.redefine("desk-lead", "Desk lead", ["people.manage", "roles.manage", "policies.manage"]);
  expect(await codeOf(roleGrants.approve(office.second, id))).toBe("role-grant/illegal-change");
});

test("an approval is good for its person and its role alone", async () => {
  const office = await anOffice();
  const { id } = await ask(office);
  const other = it.member(office.tenant, "clinician", "Maud Ferrier");
  expect(await codeOf(change(office.second, other, "administrator", id))).toBe("role-grant/unknown");
  expect(await codeOf(change(office.second, office.nurse, "owner", id))).toBe("role-grant/unknown");
});

test("requests end by themselves, when refused or withdrawn, and with those they are about", async () => {
  const office = await anOffice();
  const { tenant, asker, second, nurse } = office;
  const first = await ask(office);
  expect(await codeOf(ask(office))).toBe("role-grant/asked-already");
  expect(await codeOf(roleGrants.withdraw(second, first.id))).toBe("role-grant/four-eyes");
  await roleGrants.withdraw(asker, first.id);
  const refused = await ask(office);
  await roleGrants.refuse(second, refused.id, "She leaves in May.");
  expect(await codeOf(roleGrants.approve(second, refused.id))).toBe("role-grant/illegal-change");
  const late = await ask(office);
  house.wait(8 * day);
  expect(await codeOf(roleGrants.approve(second, late.id))).toBe("role-grant/illegal-change");
  await governance.sweep(tenant);
  expect((await tasks.list(second, "open")).tasks).toEqual([]);
  const left = await ask(office);
  it.leave(tenant, nurse.id);
  await governance.sweep(tenant);
  expect(await codeOf(roleGrants.approve(second, left.id))).toBe("role-grant/illegal-change");
  expect(await roleGrants.waiting(second)).toEqual([]);
});

test("two who approve at once give it once", async () => {
  const office = await anOffice();
  const third = it.member(office.tenant, "owner", "Odile Marsh");
  const { id } = await ask(office);
  const outcomes = await Promise.all([
    codeOf(roleGrants.approve(office.second, id)),
    codeOf(roleGrants.approve(third, id)),
  ]);
  expect(outcomes.filter((one) => one === "done")).toHaveLength(1);
});

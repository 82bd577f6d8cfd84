import { expect, test } from "vitest";
import type { Hold } from "./assurance/retention/index.ts";
import { type Role, isBuiltInRole, roles } from "./custody/access/index.ts";
import { Secret, type TenantId } from "./foundation/kernel/index.ts";
import { anInstallation } from "./custody/identity/testing/installation.ts";
import { anEnrolledPerson, goodPassword, operator, origin } from "./custody/identity/testing/people.ts";
import { wireLeavers } from "./wire-leavers.ts";

const installation = await anInstallation();
const { identity, database, now, wait, takeEvents } = installation;
const { people } = identity;
const day = 86_400_000;
let standing: readonly Hold[] = [];
const holds = { standing: async () => standing, forbidding: async () => standing };
/** Two roles of the organisation's own beside the built-in ones: one for its patients, one for who acts for them. */
const policy = {
  roleOf: async (_tenant: TenantId, id: string): Promise<Role | undefined> =>
    id === "club-member"
      ? roles.patient
      : id === "carer"
        ? roles["family-member"]
        : isBuiltInRole(id)
          ? roles[id]
          : undefined,
};
const leavers = wireLeavers({ db: database, identity, retention: { holds: holds as never }, policy, now });
const hold = (number: number, scope: Hold["scope"]): Hold => ({
  number,
  scope,
  at: now(),
  by: "Ada",
  why: "inquiry",
  lifted: undefined,
  altered: false,
});

/** Everything that the tables have of an organisation's accounts, as text. */
async function kept(tenant: number, tables: readonly string[]): Promise<Record<string, number>> {
  const db = database.tenant(tenant as never);
  const counted = tables.map(async (table) => {
    const rows = await db.query<{ rows: number }>(
      `select count(*)::int as rows from wardbook.${table} where tenant = $1`,
      [tenant],
    );
    return [table, rows[0]?.rows ?? 0] as const;
  });
  return Object.fromEntries(await Promise.all(counted));
}

test("what an ended account holds goes after 30 days, and neither a change nor a restore brings it back", async () => {
  const clinic = await installation.createOrganisation("Leaving Clinic");
  const { tenant } = clinic;
  const leaver = await anEnrolledPerson(installation, clinic, { username: "leaver", role: "administrator" });
  const stays = await anEnrolledPerson(installation, clinic, { username: "stays", role: "clinician" });
  const failed = { username: "leaver", password: new Secret(`${goodPassword}x`) };
  await identity.signIn.withPassword(clinic, failed, origin);
  const before = await database
    .tenant(tenant)
    .query<{ person: string }>("select * from wardbook.person where tenant = $1 and person = $2", [
      tenant,
      leaver.person.id,
    ]);
  const [row] = before;

  await people.change(operator, tenant, leaver.person.id, { state: "ended" });
  const [foreseen] = await leavers.foresee(tenant);
  expect([foreseen?.id, foreseen?.isDue, foreseen?.dueAt]).toEqual([leaver.person.id, false, now() + 30 * day]);
  wait(30 * day - 1);
  expect(await leavers.removeDue(tenant)).toBe(0);
  wait(1);
  // Holds on everything keep it, those on somebody's record don't.
  standing = [hold(4, { kind: "organisation" })];
  expect([await leavers.removeDue(tenant), (await leavers.foresee(tenant))[0]?.heldBy]).toEqual([0, [4]]);
  standing = [hold(5, { kind: "patient", patient: leaver.person.id as never })];
  takeEvents();
  expect([await leavers.removeDue(tenant), await leavers.removeDue(tenant)]).toEqual([1, 0]);
  const [event] = takeEvents();
  expect(event).toMatchObject({ act: "account-removed", subject: { id: leaver.person.id } });
  expect([event?.detail, JSON.stringify(event)]).toEqual([
    expect.stringContaining("house/account"),
    expect.not.stringContaining(leaver.person.family),
  ]);

  const gone = await people.get(tenant, leaver.person.id);
  expect(gone).toMatchObject({ state: "ended", removedAt: now(), given: "Removed account" });
  expect(JSON.stringify(gone)).not.toMatch(new RegExp(`${leaver.person.family}|"leaver"`));
  const tables = ["familiar_source", "failed_sign_in", "authenticator", "credential", "recovery_code"];
  const own = await kept(tenant, tables);
  await people.change(operator, tenant, stays.person.id, { state: "ended" });
  wait(30 * day);
  expect(await leavers.removeDue(tenant)).toBe(1);
  expect(Object.values(await kept(tenant, tables))).toEqual(tables.map(() => 0));
  expect(own["authenticator"]).toBe(1);
  // Its name is free again, and nobody is made of the old row.
  await expect(people.change(operator, tenant, leaver.person.id, { state: "active" })).rejects.toMatchObject({
    code: "people/illegal-change",
  });
  const anew = await people.add(operator, tenant, { username: "leaver", given: "A", family: "B", role: "auditor" });
  expect(anew.person.id).not.toBe(leaver.person.id);

  // A backup of before brings the row back: as the restore does it, the account goes again, whatever its standing was.
  await people.change(operator, tenant, anew.person.id, { state: "ended" });
  wait(30 * day);
  await leavers.removeDue(tenant);
  const { sealed_profile } = row as unknown as { sealed_profile: Buffer };
  await database.transaction(tenant, (tx) =>
    tx.query(
      `update wardbook.person set sealed_profile = $3, state = 'active', ended_at = null, removed_at = null
       where tenant = $1 and person = $2`,
      [tenant, leaver.person.id, sealed_profile],
    ),
  );
  expect((await people.get(tenant, leaver.person.id))?.username).toBe("leaver");
  standing = [hold(6, { kind: "organisation" })];
  expect([await leavers.removeAgain(tenant), await leavers.removeAgain(tenant)]).toEqual([1, 0]);
  expect((await people.get(tenant, leaver.person.id))?.state).toBe("ended");
});

test("a patient whose record was destroyed doesn't come in any more, and their account goes with its time", async () => {
  standing = [];
  const { tenant } = await installation.createOrganisation("Erasing Clinic");
  const patient = "6f1c9a52-6f0e-4b1a-9c3d-2e8f5a6b7c10";
  const { person } = await people.add(operator, tenant, {
    username: "patient",
    given: "Pat",
    family: "Ient",
    role: "patient",
    patient: `Patient/${patient}`,
  });
  const destroyed = new Set<string>();
  const wired = wireLeavers({
    db: {
      ...database,
      tenant: () => ({ query: async () => [...destroyed].map((subject) => ({ subject })) }) as never,
    },
    identity,
    retention: { holds: holds as never },
    policy,
    now,
  });
  // Who works here as well goes on: their account says whose record was theirs, and is no patient's any more.
  wait(1);
  const hired = "6f1c9a52-6f0e-4b1a-9c3d-2e8f5a6b7c11";
  const { person: nurse } = await people.add(operator, tenant, {
    username: "nurse",
    given: "Nur",
    family: "Se",
    role: "nurse",
    patient: `Patient/${hired}`,
  });
  const ofOwnRole = async (role: string) => {
    const about = { username: role, given: "Own", family: "Role", role, patient: `Patient/${patient}` };
    return (await people.add(operator, tenant, about)).person.id;
  };
  const [member, carer] = [await ofOwnRole("club-member"), await ofOwnRole("carer")];
  await wired.removeDue(tenant);
  expect((await people.get(tenant, person.id))?.state).toBe("awaiting-first-sign-in");
  destroyed.add(patient).add(hired);
  await wired.removeDue(tenant);
  expect((await people.get(tenant, person.id))?.state).toBe("ended");
  expect((await people.get(tenant, member))?.state).toBe("ended");
  expect((await people.get(tenant, carer))?.state).toBe("awaiting-first-sign-in");
  expect((await people.get(tenant, nurse.id))?.state).toBe("awaiting-first-sign-in");
  standing = [hold(7, { kind: "patient", patient: patient as never })];
  wait(30 * day);
  expect([await wired.removeDue(tenant), (await wired.foresee(tenant))[0]?.heldBy]).toEqual([0, [7]]);
  standing = [];
  // One account that can't be removed keeps no other from it.
  await people.change(operator, tenant, nurse.id, { state: "ended" });
  wait(30 * day);
  const broken = wireLeavers({
    db: database,
    identity: {
      people: {
        ...people,
        remove: (removal) => (removal.id === person.id ? Promise.reject(new Error("no")) : people.remove(removal)),
      },
    },
    retention: { holds: holds as never },
    policy,
    now,
  });
  await expect(broken.removeDue(tenant)).rejects.toThrow("no");
  expect((await people.get(tenant, nurse.id))?.removedAt).toBe(now());
  expect(await wired.removeDue(tenant)).toBe(1);
});

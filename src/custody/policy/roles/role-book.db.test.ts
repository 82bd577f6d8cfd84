import { expect, test } from "vitest";
import { aClinician, aHouse, anAdministrator, anOrganisation } from "../../../../test/people/index.ts";
import type { Caller, Permission, RoleId } from "../../access/index.ts";
import { aServer } from "../testing/a-server.ts";
import type { RoleDefinition } from "../index.ts";

const house = await aHouse();
const people = new Map<RoleId, number>([["administrator", 1]]);
const here = aServer(house, house, { people });
const there = aServer(house, house.anotherProcess(), { people });
const { roles } = here.policy;

const wardNurse: RoleDefinition = {
  label: "Ward nurse",
  inSentence: "ward nurse",
  summary: "Sees laboratory results of the patients of the ward.",
  scopes: ["user/Patient.rs", "user/Observation.rs?category=laboratory"],
  permissions: ["accesses.read"],
  reach: "facility",
  fieldRules: [{ type: "Patient", path: "telecom", access: "hidden" }],
  clearances: ["HIV"],
  purposes: ["TREAT"],
};

/** Who manages roles, under a role of the organisation's own. */
const manager = (caller: Caller, ...more: Permission[]): Caller => ({
  ...caller,
  role: "owner",
  permissions: new Set<Permission>(["roles.manage", "people.manage", ...more]),
});
const code = (error: unknown) => (error as { code?: string }).code;
const refusal = (work: Promise<unknown>) => work.then(() => "done", code);

test("an organisation makes a role, changes it and removes it; every process knows within a second", async () => {
  const tenant = await anOrganisation(house);
  const caller = manager(anAdministrator(tenant));
  const nurse = { ...aClinician(tenant), role: "ward-nurse" };
  expect((await there.as(nurse)).scopes).toEqual([]);

  const made = await roles.put(caller, "ward-nurse", wardNurse, 0);
  expect(made).toMatchObject({ id: "ward-nurse", revision: 1, builtIn: false, definition: wardNurse });
  expect(await here.as(nurse)).toMatchObject({ reach: "facility", roleInSentence: "ward nurse", clearances: ["HIV"] });
  house.wait(1_000);
  expect((await there.as(nurse)).scopes.map(({ text }) => text)).toEqual(wardNurse.scopes);

  expect(await refusal(roles.put(caller, "ward-nurse", wardNurse, 0))).toBe("roles/changed-meanwhile");
  const changed = await roles.put(caller, "ward-nurse", { ...wardNurse, scopes: ["user/Patient.r"] }, 1);
  expect(changed.revision).toBe(2);
  people.set("ward-nurse", 1);
  expect(await refusal(roles.remove(caller, "ward-nurse", 2))).toBe("roles/in-use");
  people.delete("ward-nurse");
  await roles.remove(caller, "ward-nurse", 2);
  expect((await here.as(nurse)).scopes).toEqual([]);
  expect(await refusal(roles.remove(caller, "ward-nurse", 2))).toBe("roles/unknown");
  // The name may be used again, and the revisions go on: what was, stays known.
  expect((await roles.put(caller, "ward-nurse", wardNurse, 0)).revision).toBe(4);
  const told = here.events.filter((event) => event.caller.tenant === tenant);
  expect(told.map(({ act }) => act)).toEqual(["role-defined", "role-defined", "role-removed", "role-defined"]);
  expect(told[1]?.detail).toBe("Ward nurse (ward-nurse), revision 2: scopes");
});

test("a built-in role can be changed and be given back its form", async () => {
  const tenant = await anOrganisation(house);
  const caller = manager(anAdministrator(tenant));
  const clinician = aClinician(tenant);
  const before = (await roles.of(tenant)).get("clinician");
  if (before === undefined) throw new Error("there is a clinician");
  expect(before.revision).toBe(0);
  await roles.put(caller, "clinician", { ...before.definition, reach: "related" }, 0);
  expect((await here.as(clinician)).reach).toBe("related");
  // Another organisation has its own.
  const other = await anOrganisation(house);
  expect((await here.as(aClinician(other))).reach).toBe("organisation");
  await roles.remove(caller, "clinician", 1);
  expect((await here.as(clinician)).reach).toBe("organisation");
  expect(await refusal(roles.remove(caller, "clinician", 0))).toBe("roles/unknown");
});

test("nobody changes their own role, nor hands out what governs and isn't theirs", async () => {
  const tenant = await anOrganisation(house);
  const administrator = anAdministrator(tenant);
  const own = (await roles.of(tenant)).get("administrator")?.definition ?? wardNurse;
  expect(await refusal(roles.put(administrator, "administrator", own, 0))).toBe("roles/own");
  const reader = { ...wardNurse, permissions: ["ledger.read"] as const };
  expect(await refusal(roles.put(manager(administrator), "reader", reader, 0))).toBe("roles/beyond-own");
  expect(await refusal(roles.put(manager(administrator, "ledger.read"), "reader", reader, 0))).toBe("done");
  // What a role has already may stay.
  expect(await refusal(roles.put(manager(administrator), "reader", { ...reader, summary: "Reads it." }, 1))).toBe(
    "done",
  );
  // What care needs is theirs to give.
  const carer = { ...wardNurse, label: "Carer", permissions: ["notes.write", "break-glass.use"] as const };
  expect(await refusal(roles.put(manager(administrator), "carer", carer, 0))).toBe("done");
});

test("vendors' role opens nothing by itself, whoever changes it", async () => {
  const tenant = await anOrganisation(house);
  const caller = manager(anAdministrator(tenant));
  const own = (await roles.of(tenant)).get("vendor")?.definition ?? wardNurse;
  const open = { ...own, scopes: [...own.scopes, "user/Patient.rs"], permissions: ["notes.write"] as const };
  const refused: unknown = await roles.put(caller, "vendor", open, 0).catch((cause: unknown) => cause);
  expect(code(refused)).toBe("roles/unsuitable");
  expect((refused as { faults: readonly { path: string }[] }).faults.map(({ path }) => path)).toEqual([
    `scopes[${own.scopes.length}]`,
    "permissions[0]",
  ]);
  const writing = { ...own, scopes: ["user/Questionnaire.cru"] };
  expect(await refusal(roles.put(caller, "vendor", writing, 0))).toBe("roles/unsuitable");
  expect(await refusal(roles.put(caller, "vendor", { ...own, summary: "Sees definitions." }, 0))).toBe("done");
});

test("somebody is left who manages people and roles", async () => {
  const tenant = await anOrganisation(house);
  const caller = manager(anAdministrator(tenant));
  const definition = (await roles.of(tenant)).get("administrator")?.definition ?? wardNurse;
  const without = { ...definition, permissions: definition.permissions.filter((one) => one !== "roles.manage") };
  expect(await refusal(roles.put(caller, "administrator", without, 0))).toBe("roles/last-manager");
  people.set("owner", 1);
  // Nor is it taken from all who have the role at once: each is told of, one by one.
  expect(await refusal(roles.put(caller, "administrator", without, 0))).toBe("roles/held");
  const held = people.get("administrator") ?? 0;
  people.set("administrator", 0);
  expect(await refusal(roles.put(caller, "administrator", without, 0))).toBe("done");
  people.set("administrator", held);
  people.delete("owner");
});

test("two roles don't share a name, and two changes of a moment don't share a revision", async () => {
  const tenant = await anOrganisation(house);
  const caller = manager(anAdministrator(tenant));
  expect(await refusal(roles.put(caller, "desk", { ...wardNurse, label: " front DESK " }, 0))).toBe(
    "roles/label-taken",
  );
  const outcomes = await Promise.all(
    [here, there, here, there].map(({ policy }) => refusal(policy.roles.put(caller, "ward-nurse", wardNurse, 0))),
  );
  expect(outcomes.sort()).toEqual(["done", ...Array.from({ length: 3 }, () => "roles/changed-meanwhile")]);
});

test.each<[string, Partial<Record<keyof RoleDefinition, unknown>>, readonly string[]]>([
  ["no words", { label: "", summary: "x" }, ["label", "summary"]],
  ["a scope that is none", { scopes: ["user/Patient.sr"], fieldRules: [] }, ["scopes[0]"]],
  ["a scope for programs", { scopes: ["system/Patient.rs"], fieldRules: [] }, ["scopes[0]"]],
  ["a scope twice", { scopes: ["user/Patient.rs", "user/Patient.rs"], fieldRules: [] }, ["scopes[1]"]],
  ["criteria that no search knows", { scopes: ["user/Observation.rs?colour=red"], fieldRules: [] }, ["scopes[0]"]],
  ["criteria of everything", { scopes: ["user/*.rs?status=final"], fieldRules: [] }, ["scopes[0]"]],
  ["an unknown permission", { permissions: ["fly"] }, ["permissions[0]"]],
  [
    "a field of no type",
    { fieldRules: [{ type: "Patience", path: "name", access: "hidden" }] },
    ["fieldRules[0].type"],
  ],
  [
    "a part of the ledger",
    { fieldRules: [{ type: "AuditEvent", path: "agent", access: "hidden" }] },
    ["fieldRules[0].type"],
  ],
  ["no such field", { fieldRules: [{ type: "Patient", path: "shoes", access: "hidden" }] }, ["fieldRules[0].path"]],
  [
    "a field of everything",
    { fieldRules: [{ type: "Patient", path: "id", access: "hidden" }] },
    ["fieldRules[0].path"],
  ],
  [
    "a choice without its type",
    { fieldRules: [{ type: "Observation", path: "value", access: "hidden" }] },
    ["fieldRules[0].path"],
  ],
  [
    "an unknown access",
    { fieldRules: [{ type: "Patient", path: "name", access: "secret" }] },
    ["fieldRules[0].access"],
  ],
  ["an unknown label", { clearances: ["XYZ"] }, ["clearances[0]"]],
  ["no purpose", { purposes: [] }, ["purposes"]],
  ["an unknown purpose", { purposes: ["FUN"] }, ["purposes[0]"]],
  ["an unknown reach", { reach: "everywhere" }, ["reach"]],
])("a role with %s is refused, and told where", async (_, broken, paths) => {
  const tenant = await anOrganisation(house);
  const definition = { ...wardNurse, ...broken } as RoleDefinition;
  const error: unknown = await roles
    .put(manager(anAdministrator(tenant)), "ward-nurse", definition, 0)
    .catch((cause: unknown) => cause);
  expect(code(error)).toBe("roles/unsuitable");
  expect((error as { faults: readonly { path: string }[] }).faults.map(({ path }) => path)).toEqual(paths);
});

test.each(["Ward", "ward nurse", "-ward", "ward--nurse", "w".repeat(41)])("%s is no role's id", async (id) => {
  const tenant = await anOrganisation(house);
  expect(await refusal(roles.put(manager(anAdministrator(tenant)), id, wardNurse, 0))).toBe("roles/unsuitable");
});

test("what a role may is sealed, and one that was moved in the database opens for nobody", async () => {
  const tenant = await anOrganisation(house);
  await roles.put(manager(anAdministrator(tenant)), "ward-nurse", wardNurse, 0);
  const rows = await house.sql<{ sealed: Buffer }>("select sealed from wardbook.tenant_role where tenant = $1", [
    tenant,
  ]);
  expect(rows[0]?.sealed.includes("Observation")).toBe(false);
  await house.sql(
    `insert into wardbook.tenant_role (tenant, role, revision, changed_at, removed, sealed)
     select tenant, 'front-desk', 1, changed_at, false, sealed from wardbook.tenant_role where tenant = $1`,
    [tenant],
  );
  await house.sql("insert into wardbook.policy_epoch values ($1, 99) on conflict (tenant) do update set epoch = 99", [
    tenant,
  ]);
  house.wait(1_000);
  await expect(here.as(aClinician(tenant))).rejects.toMatchObject({ code: "roles/altered" });
});

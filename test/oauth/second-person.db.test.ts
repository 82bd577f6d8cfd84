import { afterAll, expect, test, vi } from "vitest";
import type { ClientRow } from "../../contract/index.ts";
import { anAdministrator } from "../people/index.ts";
import { aHouse } from "../support/house.ts";
import { signedInHeaders } from "../support/signed-in.ts";
import { aPerson } from "./app.ts";

let ahead = 0;
const real = Date.now;
// The server's clock, to turn.
const clock = vi.spyOn(Date, "now").mockImplementation(() => real() + ahead);
const house = await aHouse();
afterAll(async () => {
  await house.end();
  clock.mockRestore();
});
const { tenant } = house;

type Someone = Awaited<ReturnType<typeof aPerson>>;
async function api({ headers }: Someone, method: string, path: string, body: object) {
  const answer = await fetch(`${house.origin}${path}`, { method, headers, body: JSON.stringify(body) });
  const said = (await answer.json()) as { client?: ClientRow; secret?: string; code?: string };
  return { status: answer.status, code: said.code, client: said.client, secret: said.secret };
}

async function tokenFor({ client, secret }: Awaited<ReturnType<typeof api>>, scope: string): Promise<number> {
  const answer = await fetch(`${house.origin}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${client?.id}:${secret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope }),
  });
  return answer.status;
}

test("what a program is to do beyond what its administrator may waits for somebody else, unless there is nobody", async () => {
  const administrator = await aPerson(house, "administrator");
  const alone = await api(administrator, "POST", "/api/clients", {
    name: "Laboratory",
    scope: "system/Observation.rs",
  });
  expect(alone).toMatchObject({ status: 201, client: { scopes: ["system/Observation.rs"] } });
  expect(alone.client?.asked).toEqual([]);
  expect(await tokenFor(alone, "system/Observation.rs")).toBe(200);

  const owner = await aPerson(house, "owner");
  const scope = "system/Observation.rs system/Location.rs";
  const feed = await api(administrator, "POST", "/api/clients", { name: "Feed", scope });
  // Places are the administrator's own work.
  expect(feed.client).toMatchObject({ scopes: ["system/Location.rs"], asked: [{ scopes: ["system/Observation.rs"] }] });
  expect([await tokenFor(feed, "system/Location.rs"), await tokenFor(feed, "system/Observation.rs")]).toEqual([
    200, 400,
  ]);

  const ask = feed.client?.asked[0]?.id;
  const approve = (who: Someone, seen = "system/Observation.rs", asked = ask) =>
    api(who, "POST", `/api/clients/${feed.client?.id}/approve`, { asked, scope: seen });
  expect(await approve(administrator)).toMatchObject({ status: 409, code: "clients/four-eyes" });
  expect(await approve(owner)).toMatchObject({ status: 409, code: "clients/approver-too-new" });
  ahead = 25 * 3_600_000;
  for (const one of [administrator, owner]) Object.assign(one.headers, await signedInHeaders(house, one.person.id));
  expect(await approve(owner, "system/Patient.rs")).toMatchObject({ status: 409, code: "clients/changed-meanwhile" });
  expect(await approve(owner)).toMatchObject({
    status: 200,
    client: { scopes: ["system/Location.rs", "system/Observation.rs"] },
  });
  expect(await approve(owner)).toMatchObject({ code: "clients/changed-meanwhile" });
  expect(await tokenFor(feed, "system/Observation.rs")).toBe(200);

  // What it has stays, what it loses is gone at once, and what is more waits again.
  const change = (more: string) => api(administrator, "PATCH", `/api/clients/${feed.client?.id}`, { scope: more });
  expect((await change("system/Observation.rs system/*.cruds")).client).toMatchObject({
    scopes: ["system/Observation.rs"],
    asked: [{ scopes: ["system/*.cruds"], mayApprove: false }],
  });
  expect(
    (await api(administrator, "PATCH", `/api/clients/${feed.client?.id}`, { name: "Lab feed" })).client?.asked,
  ).toHaveLength(1);
  // What is less than it has is no more.
  expect((await change("system/Observation.r")).client).toMatchObject({ scopes: ["system/Observation.r"], asked: [] });
  const { clients } = house.house.authorization;
  expect(await clients.keepersOf(tenant, feed.client?.id ?? "")).toEqual([administrator.person.id]);
  await api(owner, "POST", `/api/clients/${feed.client?.id}/secret`, {});
  expect(await clients.keepersOf(tenant, feed.client?.id ?? "")).toEqual([administrator.person.id, owner.person.id]);
  expect(await clients.keepersOf(tenant, owner.person.id)).toBeUndefined();
});

/** Two administrators and an owner who have been here for a day, and a program that two of them agreed on. */
async function anOffice() {
  const of = await house.anotherOrganisation(`Clinic ${Math.random().toString(36).slice(2)}`);
  const [asker, other, owner] = [
    await aPerson(house, "administrator", of),
    await aPerson(house, "administrator", of),
    await aPerson(house, "owner", of),
  ];
  ahead += 25 * 3_600_000;
  for (const one of [asker, other, owner])
    Object.assign(one.headers, await signedInHeaders(house, one.person.id, { of, provenBy: "password" }));
  const decide = (who: Someone, program: string, ask: ClientRow["asked"][number] | undefined, how = "approve") =>
    api(who, "POST", `/api/clients/${program}/${how}`, { asked: ask?.id, scope: ask?.scopes.join(" ") });
  const scope = "system/Location.rs system/Observation.rs";
  const feed = await api(asker, "POST", "/api/clients", { name: "Feed", scope });
  const id = feed.client?.id ?? "";
  await decide(owner, id, feed.client?.asked[0]);
  const row = async () => (await house.house.authorization.clients.list(of)).find((one) => one.id === id);
  const change = (who: Someone, body: object) => api(who, "PATCH", `/api/clients/${id}`, body);
  const tasks = async ({ headers }: Someone) => {
    const answer = await fetch(`${house.origin}/api/tasks?state=open`, { headers });
    const { tasks: open } = (await answer.json()) as { tasks: { kind: string; title: string }[] };
    return open.filter(({ kind }) => kind === "program-approval").map(({ title }) => title);
  };
  return { of, asker, other, owner, feed, id, row, change, decide, tasks };
}

test("a program in other hands, or for another purpose, does what is beyond whoever did that once somebody else agrees", async () => {
  const { asker, other, owner, feed, id, row, change, decide } = await anOffice();
  const both = ["system/Location.rs", "system/Observation.rs"];
  expect((await row())?.scopes).toEqual(both);
  // Whoever had its secret is shown another and has nothing more.
  expect((await api(asker, "POST", `/api/clients/${id}/secret`, {})).client).toMatchObject({ scopes: both, asked: [] });
  const shown = await api(other, "POST", `/api/clients/${id}/secret`, {});
  expect(shown.client).toMatchObject({
    scopes: ["system/Location.rs"],
    asked: [{ scopes: ["system/Observation.rs"] }],
  });
  expect(await tokenFor({ ...feed, secret: shown.secret }, "system/Observation.rs")).toBe(400);
  const [ask] = shown.client?.asked ?? [];
  expect(await decide(other, id, ask)).toMatchObject({ code: "clients/four-eyes" });
  expect((await decide(asker, id, ask)).client?.scopes).toEqual(both);
  expect(await tokenFor({ ...feed, secret: shown.secret }, "system/Observation.rs")).toBe(200);
  // Other addresses are another hand, the same ones are not; nor is another name.
  expect((await change(other, { name: "Lab feed", redirectUris: [] })).client?.asked).toEqual([]);
  expect((await change(owner, { redirectUris: ["https://elsewhere.example/"] })).client?.scopes).toEqual([]);
  expect((await row())?.asked.map(({ by }) => by)).toEqual([owner.person.id]);
  await decide(asker, id, (await change(asker, { name: "Feed" })).client?.asked[0]);
  expect((await row())?.scopes.toSorted()).toEqual(both);

  // What was approved for one purpose waits for another, and what was read with one isn't approved with the other.
  const research = (await change(asker, { purpose: "HRESCH" })).client?.asked[0];
  expect((await row())?.scopes).toEqual(["system/Location.rs"]);
  const treatment = (await change(asker, { purpose: null })).client?.asked[0];
  expect(treatment?.id).not.toBe(research?.id);
  expect(await decide(owner, id, research)).toMatchObject({ code: "clients/changed-meanwhile" });
  expect((await decide(owner, id, treatment)).status).toBe(200);
});

test("each ask stays its asker's, is a task of the others, and ends as it is refused, withdrawn or its asker leaves", async () => {
  const { of, asker, other, owner, id, row, change, decide, tasks } = await anOffice();
  const more = (text: string) => ({ scope: `system/Location.rs system/Observation.rs ${text}` });
  const first = (await change(asker, more("system/Condition.rs"))).client?.asked[0];
  expect([await tasks(asker), await tasks(other)]).toEqual([
    [],
    ["Approve what Feed is to do by itself, asked for by Robin Hale"],
  ]);
  // A colleague who asks for something beside it, or saves the form, doesn't ask for it.
  const [kept, second] = (await change(other, more("system/Procedure.rs system/Condition.rs"))).client?.asked ?? [];
  expect([kept?.id, second?.scopes]).toEqual([first?.id, ["system/Procedure.rs"]]);
  expect(await decide(asker, id, kept)).toMatchObject({ code: "clients/four-eyes" });
  expect(await decide(other, id, second)).toMatchObject({ code: "clients/four-eyes" });
  expect((await tasks(owner)).length).toBe(2);
  expect((await decide(owner, id, kept, "refuse")).client?.asked).toHaveLength(1);
  expect((await decide(other, id, second, "refuse")).client?.asked).toEqual([]);
  expect(await tasks(owner)).toEqual([]);
  expect((await row())?.scopes).toEqual(["system/Location.rs", "system/Observation.rs"]);

  const last = (await change(other, more("system/Condition.rs"))).client?.asked[0];
  await house.house.identity.people.change({ kind: "system", id: "test", name: "test" }, of, other.person.id, {
    state: "ended",
  });
  expect(await decide(owner, id, last)).toMatchObject({ code: "clients/changed-meanwhile" });
  const anew = (await change(asker, more("system/Condition.rs"))).client?.asked;
  expect(anew).toMatchObject([{ mayApprove: false }]);
  expect((await decide(owner, id, anew?.[0])).status).toBe(200);
});

test("what a colleague asked for isn't approved by whoever got the program into their hands since, nor kept by whoever lost it", async () => {
  const { of, asker, other, owner, id, row, change, decide } = await anOffice();
  const secret = (who: Someone) => api(who, "POST", `/api/clients/${id}/secret`, {});
  const wider = { scope: "system/Location.rs system/Observation.rs system/Condition.rs" };
  const [mine] = (await change(asker, wider)).client?.asked ?? [];
  const taken = await secret(other);
  expect(taken.client).toMatchObject({ scopes: ["system/Location.rs"], inHandsOf: ["Robin Hale"] });
  expect((await row())?.asked.map(({ by }) => by)).toEqual([other.person.id]);
  for (const who of [other, owner])
    expect(await decide(who, id, mine)).toMatchObject({ code: "clients/changed-meanwhile" });
  const [theirs] = taken.client?.asked ?? [];
  expect(await decide(other, id, theirs)).toMatchObject({ code: "clients/four-eyes" });
  expect((await decide(owner, id, theirs)).client?.scopes).toHaveLength(3);

  // That was agreed for the other's hands: whoever was the first to have it has it no more.
  const back = await secret(asker);
  expect(back.client).toMatchObject({ scopes: ["system/Location.rs"], asked: [{ mayApprove: false }] });
  // What it did may be either's doing, though.
  expect(await house.house.authorization.clients.keepersOf(of, id)).toEqual([asker.person.id, other.person.id]);
});

test("a second account of the same hands is none: the right to manage programs takes two people, and lasts a day before it counts", async () => {
  const { of, asker, other, owner, id, change, decide } = await anOffice();
  const { policy, identity } = house.house;
  const definition = (await policy.roles.of(of)).get("front-desk")?.definition;
  if (definition === undefined) throw new Error("there is no front desk");
  const manager = { ...anAdministrator(of), id: asker.person.id };
  // Who never came in could approve nothing.
  const cameIn = "update wardbook.person set last_sign_in_at = added_at where tenant = $1";
  await house.house.db.tenant(of).query(cameIn, [of]);
  const helper = { ...definition, label: "Helper", permissions: ["clients.manage" as const] };
  await policy.roles.put(manager, "helper", helper, 0);
  const newcomer = { username: "helper", given: "Robin", family: "Hale", role: "helper" };
  await expect(identity.people.add(manager, of, newcomer)).rejects.toMatchObject({ code: "people/second-needed" });
  const plain = await aPerson(house, "front-desk", of);
  await expect(identity.people.change(manager, of, plain.person.id, { role: "helper" })).rejects.toMatchObject({
    code: "people/second-needed",
  });
  await expect(
    policy.roles.put(manager, "front-desk", { ...definition, permissions: ["clients.manage"] }, 0),
  ).rejects.toMatchObject({ code: "roles/held" });

  // Nor are rights taken from all who have a role at once.
  const owners = (await policy.roles.of(of)).get("owner")?.definition ?? definition;
  const fewer = { ...owners, permissions: owners.permissions.filter((one) => one !== "clients.manage") };
  await expect(policy.roles.put(manager, "owner", fewer, 0)).rejects.toMatchObject({ code: "roles/held" });

  // Whoever ends the others isn't the only one by that.
  for (const one of [other, owner]) await identity.people.change(manager, of, one.person.id, { state: "ended" });
  const asked = await change(asker, { scope: "system/*.cruds" });
  expect(asked.client).toMatchObject({ asked: [{ scopes: ["system/*.cruds"] }] });
  expect(await decide(asker, id, asked.client?.asked[0])).toMatchObject({ code: "clients/four-eyes" });
});

test("as many as change a role at once wait for no connection that they hold themselves", async () => {
  const of = await house.anotherOrganisation("Many roles");
  const asker = await aPerson(house, "administrator", of);
  const { roles } = house.house.policy;
  const definition = (await roles.of(of)).get("nurse")?.definition;
  if (definition === undefined) throw new Error("there is no nurse");
  const manager = { ...anAdministrator(of), id: asker.person.id };
  const many = Array.from({ length: 16 }, (_, at) =>
    roles.put(manager, `ward-${at}`, { ...definition, label: `Ward ${at}` }, 0),
  );
  expect((await Promise.allSettled(many)).map(({ status }) => status)).toEqual(many.map(() => "fulfilled"));
});

test("as many as change a program at once wait for no connection that they hold themselves", async () => {
  const { asker, id, change, row } = await anOffice();
  const many = Array.from({ length: 16 }, (_, at) =>
    change(asker, { scope: `system/Location.rs system/Patient.${at % 2 ? "r" : "rs"}` }),
  );
  expect(new Set((await Promise.all(many)).map(({ status }) => status))).toEqual(new Set([200]));
  expect((await row())?.id).toBe(id);
  expect((await row())?.asked).toHaveLength(1);
});

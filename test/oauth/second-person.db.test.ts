import { afterAll, expect, test, vi } from "vitest";
import type { ClientRow } from "../../contract/index.ts";
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
  expect(alone.client?.asked).toBeUndefined();
  expect(await tokenFor(alone, "system/Observation.rs")).toBe(200);

  const owner = await aPerson(house, "owner");
  const scope = "system/Observation.rs system/Location.rs";
  const feed = await api(administrator, "POST", "/api/clients", { name: "Feed", scope });
  // Places are the administrator's own work.
  expect(feed.client).toMatchObject({ scopes: ["system/Location.rs"], asked: { scopes: ["system/Observation.rs"] } });
  expect([await tokenFor(feed, "system/Location.rs"), await tokenFor(feed, "system/Observation.rs")]).toEqual([
    200, 400,
  ]);

  const approve = (who: Someone, seen = "system/Observation.rs") =>
    api(who, "POST", `/api/clients/${feed.client?.id}/approve`, { scope: seen });
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
    asked: { scopes: ["system/*.cruds"], mayApprove: false },
  });
  expect(
    (await api(administrator, "PATCH", `/api/clients/${feed.client?.id}`, { name: "Lab feed" })).client?.asked,
  ).toBeDefined();
  expect((await change("system/Observation.rs")).client?.asked).toBeUndefined();
  const { clients } = house.house.authorization;
  expect(await clients.keepersOf(tenant, feed.client?.id ?? "")).toEqual([administrator.person.id]);
  await api(owner, "POST", `/api/clients/${feed.client?.id}/secret`, {});
  expect(await clients.keepersOf(tenant, feed.client?.id ?? "")).toEqual([administrator.person.id, owner.person.id]);
  expect(await clients.keepersOf(tenant, owner.person.id)).toBeUndefined();
});

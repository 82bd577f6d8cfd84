import Fastify from "fastify";
import { afterAll, expect, test } from "vitest";
import { aHouse } from "../test/support/house.ts";
import { signedInHeaders } from "../test/support/signed-in.ts";
import { createAuthenticate } from "./surface/http/identity/index.ts";
import { liveRoutes } from "./surface/http/scheduling/index.ts";

const served = await aHouse();
const { house, tenant, token } = served;
const { identity, authorization, policy } = house;
const authenticate = createAuthenticate({ sessions: identity.sessions, tokens: authorization.tokens, policy });
const app = Fastify();
// It looks again by itself so seldom that it never does here.
const limits = { mostPerCaller: 6, most: 20, lookMilliseconds: 3_600_000, gatherMilliseconds: 5 };
await app.register(liveRoutes, { boards: house.clinic.boards, authenticate, revocations: house.revocations, limits });
const origin = await app.listen({ host: "127.0.0.1", port: 0 });
afterAll(async () => {
  await app.close();
  await served.end();
});

const operator = { kind: "system", id: "test", name: "test" } as const;
let count = 0;
async function aListener() {
  count += 1;
  const { person } = await identity.people.add(operator, tenant, {
    username: `desk${count}`,
    given: "Rosa",
    family: "Lindqvist",
    role: "front-desk",
  });
  return { id: person.id, page: await listen(await signedInHeaders(served, person.id)) };
}

async function listen(headers: Readonly<Record<string, string>>) {
  const answer = await fetch(`${origin}/api/live`, { headers });
  expect(answer.status).toBe(200);
  const reader = answer.body?.getReader();
  await reader?.read();
  return {
    async end(): Promise<void> {
      while ((await reader?.read())?.done === false);
    },
    stop: () => reader?.cancel(),
  };
}

/** As another process does it: nothing of this one is told but by the database. */
const sql = (text: string, ...values: readonly unknown[]) => house.db.tenant(tenant).query(text, [tenant, ...values]);

test("an open stream ends as what let its listener in is taken away by another process, and nobody else's does", async () => {
  const stays = await aListener();
  let staysOpen = true;
  const stayed = stays.page.end().then(() => (staysOpen = false));
  const revocations: readonly ((id: string) => Promise<unknown>)[] = [
    (id) => sql("delete from wardbook.session where tenant = $1 and person = $2", id),
    (id) => sql("update wardbook.session set session_hash = '\\x00' where tenant = $1 and person = $2", id),
    (id) => sql("update wardbook.person set state = 'ended', ended_at = 1 where tenant = $1 and person = $2", id),
    (id) => sql("update wardbook.person set role = 'patient' where tenant = $1 and person = $2", id),
  ];
  for (const revoke of revocations) {
    const { id, page } = await aListener();
    await revoke(id);
    await page.end();
  }
  const program = await listen({ authorization: `Bearer ${await token("system/Appointment.rs")}` });
  await sql("update wardbook.api_client set state = 'ended' where tenant = $1");
  await program.end();
  expect(staysOpen).toBe(true);

  // What a program loses its tokens lose, though they are valid for minutes yet.
  const narrowed = await token("system/Appointment.rs system/Location.rs");
  const { clients } = authorization;
  const of = (await clients.list(tenant)).findLast(({ state }) => state === "active")?.id ?? "";
  const listening = await listen({ authorization: `Bearer ${narrowed}` });
  await sql("update wardbook.api_client set scopes = 'system/Location.rs' where tenant = $1 and client = $2", of);
  await listening.end();
  const asked = (type: string) =>
    fetch(`${served.origin}/fhir/${type}`, { headers: { authorization: `Bearer ${narrowed}` } });
  expect([(await asked("Appointment")).status, (await asked("Location")).status]).toEqual([403, 200]);

  // A role that lost its bookings, in the words of the role book of another process.
  const { page } = await aListener();
  const frontDesk = (await policy.roles.of(tenant)).get("front-desk");
  if (frontDesk === undefined) throw new Error("there is no front desk");
  const definition = { ...frontDesk.definition, scopes: ["user/Location.rs"] };
  const manager = { tenant, kind: "person", id: "00000000-0000-4000-8000-000000000001", name: "Ida Marsh" } as const;
  const permissions = new Set(["roles.manage"] as const);
  await policy.roles.put({ ...manager, scopes: [], permissions, from: "", requestId: "" }, "front-desk", definition, 0);
  await Promise.all([page.end(), stayed]);
});

test("a token that a program gives back has its own program looked at again, and not everybody", async () => {
  await token("system/Appointment.rs");
  const of = (await authorization.clients.list(tenant)).findLast(({ state }) => state === "active")?.id ?? "";
  const told: string[] = [];
  let listens: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (listens = resolve));
  const listening = house.db.listen(
    "wardbook_revoked",
    (said) => (said === undefined ? listens() : told.push(said)),
    (error) => {
      throw error;
    },
  );
  await ready;
  await sql("delete from wardbook.oauth_artifact where tenant = $1 and client = $2", of);
  // Told in the order of the commits: whoever hears this has heard what was before it.
  await sql("update wardbook.session set purpose = purpose where tenant = $1");
  await expect.poll(() => told.length).toBeGreaterThan(1);
  await listening.stop();
  expect(told).toContain(`${tenant} ${of}`);
  expect(told).not.toContain(`${tenant}`);
});

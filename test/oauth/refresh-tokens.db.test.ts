import { afterAll, describe, expect, test } from "vitest";
import { aHouse } from "../support/house.ts";
import { appByHand, newVerifier } from "./app-by-hand.ts";
import { aPerson, anApp } from "./app.ts";

const house = await aHouse();
const { aCode, codeFrom, exchange, refresh, read } = appByHand(house);
afterAll(() => house.end());

describe("a refresh token", () => {
  test("is renewed at each use; the old one, tried again, ends them all", async () => {
    const { client } = await anApp(house);
    const verifier = newVerifier();
    const code = await aCode(client.id, verifier, { scope: "openid offline_access user/Patient.rs" });
    const first = (await exchange(client.id, code, verifier)).body;
    const refreshed = (value: string | undefined, more?: Record<string, string>) => refresh(client.id, value, more);
    expect((await refreshed(first["refresh_token"], { scope: "openid user/*.cruds" })).status).toBe(400);
    const second = await refreshed(first["refresh_token"]);
    expect(second.status).toBe(200);
    expect((await refreshed(first["refresh_token"])).body["error"]).toBe("invalid_grant");
    expect((await refreshed(second.body["refresh_token"])).status).toBe(400);
    expect(await read(second.body["access_token"])).toBe(401);
    await house.house.ledger.sequence(house.tenant);
    const said = await house.house.ledgerReader.byActor(house.tenant, client.id, { limit: 20 });
    const ended = said.filter(({ entry }) => entry.action === "app-withdrawn");
    expect(ended.map(({ entry }) => entry.onBehalfOf)).toEqual(["Robin Hale"]);
  });

  test("of another client, or as a bearer token, opens nothing", async () => {
    const { client } = await anApp(house);
    const { client: second } = await anApp(house);
    const verifier = newVerifier();
    const code = await aCode(client.id, verifier, { scope: "openid offline_access user/Patient.rs" });
    const { body } = await exchange(client.id, code, verifier);
    expect((await refresh(second.id, body["refresh_token"])).status).toBe(400);
    expect(await read(body["refresh_token"])).toBe(401);
    expect(await read(code)).toBe(401);
    expect(await read(body["id_token"])).toBe(401);
    expect(await read(body["access_token"])).toBe(200);
  });

  test("that goes with the session ends with it", async () => {
    const { client } = await anApp(house);
    const { browser, headers, person } = await aPerson(house);
    const verifier = newVerifier();
    const asked = { client: client.id, verifier, more: { scope: "openid online_access user/Patient.rs" } };
    const { body } = await exchange(client.id, await codeFrom(browser, asked), verifier);
    expect(await read(body["access_token"])).toBe(200);
    const { "content-type": _, ...bare } = headers;
    expect((await fetch(`${house.origin}/api/session`, { method: "DELETE", headers: bare })).status).toBe(204);
    expect((await refresh(client.id, body["refresh_token"])).status).toBe(400);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await read(body["access_token"])).toBe(401);
    expect(person.id).toBeDefined();
  });

  test("that goes with the session ends when that was idle for too long, though nobody signs out", async () => {
    const { client } = await anApp(house);
    const { browser, person } = await aPerson(house);
    const verifier = newVerifier();
    const asked = { client: client.id, verifier, more: { scope: "openid online_access user/Patient.rs" } };
    const { body } = await exchange(client.id, await codeFrom(browser, asked), verifier);
    const renewed = (await refresh(client.id, body["refresh_token"])).body;
    expect(await read(renewed["access_token"])).toBe(200);
    const { authorization, db } = house.house;
    await db
      .tenant(house.tenant)
      .query("update wardbook.session set seen_at = seen_at - 1801000 where tenant = $1 and person = $2", [
        house.tenant,
        person.id,
      ]);
    authorization.tokens.forgetRemembered();
    expect(await read(renewed["access_token"])).toBe(401);
    expect((await refresh(client.id, renewed["refresh_token"])).status).toBe(400);
    expect(await authorization.apps.list(house.tenant, person.id)).toEqual([]);
  });
});

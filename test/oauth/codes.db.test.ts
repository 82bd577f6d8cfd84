import { afterAll, describe, expect, test } from "vitest";
import { aHouse } from "../support/house.ts";
import { appByHand, challengeOf, newVerifier } from "./app-by-hand.ts";
import { Browser, aPerson, anApp, consent, redirectUri } from "./app.ts";

const house = await aHouse();
const { authorizeUrl, pageFor, aCode, token, exchange, read } = appByHand(house);
afterAll(() => house.end());

describe("a code", () => {
  test("without PKCE, or with its plain form, is never begun", async () => {
    const { client } = await anApp(house);
    for (const more of [
      { code_challenge: undefined, code_challenge_method: undefined },
      { code_challenge_method: "plain" },
      { code_challenge_method: undefined },
    ]) {
      const answer = await new Browser(house.origin).go(authorizeUrl({ client: client.id, more }));
      const back = new URL(answer.headers.get("location") ?? "");
      expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
      expect(back.searchParams.get("error")).toBe("invalid_request");
      expect(back.searchParams.get("iss")).toBe(house.origin);
    }
  });

  test("is worth nothing with another verifier, address or client", async () => {
    const { client } = await anApp(house);
    const { client: second } = await anApp(house);
    const verifier = newVerifier();
    const code = await aCode(client.id, verifier);
    expect((await exchange(client.id, code, newVerifier())).status).toBe(400);
    expect((await exchange(client.id, code, challengeOf(verifier))).status).toBe(400);
    expect((await exchange(client.id, code, verifier, { redirect_uri: "https://evil.example/" })).status).toBe(400);
    expect((await exchange(second.id, code, verifier)).status).toBe(400);
    const { code_verifier: _, ...without } = { code_verifier: "" };
    expect(
      (
        await token({
          grant_type: "authorization_code",
          client_id: client.id,
          code,
          redirect_uri: redirectUri,
          ...without,
        })
      ).status,
    ).toBe(400);
    expect((await exchange(client.id, code, verifier)).status).toBe(200);
  });

  test("works once; who tries it again ends what came of it", async () => {
    const { client } = await anApp(house);
    const verifier = newVerifier();
    const code = await aCode(client.id, verifier);
    const first = await exchange(client.id, code, verifier);
    expect(await read(first.body["access_token"])).toBe(200);
    expect((await exchange(client.id, code, verifier)).body["error"]).toBe("invalid_grant");
    expect(await read(first.body["access_token"])).toBe(401);
  });

  test("works for one of many who try at once", async () => {
    const { client } = await anApp(house);
    const verifier = newVerifier();
    const code = await aCode(client.id, verifier);
    const answers = await Promise.all(Array.from({ length: 6 }, () => exchange(client.id, code, verifier)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    const statuses = await Promise.all(
      answers.map(async ({ body }) => (body["access_token"] === undefined ? 401 : read(body["access_token"]))),
    );
    expect(new Set(statuses)).toEqual(new Set([401]));
  });

  test("comes only to the browser that asked", async () => {
    const { client } = await anApp(house);
    const { browser } = await aPerson(house);
    const victim = await aPerson(house);
    const page = await pageFor(browser, { client: client.id });
    expect((await consent(victim.browser, page)).said.code).toBe("oauth/no-request");
    const { said } = await consent(browser, page);
    expect(new URL(said.to ?? "", house.origin).origin).toBe(house.origin);
    const elsewhere = await new Browser(house.origin).go(said.to ?? "");
    expect(elsewhere.headers.get("location") ?? "").not.toContain("code=");
  });
});

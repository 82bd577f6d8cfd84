import { afterAll, describe, expect, test } from "vitest";
import { aHouse } from "../support/house.ts";
import { appByHand } from "./app-by-hand.ts";
import { Browser, anApp, redirectUri } from "./app.ts";

const house = await aHouse();
const { authorizeUrl } = appByHand(house);
afterAll(() => house.end());

describe("where the answer goes", () => {
  test.each([
    "https://app.example/callback/",
    "https://app.example/callback?x=1",
    "https://app.example/callback#x",
    "https://app.example/CALLBACK",
    "https://app.example:444/callback",
    "http://app.example/callback",
    "https://app.example.evil.example/callback",
    "https://app.example@evil.example/callback",
    "https://evil.example/?https://app.example/callback",
    "https://app.example/callback/../../evil",
    "https://app.example/%63allback",
    "//app.example/callback",
    "javascript:alert(1)//https://app.example/callback",
    "data:text/html,x",
    "",
  ])("%j is not the registered address, so the browser is sent nowhere", async (redirect) => {
    const { client } = await anApp(house);
    const answer = await new Browser(house.origin).go(
      authorizeUrl({ client: client.id, more: { redirect_uri: redirect } }),
      {
        headers: { accept: "text/html" },
      },
    );
    expect(answer.status).toBe(400);
    expect(answer.headers.get("location")).toBeNull();
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    const page = await answer.text();
    expect(page).toContain("This app can't be opened");
    expect(page).not.toContain("evil");
  });

  test("a missing address is not guessed, an unknown app is told nothing", async () => {
    const { client } = await anApp(house, { redirectUris: [redirectUri, "https://app.example/other"] });
    for (const more of [{ redirect_uri: undefined }, { client_id: "1.aaaaaaaaaaaaaaaa" }, { client_id: "<script>" }]) {
      const answer = await new Browser(house.origin).go(authorizeUrl({ client: client.id, more }));
      expect(answer.status).toBe(400);
      expect(answer.headers.get("location")).toBeNull();
    }
  });

  test("no registration takes an address that anybody could hold", async () => {
    for (const uri of [
      "http://app.example/callback",
      "https://*.example/callback",
      "https://app.example/cb#frag",
      "https://user@app.example/cb",
      "javascript:alert(1)",
      "myapp:/callback",
      "data:text/html,x",
    ])
      await expect(anApp(house, { redirectUris: [uri] }), uri).rejects.toMatchObject({
        code: "clients/unsuitable-address",
      });
    await expect(anApp(house, { redirectUris: ["org.example.app:/callback"] })).resolves.toBeDefined();
    await expect(anApp(house, { redirectUris: ["http://127.0.0.1:7777/callback"] })).resolves.toBeDefined();
  });
});

import { describe, expect, test } from "vitest";
import { addClientAnswer, clientList } from "../../../../contract/index.ts";
import { anInstallation } from "../../../custody/identity/testing/installation.ts";
import { aServer } from "./testing/server.ts";

const { app, post, as, setUp } = await aServer(await anInstallation());
const administrator = await setUp();

describe("the token endpoint", () => {
  const form = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    app.inject({
      method: "POST",
      url: "/oauth/token",
      payload: new URLSearchParams(fields).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    });
  const grant = { grant_type: "client_credentials" };

  async function aClient(scope = "system/Patient.rs system/Observation.cruds") {
    const payload = { name: "Lab feed", scope };
    return addClientAnswer.parse((await as(administrator, { method: "POST", url: "/api/clients", payload })).json());
  }
  const basicOf = (id: string, secret: string) => ({
    authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString("base64")}`,
  });

  test("gives a token for Basic and for form credentials, and the token opens", async () => {
    const { client, secret } = await aClient();
    for (const answer of [
      await form(grant, basicOf(client.id, secret)),
      await form({ ...grant, client_id: client.id, client_secret: secret, scope: "system/Patient.r" }),
    ]) {
      expect(answer.statusCode).toBe(200);
      expect(answer.headers).toMatchObject({ "cache-control": "no-store", pragma: "no-cache" });
      const body = answer.json();
      expect(body).toMatchObject({ token_type: "Bearer", expires_in: 600 });
      const opened = await app.inject({
        method: "POST",
        url: "/probe",
        headers: { authorization: `Bearer ${body.access_token}` },
      });
      expect(opened.json()).toEqual({ id: client.id });
      expect(
        (await app.inject({ url: "/api/people", headers: { authorization: `Bearer ${body.access_token}` } }))
          .statusCode,
      ).toBe(403);
    }
  });

  test("refuses as RFC 6749 says", async () => {
    const { client, secret } = await aClient();
    const own = { client_id: client.id, client_secret: secret };
    const basic = basicOf(client.id, secret);
    const cases: [Awaited<ReturnType<typeof form>>, number, string][] = [
      [await form({ ...grant, ...own, client_secret: "wrong" }), 401, "invalid_client"],
      [await form(grant, basicOf(client.id, "wrong")), 401, "invalid_client"],
      [await form(grant, { authorization: "Bearer x" }), 401, "invalid_client"],
      [await form(grant), 401, "invalid_client"],
      [await form({ ...own, grant_type: "password" }), 400, "unsupported_grant_type"],
      [await form(own), 400, "invalid_request"],
      [await form({ ...grant, ...own }, basic), 400, "invalid_request"],
      [await form({ ...grant, client_id: "other" }, basic), 400, "invalid_request"],
      [await form({ ...grant, ...own, scope: "system/*.cruds" }), 400, "invalid_scope"],
      [await form({ ...grant, ...own, scope: "system/Patient.read" }), 400, "invalid_scope"],
    ];
    for (const [answer, status, error] of cases)
      expect([answer.statusCode, answer.json().error]).toEqual([status, error]);
    expect(cases[1]?.[0].headers["www-authenticate"]).toMatch(/^Basic/);
    const twice = await app.inject({
      method: "POST",
      url: "/oauth/token",
      payload: "grant_type=client_credentials&grant_type=x",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(twice.json().error).toBe("invalid_request");
    expect((await post("/oauth/token", grant)).json().error).toBe("invalid_request");
  });

  test("gives an ended client nothing more, and its tokens open nothing", async () => {
    const { client, secret } = await aClient();
    const body = (await form(grant, basicOf(client.id, secret))).json();
    const headers = { authorization: `Bearer ${body.access_token}` };
    expect((await app.inject({ url: "/probe", headers })).statusCode).toBe(200);
    expect((await as(administrator, { method: "DELETE", url: `/api/clients/${client.id}` })).statusCode).toBe(204);
    expect((await app.inject({ url: "/probe", headers })).statusCode).toBe(401);
    expect((await form(grant, basicOf(client.id, secret))).statusCode).toBe(401);
    const rows = clientList.parse((await as(administrator, { url: "/api/clients" })).json()).clients;
    expect(rows.find((row) => row.id === client.id)).toMatchObject({ state: "ended", name: "Lab feed" });
  });

  test("clients take system scopes of SMART v2 only", async () => {
    for (const [scope, code] of [
      ["system/Patient.read", "scope/version-1"],
      ["user/Patient.r", "clients/unsuitable-scope"],
    ] as const) {
      const answer = await as(administrator, {
        method: "POST",
        url: "/api/clients",
        payload: { name: "Lab feed", scope },
      });
      expect([answer.statusCode, answer.json()]).toMatchObject([422, { code, path: "scope" }]);
    }
  });
});

import { expect, test } from "vitest";
import { installationState, roleName } from "../../../../contract/index.ts";
import { roleNames } from "../../../custody/access/index.ts";
import { anInstallation } from "../../../custody/identity/testing/installation.ts";
import { aServer } from "./testing/server.ts";

const installation = await anInstallation();
const { app, post, setUp, setUpBody } = await aServer(installation);

test("the roles of the contract and of access are the same", () => {
  expect(roleName.options).toEqual([...roleNames]);
});

test("an empty installation says so, and refuses a wrong token, a weak password and another site without using the token up", async () => {
  expect(installationState.parse((await app.inject("/api/state")).json())).toEqual({
    state: "needs-set-up",
    demonstration: false,
    severalOrganisations: false,
    passkeyOrigins: ["https://wardbook.test"],
    selfRecovery: false,
  });
  expect((await post("/api/set-up", { ...setUpBody, token: "wrong" })).json()).toMatchObject({
    code: "set-up/wrong-token",
    path: "token",
  });
  const weak = await post("/api/set-up", { ...setUpBody, password: "Password123!" });
  expect([weak.statusCode, weak.json().code, weak.json().path]).toEqual([422, "password/common", "password"]);
  expect((await post("/api/set-up", setUpBody, { "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
  expect((await app.inject("/api/state")).json().state).toBe("needs-set-up");
});

test("the token makes one organisation and its administrator, and nothing more", async () => {
  await setUp();
  expect(installation.takeEvents().map((event) => event.act)).toEqual([
    "person-added",
    "second-factor-enrolled",
    "signed-in",
  ]);
  expect((await app.inject("/api/state")).json().state).toBe("ready");
  const again = await post("/api/set-up", setUpBody);
  expect([again.statusCode, again.json().code]).toEqual([409, "set-up/not-open"]);
});

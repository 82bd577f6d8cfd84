import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestHouse, aHouse } from "../support/house.ts";
import { aPatient } from "./app.ts";

let house: TestHouse;
let patient: string;

beforeAll(async () => {
  house = await aHouse();
  patient = await aPatient(house);
});
afterAll(() => house.end());

async function refusals() {
  await house.house.ledger.sequence(house.tenant);
  const found = await house.house.ledgerReader.byActor(house.tenant, "sign-in", { limit: 100 });
  return found.map(({ entry }) => entry).filter(({ action }) => action === "token-refused");
}

const read = (token: string) =>
  fetch(`${house.origin}/fhir/Patient/${patient}`, { headers: { authorization: `Bearer ${token}` } });
const ask = (client: string) =>
  fetch(`${house.origin}/oauth/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${client}:x`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials",
  });

test("a token that isn't one, and a client that isn't there, stand in the ledger of the organisation that they name", async () => {
  expect((await read(`${house.tenant}.${"a".repeat(43)}`)).status).toBe(401);
  const [first] = await refusals();
  expect(first).toMatchObject({ from: "127.0.0.1", detail: expect.stringContaining("a bearer token") });
  expect(JSON.stringify(await refusals())).not.toContain("a".repeat(43));
  // From one address it is told once a minute, so that nobody fills the ledger.
  for (let times = 0; times < 5; times += 1) expect((await read(`${house.tenant}.${"b".repeat(43)}`)).status).toBe(401);
  expect((await ask(`${house.tenant}.${"a".repeat(16)}`)).status).toBe(401);
  expect(await refusals()).toHaveLength(1);
});

test("nothing comes of an organisation that doesn't exist, or of what has no form", async () => {
  for (const token of [`77.${"a".repeat(43)}`, "x", `0.${"a".repeat(43)}`])
    expect((await read(token)).status).toBe(401);
  expect((await ask(`77.${"a".repeat(16)}`)).status).toBe(401);
  expect(await refusals()).toHaveLength(1);
});

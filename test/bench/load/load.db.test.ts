import { afterAll, expect, test } from "vitest";
import { aHouse } from "../../support/house.ts";
import { unprotected } from "../ablation/unprotected.ts";
import { aBase } from "./base.ts";
import { compareUnderLoad } from "./compare.ts";
import { figuresOf } from "./report.ts";
import { scenarios } from "./scenarios.ts";

const house = await aHouse();
afterAll(() => house.end());

test("every scenario runs against the server without a single wrong answer", async () => {
  const token = await house.token("system/*.cruds");
  const measured = await compareUnderLoad(
    [{ base: aBase("wardbook", `${house.origin}/fhir`, () => token), meters: [] }],
    {
      scenarios,
      connections: 8,
      seconds: 0.3,
      rounds: 1,
      warmUpSeconds: 0.1,
      seed: 7,
      patients: 6,
      observations: 50,
      tag: "sm",
      say: () => undefined,
    },
  );
  const figures = measured.map(figuresOf);
  expect(figures.map(({ scenario, errors }) => [scenario, errors])).toEqual(scenarios.map(({ name }) => [name, {}]));
  for (const { rounds, scenario } of measured) expect(rounds[0]?.requests, scenario.name).toBeGreaterThan(0);
});

test("a server without a token is all errors", async () => {
  const measuring = compareUnderLoad(
    [{ base: aBase("wardbook", `${house.origin}/fhir`, () => undefined), meters: [] }],
    {
      scenarios,
      connections: 1,
      seconds: 0.1,
      rounds: 1,
      warmUpSeconds: 0,
      seed: 7,
      patients: 1,
      observations: 10,
      tag: "no",
      say: () => undefined,
    },
  );
  await expect(measuring).rejects.toThrow("401");
});

test("the build without security gives equal terms equal tokens, and other terms others", () => {
  const terms = Array.from({ length: 20_000 }, (_, number) => `code|http://loinc.org|${number}`);
  // It uses no keys, so it gets none.
  const tokens = (type: "Observation" | "Condition") => unprotected.tokens({} as never, type, terms).toString("hex");
  const split = tokens("Observation").match(/.{16}/g) ?? [];
  expect(new Set(split).size).toBe(terms.length);
  expect(tokens("Observation")).toBe(tokens("Observation"));
  expect(tokens("Condition").slice(0, 16)).not.toBe(split[0]);
});

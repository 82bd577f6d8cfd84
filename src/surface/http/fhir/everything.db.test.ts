import { expect, test } from "vitest";
import { aClient, aHouse, anObservation, anOrganisation, aPatient } from "../../../../test/people/index.ts";
import { openAuditEvents } from "../audit-events/index.ts";
import { perform } from "./perform.ts";

const house = await aHouse();
const { chart } = house;
const doors = { chart, auditEvents: openAuditEvents(house) };

interface Answer {
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry: readonly { readonly resource: { readonly resourceType: string } }[];
}

async function aRecord() {
  const caller = aClient(await anOrganisation(house), "system/*.cruds");
  const { value } = await chart.create(caller, "Patient", aPatient());
  for (const _ of [1, 2]) await chart.create(caller, "Observation", anObservation(value.id));
  const ask = (query: readonly (readonly [string, string])[] = [], method = "GET") => {
    const path = ["Patient", value.id, "$everything"];
    return perform(doors, caller, { method, path, query, headers: {}, body: undefined, base: "http://x/fhir" });
  };
  return { caller, ask };
}

test("$everything answers a searchset whose pages are linked", async () => {
  const { ask } = await aRecord();
  let query: readonly (readonly [string, string])[] = [["_count", "2"]];
  const types: string[] = [];
  for (;;) {
    const { link, entry } = JSON.parse((await ask(query)).body.toString()) as Answer;
    types.push(...entry.map(({ resource }) => resource.resourceType));
    const next = link.find(({ relation }) => relation === "next")?.url;
    if (next === undefined) break;
    expect(new URL(next).pathname).toMatch(/\$everything$/);
    query = [...new URL(next).searchParams];
  }
  expect(types).toEqual(["Patient", "Observation", "Observation"]);
});

test("what $everything doesn't take is refused, and other operations aren't there", async () => {
  const { caller, ask } = await aRecord();
  for (const pair of [
    ["_type", "Chart"],
    ["_count", "0"],
    ["_since", "yesterday"],
    ["start", "2026"],
  ] as const)
    await expect(ask([pair])).rejects.toMatchObject({ code: "chart/bad-entry", path: pair[0] });
  await expect(ask([], "POST")).rejects.toMatchObject({ code: "http/unsupported-method" });
  for (const path of [
    ["$everything"],
    ["Patient", "$everything"],
    ["Patient", "x", "$validate"],
    ["Goal", "x", "$everything"],
  ]) {
    const call = { method: "GET", path, query: [], headers: {}, body: undefined, base: "" };
    await expect(perform(doors, caller, call)).rejects.toMatchObject({ code: "http/unknown-address" });
  }
});

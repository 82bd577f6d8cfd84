import { beforeAll, expect, test } from "vitest";
import {
  aClinician,
  aHouse,
  anAuditor,
  anObservation,
  anOrganisation,
  aPatient,
  aReceptionist,
  inside,
} from "../../../test/people/index.ts";
import type { ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";

const house = await aHouse();
const { chart, reader } = house;

type Pairs = readonly (readonly [string, string])[];

let tenant: TenantId;
let clinician: Caller;
/** Ids of three patients, each with observations on five days. */
const patients: ResourceId[] = [];
const weights = [70, 71, 72, 73, 74];

beforeAll(async () => {
  tenant = await anOrganisation(house);
  clinician = aClinician(tenant);
  const people = [
    aPatient({ given: "Nora", family: "Halloran", birthDate: "1948-02-29", city: "Cork", mrn: "M-1" }),
    aPatient({
      given: "Émile",
      family: "Müller-Brandt",
      birthDate: "1990-07-15",
      gender: "male",
      city: "Galway",
      mrn: "M-2",
    }),
    aPatient({ given: "Zuri", family: "Abebe", birthDate: "2011", city: "Cork", mrn: "M-3" }),
  ];
  for (const person of people) {
    const { value } = await chart.create(clinician, "Patient", person);
    patients.push(value.id);
    for (const [day, value_] of weights.entries()) {
      house.wait(1_000);
      await chart.create(
        clinician,
        "Observation",
        anObservation(value.id, { value: value_, effective: `2026-03-0${5 - day}T08:00:00Z` }),
      );
    }
    await chart.create(
      clinician,
      "Observation",
      anObservation(value.id, { code: "8867-4", unit: "/min", value: 72, status: "preliminary" }),
    );
  }
});

async function search(type: ResourceType, pairs: Pairs, caller = clinician) {
  return (await chart.search(caller, type, pairs)).value;
}

async function pages(type: ResourceType, pairs: Pairs) {
  const found: ResourceId[][] = [];
  let cursor: string | undefined;
  do {
    const page = await search(type, cursor === undefined ? pairs : [...pairs, ["_cursor", cursor]]);
    found.push(page.matches.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== undefined);
  return found;
}

const valueOf = (body: Parameters<typeof inside>[0]) => (inside(body)["valueQuantity"] as { value: number }).value;

test.each<{ readonly pairs: Pairs; readonly who: readonly number[] }>([
  { pairs: [["family", "hall"]], who: [0] },
  { pairs: [["family", "HALLORAN"]], who: [0] },
  { pairs: [["name", "mull"]], who: [1] },
  { pairs: [["given", "emile"]], who: [1] },
  { pairs: [["family:exact", "halloran"]], who: [] },
  { pairs: [["birthdate", "1948-02-29"]], who: [0] },
  { pairs: [["birthdate", "lt1990-07-16"]], who: [0, 1] },
  {
    pairs: [
      ["birthdate", "ge1990"],
      ["birthdate", "le2011"],
    ],
    who: [1, 2],
  },
  { pairs: [["birthdate", "2011"]], who: [2] },
  { pairs: [["address-city", "cork"]], who: [0, 2] },
  {
    pairs: [
      ["address-city", "cork"],
      ["family", "abebe"],
    ],
    who: [2],
  },
  { pairs: [["address-city", "galway,cork"]], who: [0, 1, 2] },
  { pairs: [["gender", "male"]], who: [1] },
  { pairs: [["gender:not", "male"]], who: [0, 2] },
  { pairs: [["identifier", "https://wardbook.test/mrn|M-3"]], who: [2] },
  { pairs: [["identifier", "M-3"]], who: [2] },
  { pairs: [["identifier", "https://elsewhere.test|M-3"]], who: [] },
  { pairs: [["phone:missing", "true"]], who: [0, 1, 2] },
])("patients by $pairs", async ({ pairs, who }) => {
  const { matches } = await search("Patient", pairs);
  expect(matches.map(({ id }) => patients.indexOf(id))).toEqual([...who].reverse());
});

test("observations by patient, code, date and value", async () => {
  const [nora = ""] = patients;
  const found = await search("Observation", [
    ["patient", nora],
    ["code", "http://loinc.org|29463-7"],
    ["date", "ge2026-03-02"],
    ["value-quantity", "gt71"],
  ]);
  expect(found.matches.map(valueOf)).toEqual([73, 72]);
});

test("by id, alone and with another condition", async () => {
  const [nora = "", emile = ""] = patients;
  expect((await search("Patient", [["_id", `${nora},${emile}`]])).matches.map(({ id }) => id).sort()).toEqual(
    [nora, emile].sort(),
  );
  expect(
    (
      await search("Patient", [
        ["_id", nora],
        ["family", "abebe"],
      ])
    ).matches,
  ).toEqual([]);
  expect((await search("Patient", [["_id", "not-one-of-ours"]])).matches).toEqual([]);
});

test("by when it was written", async () => {
  const all = await search("Observation", [["_count", "100"]]);
  const [newest] = all.matches;
  const moment = inside(newest ?? { body: Buffer.alloc(0) }).meta?.lastUpdated ?? "";
  const since = await search("Observation", [
    ["_lastUpdated", `ge${moment}`],
    ["_count", "100"],
  ]);
  const before = await search("Observation", [
    ["_lastUpdated", `lt${moment}`],
    ["_count", "100"],
  ]);
  expect(since.matches.length).toBeGreaterThan(0);
  expect(since.matches.length + before.matches.length).toBe(all.matches.length);
});

test("by moments that exclude each other, or lie beyond all time, finds nothing", async () => {
  for (const [from, until] of [
    ["ge2026-07-01", "lt2026-06-01"],
    ["ge9999-12-31", "ge9999-12-31"],
    ["lt0001-01-01", "gt9999-12-31"],
  ] as const) {
    const found = await search("Observation", [
      ["_lastUpdated", from],
      ["_lastUpdated", until],
    ]);
    expect(found.matches).toEqual([]);
  }
});

test("pages by recency hold every match once, newest first", async () => {
  const whole = (await search("Observation", [["_count", "100"]])).matches;
  const positions = whole.map(({ position }) => position);
  expect(positions).toEqual([...positions].sort((a, b) => b - a));
  const paged = await pages("Observation", [["_count", "4"]]);
  expect(paged.map(({ length }) => length)).toEqual([4, 4, 4, 4, 2]);
  expect(paged.flat()).toEqual(whole.map(({ id }) => id));
});

test("pages in the order of another value hold every match once", async () => {
  const [nora = ""] = patients;
  const pairs = [
    ["patient", nora],
    ["code", "29463-7"],
    ["_sort", "date"],
  ] as const;
  const whole = (await search("Observation", [...pairs, ["_count", "100"]])).matches;
  expect(whole.map(valueOf)).toEqual([74, 73, 72, 71, 70]);
  expect((await pages("Observation", [...pairs, ["_count", "2"]])).flat()).toEqual(whole.map(({ id }) => id));
  expect(
    (
      await search("Observation", [
        ["patient", nora],
        ["code", "29463-7"],
        ["_sort", "-date"],
      ])
    ).matches.map(valueOf),
  ).toEqual(weights);
});

test("a page that is written to meanwhile shows nothing twice", async () => {
  const own = await anOrganisation(house);
  const caller = aClinician(own);
  for (let n = 0; n < 5; n += 1) await chart.create(caller, "Patient", aPatient({ family: `Person${n}` }));
  const first = await search("Patient", [["_count", "2"]], caller);
  await chart.create(caller, "Patient", aPatient({ family: "Newcomer" }));
  const second = await search(
    "Patient",
    [
      ["_count", "10"],
      ["_cursor", first.next ?? ""],
    ],
    caller,
  ).catch((error) => error);
  // The cursor belongs to the search with two on a page.
  expect(second).toMatchObject({ code: "chart/bad-cursor" });
  const rest = await search(
    "Patient",
    [
      ["_count", "2"],
      ["_cursor", first.next ?? ""],
    ],
    caller,
  );
  expect(
    [...first.matches, ...rest.matches].map((match) => (inside(match)["name"] as { family: string }[])[0]?.family),
  ).toEqual(["Person4", "Person3", "Person2", "Person1"]);
});

test("a cursor serves nobody else", async () => {
  const page = await search("Patient", [["_count", "1"]]);
  const stolen = search(
    "Patient",
    [
      ["_count", "1"],
      ["_cursor", page.next ?? ""],
    ],
    aClinician(tenant),
  );
  await expect(stolen).rejects.toMatchObject({ code: "chart/bad-cursor" });
});

test("totals count every match, whatever the page", async () => {
  expect(
    (
      await search("Observation", [
        ["_count", "3"],
        ["_total", "accurate"],
      ])
    ).total,
  ).toBe(18);
  expect(
    (
      await search("Observation", [
        ["_summary", "count"],
        ["code", "8867-4"],
      ])
    ).total,
  ).toBe(3);
  const counted = await search("Observation", [
    ["_count", "0"],
    ["status", "preliminary"],
  ]);
  expect([counted.total, counted.matches.length]).toEqual([3, 0]);
  expect((await search("Observation", [["_count", "3"]])).total).toBeUndefined();
});

test("includes bring what matches point to, once", async () => {
  const found = await search("Observation", [
    ["code", "8867-4"],
    ["_include", "Observation:patient"],
  ]);
  expect(found.matches).toHaveLength(3);
  expect(found.included.map(({ id }) => id).sort()).toEqual([...patients].sort());
});

test("reverse includes bring what points to matches", async () => {
  const found = await search("Patient", [
    ["family", "halloran"],
    ["_revinclude", "Observation:patient"],
  ]);
  expect(found.matches).toHaveLength(1);
  expect(found.included).toHaveLength(6);
  expect(found.included.every(({ patient }) => patient === patients[0])).toBe(true);
});

test("one who may not read a type gets none of it included", async () => {
  const found = await search(
    "Patient",
    [
      ["family", "halloran"],
      ["_revinclude", "Observation:patient"],
    ],
    aReceptionist(tenant),
  );
  expect(found.matches).toHaveLength(1);
  expect(found.included).toEqual([]);
});

test("an unknown parameter is refused, never ignored", async () => {
  await expect(search("Patient", [["famly", "halloran"]])).rejects.toMatchObject({ code: "fhir/unknown-parameter" });
});

test("each patient's part of the ledger names only what was shown of that patient, and not the search", async () => {
  const { entryIds } = await chart.search(clinician, "Observation", [["code", "8867-4"]]);
  expect(entryIds).toHaveLength(4);
  const [shared, ...own] = await Promise.all(entryIds.map((id) => reader.entry(tenant, id)));
  expect(shared).toMatchObject({ action: "search", resources: [], count: 3, detail: "Observation?code=8867-4" });
  for (const entry of own) expect(entry).toMatchObject({ count: 1, detail: undefined });
  expect(own.map(({ resources }) => resources.length)).toEqual([1, 1, 1]);
});

test("a search of one patient is told with its question", async () => {
  const [nora = ""] = patients;
  const { entryIds } = await chart.search(clinician, "Observation", [["patient", nora]]);
  expect(entryIds).toHaveLength(1);
  expect(await reader.entry(tenant, entryIds[0] ?? "")).toMatchObject({
    count: 6,
    detail: `Observation?patient=${nora}`,
  });
});

test("a search that finds nothing is witnessed too", async () => {
  const { entryIds } = await chart.search(clinician, "Patient", [["family", "Nobody"]]);
  expect(await reader.entry(tenant, entryIds[0] ?? "")).toMatchObject({
    action: "search",
    count: 0,
    detail: "Patient?family=Nobody",
  });
});

test("who has no scope for a type can't search it", async () => {
  await expect(search("Patient", [], anAuditor(tenant))).rejects.toMatchObject({ code: "chart/not-permitted" });
});

test("a frequent token and a rare one find the same, by either plan", async () => {
  await house.sql("analyze wardbook.record_head");
  const other = house.anotherProcess();
  // The first search makes the planner read the statistics; later ones use them.
  for (let round = 0; round < 3; round += 1) {
    const weighed = (
      await other.chart.search(clinician, "Observation", [
        ["code", "29463-7"],
        ["_count", "100"],
      ])
    ).value;
    expect(weighed.matches).toHaveLength(15);
    const rare = (await other.chart.search(clinician, "Patient", [["family", "abebe"]])).value;
    expect(rare.matches).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});

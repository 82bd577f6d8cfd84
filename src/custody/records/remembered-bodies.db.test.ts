import { expect, test } from "vitest";
import { aClient, aHouse, anAdministrator, anOrganisation } from "../../../test/people/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { Caller } from "../access/index.ts";
import { opened } from "../chart/index.ts";

const house = await aHouse();
const { chart } = house;

async function aClinic() {
  const tenant = await anOrganisation(house);
  const office = anAdministrator(tenant);
  const make = async (name: string, status = "active") =>
    (await chart.create(office, "Location", { resourceType: "Location", name, status } as FhirResource)).value.id;
  const [lake, hill] = [await make("Lake Road"), await make("Hill Road", "inactive")];
  const names = async (caller: Caller) => {
    const { value, entryIds } = await chart.search(caller, "Location", []);
    return { names: value.matches.map((one) => String(opened(one).resource["name"])).sort(), entryIds };
  };
  return { tenant, office, lake, hill, names };
}

test("what is remembered open is decided on and witnessed each time, and is what was written last", async () => {
  const { tenant, office, lake, names } = await aClinic();
  const reader = aClient(tenant, "system/Location.rs");
  for (let time = 0; time < 2; time += 1) {
    const found = await names(reader);
    expect(found.names).toEqual(["Hill Road", "Lake Road"]);
    expect(found.entryIds.length).toBe(1);
  }
  // The same program, once it was allowed less.
  const narrow = aClient(tenant, "system/Location.rs?status=active");
  expect((await names(narrow)).names).toEqual(["Lake Road"]);
  await expect(names(aClient(tenant, "system/Observation.rs"))).rejects.toMatchObject({ code: "chart/not-permitted" });
  const current = (await chart.read(office, { type: "Location", id: lake })).value;
  await chart.update(office, { type: "Location", id: lake }, { ...opened(current).resource, name: "Lake Street" });
  expect((await names(reader)).names).toEqual(["Hill Road", "Lake Street"]);
  expect((await names(narrow)).names).toEqual(["Lake Street"]);
  const [one] = (await chart.search(reader, "Location", [])).value.matches;
  expect(Object.isFrozen(one?.resource?.meta)).toBe(true);
});

test("fields that a role hides are hidden in what is remembered open, and nobody else misses them", async () => {
  const { tenant, names } = await aClinic();
  const whole = aClient(tenant, "system/Location.rs");
  const hidden = { type: "Location", path: "name", access: "hidden" } as const;
  const partly: Caller = { ...whole, fieldRules: [hidden] };
  for (let time = 0; time < 2; time += 1) {
    expect((await names(whole)).names).toEqual(["Hill Road", "Lake Road"]);
    expect((await names(partly)).names).toEqual(["undefined", "undefined"]);
  }
});

test("a row that is altered, or put in another's place, doesn't open from memory either", async () => {
  const { tenant, names, lake, hill } = await aClinic();
  const reader = aClient(tenant, "system/Location.rs");
  await names(reader);
  const bodyOf = async (id: string) =>
    (await house.sql("select body from wardbook.record_version where tenant = $1 and id = $2", [tenant, id]))[0]?.[
      "body"
    ] as Buffer;
  const put = (id: string, body: Buffer) =>
    house.sql("update wardbook.record_version set body = $3 where tenant = $1 and id = $2", [tenant, id, body]);
  const [mine, other] = [await bodyOf(lake), await bodyOf(hill)];
  const altered = Buffer.from(mine);
  altered.writeUInt8(altered.readUInt8(20) ^ 1, 20);
  for (const wrong of [altered, other]) {
    await put(lake, wrong);
    await expect(names(reader)).rejects.toMatchObject({ code: "records/body-altered" });
  }
  await put(lake, mine);
  expect((await names(reader)).names).toEqual(["Hill Road", "Lake Road"]);
});

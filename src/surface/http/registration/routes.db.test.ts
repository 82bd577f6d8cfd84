import { expect, test } from "vitest";
import { alikePatients } from "../../../../contract/index.ts";
import {
  aClient,
  aDesk,
  aHouse,
  anAdministrator,
  anOrganisation,
  aPatient,
  aReceptionist,
} from "../../../../test/people/index.ts";
import { openRegistration } from "../../../care/registration/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { registrationRoutes } from "./index.ts";

const house = await aHouse();
const chart = house.chart;
const registration = openRegistration({
  chart,
  rehearsal: house.chartWith({
    ledger: { append: () => Promise.reject(new Error("nothing is written here")), witness: () => Promise.resolve([]) },
  }),
});
const { app, as } = await aDesk((authenticate) => async (instance) => {
  await instance.register(registrationRoutes, { registration, authenticate });
});

async function ask(caller: Caller, method: "GET" | "POST", url: string, body?: unknown) {
  const sent = body === undefined ? {} : { payload: body as object };
  const answer = await app.inject({ method, url: `/api/registration/${url}`, headers: as(caller), ...sent });
  return { status: answer.statusCode, body: JSON.parse(answer.body) as unknown };
}

test("the desk is told who looks like the newcomer and why; of those alone the ledger says that they were shown", async () => {
  const tenant = await anOrganisation(house);
  const desk = aReceptionist(tenant);
  const make = async (words: Parameters<typeof aPatient>[0], telecom?: object[]) =>
    (await chart.create(desk, "Patient", { ...aPatient(words), ...(telecom && { telecom }) } as ReturnType<typeof aPatient>)).value.id;
  const nora = await make({ mrn: "4711" }, [{ system: "phone", value: "+353 86 123 4567" }]);
  // Born on the same day: a candidate, who isn't shown.
  const stranger = await make({ given: "Liam", family: "Quirke" });
  await make({ given: "Nora", family: "Halloran", birthDate: "1999-11-30" });
  const alike = async (typed: object, who = desk) => {
    const { status, body } = await ask(who, "POST", "alike", typed);
    expect(status).toBe(200);
    return alikePatients.parse(body).alike;
  };
  expect(await alike({ family: "Haloran", given: "Norah", birthDate: "1948-02-29", phone: "086-1234567" })).toEqual([
    {
      id: nora,
      name: "Nora Halloran",
      birthDate: "1948-02-29",
      sex: "female",
      number: "4711",
      score: expect.any(Number),
      because: ["similar-name", "same-birth", "same-phone"],
    },
  ]);
  expect((await alike({ given: "Halloran", family: "Nora" })).map(({ because }) => because)).toEqual([
    ["same-name"],
    ["same-name"],
  ]);
  expect(await alike({ family: "Halloran", given: "Nora" }, aReceptionist(await anOrganisation(house)))).toEqual([]);
  expect((await ask(anAdministrator(tenant), "POST", "alike", { family: "Halloran", given: "Nora" })).status).toBe(403);
  expect((await ask(desk, "POST", "alike", { birthDate: "12/03/1948" })).status).toBe(400);
  // A client that reaches other patients alone: what it mayn't see isn't alike.
  const other = aClient(tenant, `system/Patient.rs?gender=male`);
  expect(await alike({ family: "Halloran", given: "Nora" }, other)).toEqual([]);

  const looks = async (patient: typeof nora) => {
    const found = await house.reader.aboutPatient(tenant, patient, { limit: 20 });
    return found.filter(({ entry }) => entry.action === "search").length;
  };
  expect(await looks(nora)).toBe(2);
  expect(await looks(stranger)).toBe(0);
});

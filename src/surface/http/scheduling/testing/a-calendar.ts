import type { FastifyPluginAsync } from "fastify";
import {
  aDesk,
  aHouse,
  aReceptionist,
  anAdministrator,
  anOrganisation,
  aPatient,
} from "../../../../../test/people/index.ts";
import type { Chart } from "../../../../custody/chart/index.ts";
import type { FhirResource } from "../../../../foundation/fhir/index.ts";
import { wireClinic } from "../../../../wire-clinic.ts";
import type { Authenticate } from "../../identity/index.ts";

type Clinic = ReturnType<typeof wireClinic>;

/** Custody with the calendar's rules, and routes on it. Call it once per test file, at the top: it ends with the file. */
export async function aCalendar(
  timeZone: string,
  routes: (ports: {
    readonly clinic: Clinic;
    readonly chart: Chart;
    readonly authenticate: Authenticate;
  }) => FastifyPluginAsync,
) {
  const house = await aHouse();
  const clinic = wireClinic({
    ...house,
    timeZone: () => Promise.resolve(timeZone),
    onFailure: (error) => {
      throw error;
    },
  });
  const chart = house.chartWith({ rules: clinic.rules, written: clinic.boards.written });
  const { app, as } = await aDesk((authenticate) => routes({ clinic, chart, authenticate }));

  /** An organisation of its own with a branch, a room in it, and patients as they are wanted. */
  async function aBranch() {
    const tenant = await anOrganisation(house);
    const [office, desk] = [anAdministrator(tenant), aReceptionist(tenant)];
    const make = async (type: "Location" | "Practitioner", body: object) =>
      (await chart.create(office, type, { resourceType: type, ...body } as FhirResource)).value.id;
    const branch = await make("Location", { name: "Lake Road" });
    const room = await make("Location", { name: "Gym", partOf: { reference: `Location/${branch}` } });
    const patient = async (family = "Halloran") =>
      (await chart.create(desk, "Patient", { ...aPatient(), name: [{ family, given: ["Nora"] }] })).value.id;
    return { tenant, office, desk, branch, room, make, patient };
  }

  return { house, chart, app, as, aBranch };
}

import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, expect } from "vitest";
import {
  type NewProxy,
  type Proxy,
  problem,
  proxy as proxyAnswer,
  proxyList,
  recordedProxy,
} from "../../contract/index.ts";
import type { Caller, roles } from "../../src/custody/access/index.ts";
import { displayName } from "../../src/custody/identity/index.ts";
import type { FhirResource } from "../../src/foundation/fhir/index.ts";
import { type PersonId, type ResourceId, type TenantId, parseResourceId } from "../../src/foundation/kernel/index.ts";
import { governanceRoutes } from "../../src/surface/http/governance/index.ts";
import { basicsOf } from "../../src/surface/http/identity/index.ts";
import { aClinician, aDesk, aPatient, anObservation } from "../people/index.ts";
import { aComposedHouse } from "./composed-house.ts";

export const parental = (patientId: string, personId: string, more: Partial<NewProxy> = {}): NewProxy => ({
  patientId,
  account: { kind: "existing", personId },
  authority: "parental-responsibility",
  relationship: "mother",
  proof: { kind: "birth-certificate", reference: "no. 4711", seenOn: "2026-03-07" },
  startsOn: "2026-03-07",
  endsOn: "2034-06-10",
  jurisdiction: "england-and-wales",
  ...more,
});

export const nothing = { patient: undefined, subjects: [] };

/** A house in which people act for patients, with the routes of it. Call it once per test file, at the top: it ends with the file. */
export async function aHouseWithProxies() {
  const clock = { time: Date.UTC(2026, 2, 7, 9) };
  const { house, database, mail, failures } = await aComposedHouse(() => clock.time);
  afterAll(() => client.end());

  const { governance, identity, chart } = house;
  const client = new pg.Client({ ...database.owner, password: database.owner.password.expose() });
  client.on("error", () => undefined);
  await client.connect();
  /** What someone does who has the database and nothing else. */
  const superuser = async (text: string, values: readonly unknown[] = []) =>
    (await client.query(text, [...values])).rows;
  const { app, as } = await aDesk(
    (authenticate) => (instance) =>
      governanceRoutes(instance, {
        governance,
        authenticate,
        settings: identity.settings,
        lockedNames: identity.lockedNames,
        now: () => clock.time,
      }),
  );

  /** As policy sees them at this moment. */
  async function now(tenant: TenantId, id: PersonId): Promise<Caller> {
    const person = await identity.people.get(tenant, id);
    if (person === undefined) throw new Error("there is no such person");
    const facts = await house.policy.facts(
      basicsOf({ tenant, id, profile: person, role: person.role, purpose: undefined }),
    );
    const who = { tenant, kind: "person", id, name: displayName(person), role: person.role } as const;
    return { ...facts, ...who, from: "192.0.2.7", requestId: randomUUID(), provenAt: clock.time };
  }

  let organisations = 0;
  let people = 0;

  async function aPractice() {
    organisations += 1;
    const profile = { name: "Practice", shortName: `practice-${organisations}`, demonstration: false };
    const tenant = await house.keyring.createTenant(profile);
    const add = async (role: keyof typeof roles, given: string, patient?: ResourceId): Promise<PersonId> => {
      people += 1;
      const person = {
        username: `person${people}`,
        given,
        family: "Okafor",
        role,
        email: `${given.toLowerCase()}@wardbook.test`,
        patient: patient && `Patient/${patient}`,
      };
      const operator = { kind: "system", id: "console", name: "operator's console" } as const;
      return (await identity.people.add(operator, tenant, person, { kind: "none" })).person.id;
    };
    const clinician = aClinician(tenant);
    const registered = async (words: object): Promise<ResourceId> =>
      parseResourceId((await chart.create(clinician, "Patient", { ...aPatient(), ...words } as FhirResource)).value.id);
    const child = await registered({ birthDate: "2016-06-11" });
    const sibling = await registered({ birthDate: "2019-01-30" });
    for (const patient of [child, sibling]) await chart.create(clinician, "Observation", anObservation(patient));
    await chart.create(clinician, "Observation", {
      ...anObservation(child),
      meta: { security: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "SDV" }] },
    });
    const officer = await add("privacy-officer", "Ines");
    const owner = await add("owner", "Odile");
    const mother = await add("family-member", "Mara", child);
    return { tenant, add, clinician, child, sibling, officer, owner, mother };
  }

  async function asked(
    tenant: TenantId,
    person: PersonId,
    method: "GET" | "POST",
    url: string,
    payload: object = {},
  ): Promise<{ readonly status: number; readonly body: unknown; readonly code: string | undefined }> {
    const headers = as(await now(tenant, person));
    const answer = await app.inject({ method, url, headers, ...(method === "POST" ? { payload } : {}) });
    const body: unknown = answer.body === "" ? undefined : answer.json();
    const code = answer.statusCode >= 400 ? problem.parse(body).code : undefined;
    return { status: answer.statusCode, body, code };
  }

  async function recorded(tenant: TenantId, officer: PersonId, proxy: NewProxy): Promise<Proxy> {
    // Lists are by the moment of the recording.
    clock.time += 1000;
    const { status, body } = await asked(tenant, officer, "POST", "/api/proxies", proxy);
    expect(status, JSON.stringify(body)).toBe(201);
    return recordedProxy.parse(body).proxy;
  }

  async function inForce({ tenant, officer, owner, mother, child }: Awaited<ReturnType<typeof aPractice>>, more = {}) {
    const { id } = await recorded(tenant, officer, parental(child, mother, more));
    const { status, body } = await asked(tenant, owner, "POST", `/api/proxies/${id}/confirm`);
    expect(status, JSON.stringify(body)).toBe(200);
    return proxyAnswer.parse(body);
  }

  /** What somebody sees: whose record is open, and of which patients there are observations. */
  async function sees(
    tenant: TenantId,
    person: PersonId,
  ): Promise<{ patient: string | undefined; subjects: string[] }> {
    const caller = await now(tenant, person);
    const { value } = await chart.search(caller, "Observation", []);
    const subjects = value.matches.map(({ body }) => String(/Patient\/[0-9a-f-]{36}/.exec(body.toString())?.[0]));
    return { patient: caller.patient, subjects };
  }

  const listOf = async (tenant: TenantId, person: PersonId, url: string) =>
    proxyList.parse((await asked(tenant, person, "GET", url)).body).proxies;

  async function relatedPersonOf(tenant: TenantId, id: string): Promise<ResourceId> {
    const [row] = await house.db
      .tenant(tenant)
      .query<{ related_person: string }>("select related_person from wardbook.proxy where tenant = $1 and id = $2", [
        tenant,
        id,
      ]);
    return parseResourceId(row?.related_person ?? "");
  }

  return {
    clock,
    house,
    mail,
    failures,
    governance,
    identity,
    chart,
    superuser,
    now,
    aPractice,
    asked,
    recorded,
    inForce,
    sees,
    listOf,
    relatedPersonOf,
  };
}

import { randomUUID } from "node:crypto";
import type { LightMyRequestResponse } from "fastify";
import {
  type House,
  aClinician,
  aDesk,
  aHouse,
  anAdministrator,
  anObservation,
  anOrganisation,
  aPatient,
} from "../../../../../test/people/index.ts";
import { wireConsents } from "../../../../wire-consents.ts";
import type { Caller, Permission, RoleId } from "../../../../custody/access/index.ts";
import type { Chart } from "../../../../custody/chart/index.ts";
import type { Person } from "../../../../custody/identity/index.ts";
import { type Policy, type PolicySettings, defaultSettings, policySettings } from "../../../../custody/policy/index.ts";
import { aServer } from "../../../../custody/policy/testing/a-server.ts";
import { openSignatures } from "../../../../custody/signatures/index.ts";
import type { FhirResource } from "../../../../foundation/fhir/index.ts";
import type { PersonId, ResourceId, TenantId } from "../../../../foundation/kernel/index.ts";
import { Refusal } from "../../identity/index.ts";
import { policyRoutes } from "../index.ts";

type Desk = Awaited<ReturnType<typeof aDesk>>;

/** A patient with an observation and a depression, and two who work there. */
export interface TestClinic {
  readonly tenant: TenantId;
  readonly patient: ResourceId;
  /** A clinician who may also change roles. */
  readonly clinician: Caller;
  readonly manager: Caller;
}

export interface PolicyAtWork {
  readonly house: House;
  readonly desk: Desk;
  readonly policy: Policy;
  readonly chart: Chart;
  aClinic(): Promise<TestClinic>;
  /** Somebody whom the routes know by id: Ravi Trivedi. */
  aPerson(role: RoleId, practitioner?: string): Person;
  /** Signed in, with fresh proof and what policy says of them. */
  signedIn(caller: Caller, ...more: Permission[]): Promise<Caller>;
  call(
    caller: Caller,
    method: "GET" | "POST" | "PUT" | "DELETE",
    url: string,
    payload?: object,
  ): Promise<LightMyRequestResponse>;
  /** Undoes a change of the settings, which all organisations of the test share. */
  resetSettings(): void;
}

/** What somebody sends for a role that reaches the whole organisation. */
export const definition = {
  label: "Ward nurse",
  inSentence: "ward nurse",
  summary: "Sees the patients of the ward.",
  scopes: ["user/Patient.rs", "user/Observation.rs", "user/Condition.rs"],
  permissions: [] as string[],
  reach: "organisation",
  fieldRules: [] as object[],
  clearances: ["HIV"] as string[] | null,
  purposes: ["TREAT"],
};

const depressionOf = (patient: ResourceId): FhirResource => ({
  resourceType: "Condition",
  code: { coding: [{ system: "http://snomed.info/sct", code: "35489007" }] },
  subject: { reference: `Patient/${patient}` },
});

/** Call it once per test file, at the top. */
export async function policyAtWork(): Promise<PolicyAtWork> {
  const house = await aHouse();
  const people = new Map<string, Person>();
  let stored: PolicySettings = defaultSettings;
  const server = aServer(house, house, { settings: async () => stored });
  const { policy, chart, rehearsal } = server;
  const { db, keyring, now } = house;
  const consents = wireConsents({
    db,
    policy,
    chart,
    signatures: openSignatures({ db, keyring, now, recordKey: async () => undefined }),
    now,
    async confirmSigner(_caller, password) {
      if (password?.expose() === "wrong") throw new Refusal(401, "session/wrong-credentials", "Not your password.");
      return async () => undefined;
    },
  });
  const desk = await aDesk(
    (authenticate) => (instance) =>
      policyRoutes(instance, {
        authenticate,
        policy,
        chart,
        consents,
        keysAt: async () => "https://wardbook.test/signature-keys/1",
        rehearsal,
        ledger: house.ledger,
        people: {
          get: async (_, id) => people.get(id),
          list: async () => [...people.values()],
          countByRole: async () => new Map([["clinician", 2]]),
        },
        settings: {
          get: async (_, kind) => kind.parse(stored),
          change: async (_actor, _tenant, kind, make) => {
            const { value } = make(kind.parse(stored));
            stored = policySettings.parse(value);
            return value;
          },
        },
        now: house.now,
      }),
  );

  async function signedIn(caller: Caller, ...more: Permission[]): Promise<Caller> {
    const known = await server.as(caller);
    return { ...known, permissions: new Set([...caller.permissions, ...more]), provenAt: house.now() };
  }

  return {
    house,
    desk,
    policy,
    chart,
    signedIn,

    async aClinic() {
      const tenant = await anOrganisation(house);
      const clinician = await signedIn(aClinician(tenant), "roles.manage");
      const { value } = await chart.create(clinician, "Patient", aPatient());
      const patient = value.id;
      await chart.create(clinician, "Observation", anObservation(patient));
      await chart.create(clinician, "Condition", depressionOf(patient));
      return { tenant, clinician, patient, manager: await signedIn(anAdministrator(tenant)) };
    },

    aPerson(role, practitioner) {
      const id = randomUUID() as PersonId;
      const person: Person = {
        id,
        username: id,
        given: "Ravi",
        family: "Trivedi",
        role,
        state: "active",
        practitioner,
      };
      people.set(id, person);
      return person;
    },

    call: (caller, method, url, payload) =>
      desk.app.inject({ method, url, headers: desk.as(caller), ...(payload === undefined ? {} : { payload }) }),

    resetSettings() {
      stored = defaultSettings;
    },
  };
}

import { type GovernancePorts, patientLabelOf } from "./care/governance/index.ts";
import { type Caller, noPermissions, parseScopes } from "./custody/access/index.ts";
import { type Chart, ChartError } from "./custody/chart/index.ts";
import { type Identity, type Person, displayName } from "./custody/identity/index.ts";
import type { Ledger } from "./custody/ledger/index.ts";
import { type Policy, stretchOf } from "./custody/policy/index.ts";
import { type FhirResource, isJsonObject, parseResourceText } from "./foundation/fhir/index.ts";
import { type Clock, type TenantId, parseResourceId } from "./foundation/kernel/index.ts";
import { randomUuid } from "./foundation/crypto/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { lookAtPatient } from "./look-at-patient.ts";

export interface ProxyParts {
  readonly db: Database;
  readonly ledger: Pick<Ledger, "witness">;
  readonly chart: Pick<Chart, "create" | "read" | "update" | "newestUnder">;
  readonly identity: Pick<Identity, "people">;
  readonly policy: Pick<Policy, "roleOf" | "settingsOf">;
  readonly now: Clock;
}

/** The built-in role of those who act for a patient; an organisation may have changed what it sees. */
const proxyRole = "family-member";
const deskScopes = parseScopes("system/RelatedPerson.ru system/RelatedPerson.c system/Patient.r");

/** Gives authorities to act for patients what they stand on beside the rest of governance. */
export function wireProxies({ db, ledger, chart, identity, policy, now }: ProxyParts): GovernancePorts["proxies"] {
  const { people } = identity;

  /** A role that is there to act for others, and that alone. */
  async function actsForOthers(tenant: TenantId, role: string): Promise<boolean> {
    const known = await policy.roleOf(tenant, role);
    return known?.reach === "patient" && known.purposes.includes("FAMRQT");
  }

  async function read(
    caller: Caller,
    type: "Patient" | "RelatedPerson",
    id: string,
  ): Promise<FhirResource | undefined> {
    try {
      const { value } = await chart.read(caller, { type, id: parseResourceId(id) });
      return parseResourceText(value.body.toString()) as FhirResource;
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  return {
    async patient(caller, id) {
      const patient = await read(caller, "Patient", id);
      if (patient === undefined) return undefined;
      const birthDate = patient["birthDate"];
      return { label: patientLabelOf(patient), birthDate: typeof birthDate === "string" ? birthDate : undefined };
    },

    async makeRelatedPerson(tenant, by, { patient, given, family, relationship, startsOn, endsOn }) {
      const { value } = await chart.create(deskOf(tenant, by), "RelatedPerson", {
        resourceType: "RelatedPerson",
        active: true,
        patient: { reference: `Patient/${patient}` },
        relationship: [{ text: relationship }],
        name: [{ family, given: [given] }],
        period: { start: startsOn, end: endsOn },
      });
      return value.id;
    },

    async closeRelatedPerson(tenant, by, { id, endsOn, alongside }) {
      const desk = deskOf(tenant, by);
      const current = await read(desk, "RelatedPerson", id);
      if (current === undefined) return db.transaction(tenant, alongside);
      const period = isJsonObject(current["period"]) ? current["period"] : {};
      const start = typeof period["start"] === "string" ? period["start"] : endsOn;
      // One that ends before its first day never began.
      const ended = { ...current, active: false, period: { start, end: start > endsOn ? start : endsOn } };
      try {
        await chart.update(desk, { type: "RelatedPerson", id }, ended, undefined, { alongside });
      } catch (error) {
        // What is restricted stays as it is; that the authority ended is enough to end what it opened.
        const isRestricted = error instanceof ChartError && error.code === "chart/restricted";
        if (!isGone(error) && !isRestricted) throw error;
        await db.transaction(tenant, alongside);
      }
    },

    async accounts(tenant) {
      const found: Person[] = [];
      for (const person of await people.list(tenant))
        if (person.state !== "ended" && (await actsForOthers(tenant, person.role))) found.push(person);
      return found.map(({ id, given, family, username }) => ({ id, given, family, username }));
    },

    async birthDate(tenant, patient, since) {
      const version = (await chart.newestUnder(tenant, patient)).get(patient);
      if (version === undefined || version === since) return undefined;
      const clerk = deskOf(tenant, {
        kind: "system",
        id: "clock",
        name: "a look at when a child is of age",
        from: "this machine",
        requestId: randomUuid(),
      });
      const birthDate = (await read(clerk, "Patient", patient))?.["birthDate"];
      return { version, birthDate: typeof birthDate === "string" ? birthDate : undefined };
    },

    async invite(actor, tenant, { username: wanted, given: first, family: last, email }, alongside) {
      if (!(await actsForOthers(tenant, proxyRole))) return undefined;
      const account = { username: wanted, given: first, family: last, email, role: proxyRole };
      const { person, temporaryPassword } = await people.add(actor, tenant, account, undefined, alongside);
      const { id, given, family, username } = person;
      return { account: { id, given, family, username }, temporaryPassword };
    },

    async ownAccounts(tenant, patient) {
      const own: Person[] = [];
      for (const person of await people.list(tenant))
        if (
          person.state !== "ended" &&
          person.patient === `Patient/${patient}` &&
          !(await actsForOthers(tenant, person.role))
        )
          own.push(person);
      return own.map((person) => ({
        id: person.id,
        name: displayName(person),
        role: person.role,
        email: person.email,
      }));
    },

    choose: (tenant, person, patient) => people.choosePatient(tenant, person, `Patient/${patient}`),
    async stretchOf(tenant, { startsOn, endsOn }) {
      const { timeZone } = await policy.settingsOf(tenant);
      const { from, until } = stretchOf({ start: startsOn, end: endsOn }, timeZone) ?? {};
      return from === undefined || until === undefined ? undefined : { from, until };
    },

    witnessLook: (caller, patients, why) => lookAtPatient({ ledger, now }, caller, patients, why),
  };
}

/** A program of the house that keeps who is related to patients: what it does is in the ledger, with who asked for it. */
function deskOf(
  tenant: TenantId,
  { name, from, requestId }: Parameters<GovernancePorts["proxies"]["makeRelatedPerson"]>[1],
): Caller {
  return {
    tenant,
    kind: "client",
    id: "proxies",
    name: `who acts for patients, kept by ${name}`,
    scopes: deskScopes,
    permissions: noPermissions,
    from: from ?? "",
    requestId: requestId ?? "",
  };
}

function isGone(error: unknown): boolean {
  return error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted");
}

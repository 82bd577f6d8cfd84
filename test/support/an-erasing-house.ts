import { type Caller, roles } from "../../src/custody/access/index.ts";
import { openDecisions, openSignatures } from "../../src/custody/signatures/index.ts";
import type { FhirResource } from "../../src/foundation/fhir/index.ts";
import { type ResourceId, Secret, type TenantId } from "../../src/foundation/kernel/index.ts";
import { wireErasure } from "../../src/wire-erasure.ts";
import { holdsInWords, wireRetention } from "../../src/wire-retention.ts";
import { wireRights } from "../../src/wire-rights.ts";
import { aClinician, aHouse, anAdministrator, anObservation, anOrganisation, aPatient } from "../people/index.ts";
import { keyAdministrationOf } from "../people/key-administration.ts";

export const year = 366 * 86_400_000;
export const right = new Secret("right");
export const why = "asked for by letter";

export function officer(tenant: TenantId, name = "Ines Duarte"): Caller {
  const { scopes, permissions } = roles["privacy-officer"];
  return { ...anAdministrator(tenant, name), role: "privacy-officer", scopes, permissions };
}

export function aPrescription(patient: string, authoredOn: string): FhirResource {
  return {
    resourceType: "MedicationRequest",
    status: "active",
    intent: "order",
    medicationCodeableConcept: { text: "Amlodipine 5 mg" },
    subject: { reference: `Patient/${patient}` },
    authoredOn,
  };
}

export const approval = (id: string, password = right) => ({ id, why: "checked the file", password });

/** A house in which records are erased and retained. Call it once per test file, at the top: it ends with the file. */
export async function anErasingHouse() {
  const house = await aHouse();
  const identity = {
    settings: { get: <T>(_: TenantId, kind: { parse: (stored: unknown) => T }) => kind.parse({}) },
  };
  const signatures = openSignatures({ ...house, recordKey: async () => undefined });
  const decisions = openDecisions({
    signatures,
    now: house.now,
    async confirmSigner(_caller, password) {
      if (password?.expose() === "wrong") throw new Error("not your password");
      return async () => undefined;
    },
  });
  const retention = wireRetention({ ...house, identity, decisions, keys: () => keys });
  const keys = keyAdministrationOf(house, house, 0, async (tx, tenant, subject, staying) =>
    holdsInWords(await retention.holds.forbidding(tx, tenant, subject, staying)),
  );
  const rights = wireRights({ ...house, onAltered: () => undefined });
  const parts = { ...house, retention, rights, decisions, keys };
  const erasures = wireErasure(parts);

  /** Somebody with a prescription of three years ago, one of nine, and two measurements, the first of which is in court. */
  async function aRecord() {
    const tenant = await anOrganisation(house);
    const writer = aClinician(tenant);
    const make = async (type: "Patient" | "Observation" | "MedicationRequest", resource: FhirResource) =>
      (await house.chart.create(writer, type, resource)).value.id;
    const patient = await make("Patient", aPatient());
    const prescription = await make("MedicationRequest", aPrescription(patient, "2023-03-01"));
    const old = await make("MedicationRequest", aPrescription(patient, "2017-03-01"));
    const measured = async (value: number) => {
      const { subject, ...ofNobody } = anObservation(patient, { value });
      const id = await make("Observation", ofNobody as FhirResource);
      await house.chart.update(writer, { type: "Observation", id }, { ...ofNobody, subject, id } as FhirResource);
      return id;
    };
    // Of both nobody knew at first whose they are.
    const [held, other] = [await measured(71.5), await measured(80)];
    const keeper = officer(tenant);
    await retention.holds.place(keeper, {
      scope: { kind: "record", patient, record: `Observation/${held}` },
      why: "claim 2026-114",
    });
    return { tenant, writer, keeper, second: officer(tenant, "Ida Moss"), patient, prescription, old, held, other };
  }

  function received(keeper: Caller, patient: ResourceId) {
    return rights.receive(keeper, {
      patient,
      kind: "erasure",
      law: "gdpr",
      receivedOn: "2026-03-01",
      channel: "letter",
      asker: { name: "Nora Halloran", relation: "self" },
      asked: "Erase what you have about me.",
    });
  }

  /** By somebody who showed who they are. */
  async function anErasureAsked(keeper: Caller, patient: ResourceId) {
    const { id, revision } = await received(keeper, patient);
    return rights.change(keeper, id, revision, { event: "confirm", note: "passport" });
  }

  return { house, retention, rights, keys, parts, erasures, aRecord, received, anErasureAsked };
}

import { expect, test } from "vitest";
import { randomUuid } from "../../foundation/crypto/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { BillingPorts } from "./billing-ports.ts";
import { branchExtension } from "./patient-money.ts";
import { readDues, sumDues } from "./statement.ts";

const newId = () => randomUuid() as ResourceId;
const [here, elsewhere] = [newId(), newId()];
const [ours, theirs] = [newId(), newId()];

function invoiceOf(patient: ResourceId, branch: ResourceId): FhirResource {
  return {
    resourceType: "Invoice",
    status: "issued",
    subject: { reference: `Patient/${patient}` },
    date: "2026-03-02T10:00:00Z",
    extension: [branchExtension(branch)],
    totalGross: { value: 40, currency: "GBP" },
  };
}

/** A house in which two patients owe something, each at a branch of their own, and what is searched in it. */
function house() {
  const searches: string[] = [];
  const records: Partial<Record<string, readonly FhirResource[]>> = {
    Invoice: [invoiceOf(ours, here), invoiceOf(theirs, elsewhere)],
  };
  const ports = {
    chart: {
      search(_caller: Caller, type: string, pairs: readonly (readonly [string, string])[]) {
        searches.push(`${type} ${pairs.map(([, value]) => value).join(" ")}`);
        const matches = (records[type] ?? []).map((resource) => ({
          id: newId(),
          version: 1,
          body: Buffer.from(JSON.stringify(resource)),
        }));
        return Promise.resolve({ value: { matches, included: [], next: undefined } });
      },
    },
    settings: () => Promise.resolve({ currency: "GBP" }),
    timeZone: () => Promise.resolve("Europe/London"),
    now: () => Date.parse("2026-03-07T10:00:00Z"),
  } as unknown as BillingPorts;
  return { ports, searches };
}

const caller = { tenant: 1 as TenantId } as unknown as Caller;

test("the dues of one branch read nothing of whoever owes at another alone", async () => {
  const { ports, searches } = house();
  const { total, patients } = await readDues(ports, caller, here);
  expect(patients.map(({ patientId }) => patientId)).toEqual([ours]);
  expect(total.all).toBe("40.00");
  expect(searches.filter((search) => search.includes(theirs))).toEqual([]);
  expect(searches.some((search) => search.startsWith("Account") && search.includes(ours))).toBe(true);
});

test("the sum of all dues asks for nobody's name", async () => {
  const { ports, searches } = house();
  expect(await sumDues(ports, caller, undefined)).toMatchObject({ total: { all: "80.00" }, patients: 2 });
  expect(searches.filter((search) => search.startsWith("Patient "))).toEqual([]);
});

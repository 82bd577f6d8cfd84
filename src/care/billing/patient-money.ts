import { type Currency } from "../../foundation/money/index.ts";
import { type FhirResource, referenceTo } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError, type Found, opened } from "../../custody/chart/index.ts";
import { type Book, emptyBook } from "./book.ts";
import { BillingError } from "./billing-error.ts";
import type { BillingPorts } from "./billing-ports.ts";
import { currentOf, findRecords } from "./finding.ts";
import { localDay } from "../../foundation/calendar/index.ts";
import { currencyOf, moneyRecords } from "./posting.ts";
import { bookFrom, isPatientAccount } from "./shapes.ts";
import type { Seeing } from "./views.ts";
import { codeSystem, extensionUrl, identifierSystem } from "./vocabulary.ts";

/** All of a patient's money, as the caller sees it: read, and so in the patient's ledger. */
export interface PatientMoney {
  readonly patient: ResourceId;
  readonly accounts: readonly Found[];
  readonly invoices: readonly Found[];
  readonly payments: readonly Found[];
  readonly sessions: readonly Found[];
  readonly book: Book;
  readonly currency: Currency;
  readonly seeing: Seeing;
}

export async function seeingOf(ports: BillingPorts, caller: Caller): Promise<Seeing> {
  const [settings, zone] = await Promise.all([ports.settings(caller.tenant), ports.timeZone(caller.tenant)]);
  return { caller, settings, book: emptyBook, today: localDay(ports.now(), zone) };
}

/** @throws BillingError `billing/unknown` where there is no such patient that the caller may see */
export async function moneyOfPatient(ports: BillingPorts, caller: Caller, patient: ResourceId): Promise<PatientMoney> {
  await currentOf(ports, caller, "Patient", patient);
  const seeing = await seeingOf(ports, caller);
  const versions = new Map<string, number>();
  const records = await moneyRecords(async (type, pairs) => {
    const found = await findRecords(ports, caller, type, pairs);
    for (const one of found) versions.set(one.id, one.version);
    return found;
  }, patient);
  const currency = currencyOf(seeing.settings);
  const book = bookFrom(records, { currency, today: seeing.today });
  const versioned = (kept: readonly { readonly id: ResourceId; readonly resource: FhirResource }[]) =>
    kept.map(({ id, resource }) => ({ id, resource, version: versions.get(id) ?? 1 }));
  return {
    patient,
    accounts: versioned(records.accounts),
    invoices: versioned(records.invoices),
    payments: versioned(records.payments),
    sessions: versioned(records.sessions),
    book,
    currency,
    seeing: { ...seeing, book },
  };
}

/** The account that a patient's payments are made to: made where there is none yet. */
export async function accountOf(ports: BillingPorts, caller: Caller, money: PatientMoney): Promise<ResourceId> {
  const known = money.accounts.find(({ resource }) => isPatientAccount(resource));
  if (known !== undefined) return known.id;
  const account: FhirResource = {
    resourceType: "Account",
    status: "active",
    type: { coding: [{ system: codeSystem.accountType, code: "patient" }] },
    subject: [referenceTo("Patient", money.patient)],
  };
  try {
    return opened((await ports.chart.create(caller, "Account", account)).value).id;
  } catch (error) {
    // Somebody made it meanwhile.
    const made = error instanceof ChartError && error.code === "chart/against-rule" && error.path === "Account.type";
    const again = made ? await findRecords(ports, caller, "Account", [["patient", `Patient/${money.patient}`]]) : [];
    const found = again.find(({ resource }) => isPatientAccount(resource));
    if (found !== undefined) return found.id;
    throw error;
  }
}

/** @throws BillingError `billing/unknown-branch` */
export async function expectBranch(ports: BillingPorts, caller: Caller, branch: ResourceId): Promise<void> {
  const unknown = new BillingError("billing/unknown-branch", "there is no such branch that you may see", {
    path: "branchId",
  });
  await currentOf(ports, caller, "Location", branch, unknown);
}

export function requestIdentifier(request: string) {
  return { system: identifierSystem.request, value: request };
}

export function branchExtension(branch: string) {
  return { url: extensionUrl.branch, valueReference: referenceTo("Location", branch) };
}

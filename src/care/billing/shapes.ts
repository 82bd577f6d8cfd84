import { type Currency, type Minor, moneyIn, sumOf } from "../../foundation/money/index.ts";
import {
  type FhirResource,
  type JsonObject,
  isJsonObject,
  subjectPatientOf,
  extensionIn,
  extensionsIn,
  hasCode,
  idIn,
  identifiersIn,
  objectsIn,
  textIn,
} from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../foundation/kernel/index.ts";
import type { Book, InvoiceAccount, PackageAccount, Posting } from "./book.ts";
import { countIn } from "./json.ts";
import { codeSystem, extensionUrl, identifierSystem } from "./vocabulary.ts";

/** A current record. */
export interface Kept {
  readonly id: ResourceId;
  readonly resource: FhirResource;
}

/** The records that a patient's book is made of. */
export interface MoneyRecords {
  readonly accounts: readonly Kept[];
  readonly invoices: readonly Kept[];
  readonly payments: readonly Kept[];
  /** Sessions of packages. */
  readonly sessions: readonly Kept[];
}

export const methods = ["cash", "card-terminal", "upi", "cheque", "online", "transfer", "advance"] as const;
export type Method = (typeof methods)[number];

export function isMethod(text: unknown): text is Method {
  return (methods as readonly unknown[]).includes(text);
}

export function patientIn(resource: FhirResource): ResourceId | undefined {
  const id = subjectPatientOf(resource);
  return id !== undefined && isUuid(id) ? (id as ResourceId) : undefined;
}

export function statusOf(resource: FhirResource | undefined): string {
  return textIn(resource?.["status"]) ?? "";
}

export function branchOf(resource: FhirResource): ResourceId | undefined {
  return idIn(extensionIn(resource, extensionUrl.branch)?.["valueReference"], "Location");
}

export function isIssued(resource: FhirResource | undefined): boolean {
  return ["issued", "balanced", "cancelled"].includes(statusOf(resource));
}

export function isCreditNote(resource: FhirResource): boolean {
  return hasCode(resource["type"], codeSystem.invoiceType, "credit-note");
}

export function creditedBy(resource: FhirResource): ResourceId | undefined {
  return idIn(extensionIn(resource, extensionUrl.credits)?.["valueReference"], "Invoice");
}

export function totalOf(invoice: FhirResource, currency: Currency): Minor {
  return moneyIn(invoice["totalGross"], currency) ?? 0n;
}

/** The charges that an invoice has on its lines. */
export function chargesOf(invoice: FhirResource): readonly ResourceId[] {
  return objectsIn(invoice["lineItem"]).flatMap((line) => idIn(line["chargeItemReference"], "ChargeItem") ?? []);
}

export function isRefund(payment: FhirResource): boolean {
  return extensionIn(payment, extensionUrl.kind)?.["valueCode"] === "refund";
}

export interface Part {
  readonly method: Method | undefined;
  readonly amount: Minor | undefined;
  readonly reference: string | undefined;
}

function inside(extension: JsonObject, url: string): JsonObject | undefined {
  return extensionIn(extension, url);
}

export function partsOf(payment: FhirResource, currency: Currency): readonly Part[] {
  return extensionsIn(payment, extensionUrl.part).map((part) => {
    const method = inside(part, "method")?.["valueCode"];
    return {
      method: isMethod(method) ? method : undefined,
      amount: moneyIn(inside(part, "amount")?.["valueMoney"], currency),
      reference: textIn(inside(part, "reference")?.["valueString"]),
    };
  });
}

export interface Allocation {
  readonly invoice: ResourceId | undefined;
  readonly amount: Minor | undefined;
}

export function allocationsOf(payment: FhirResource, currency: Currency): readonly Allocation[] {
  return extensionsIn(payment, extensionUrl.allocation).map((one) => ({
    invoice: idIn(inside(one, "invoice")?.["valueReference"], "Invoice"),
    amount: moneyIn(inside(one, "amount")?.["valueMoney"], currency),
  }));
}

/** What a payment or a refund does to a book. */
export function postingOf(payment: FhirResource, currency: Currency): Posting {
  const amount = moneyIn(payment["amount"], currency) ?? 0n;
  if (isRefund(payment)) return { kind: "refund", amount };
  const advance = sumOf(
    partsOf(payment, currency).flatMap((part) => (part.method === "advance" ? [part.amount ?? 0n] : [])),
  );
  const allocations = allocationsOf(payment, currency).map((one) => ({
    invoice: one.invoice ?? "",
    amount: one.amount ?? 0n,
  }));
  return { kind: "receive", money: amount - advance, advance, allocations };
}

export function isPackage(account: FhirResource | undefined): boolean {
  return hasCode(account?.["type"], codeSystem.accountType, "package");
}

export function isPatientAccount(account: FhirResource | undefined): boolean {
  return hasCode(account?.["type"], codeSystem.accountType, "patient");
}

/** The last day on which a package gives sessions. */
export function untilOf(account: FhirResource): string | undefined {
  const period = account["servicePeriod"];
  return period !== undefined && isJsonObject(period) ? textIn(period["end"])?.slice(0, 10) : undefined;
}

export function sessionsOf(account: FhirResource): number {
  return countIn(account, extensionUrl.sessions) ?? 0;
}

/** @param today of the organisation */
export function isOpenPackage(account: FhirResource, today: string): boolean {
  const until = untilOf(account);
  return statusOf(account) === "active" && (until === undefined || until >= today);
}

/** What a package was sold with. */
export function invoiceOfPackage(account: FhirResource): ResourceId | undefined {
  return idIn(extensionIn(account, extensionUrl.invoice)?.["valueReference"], "Invoice");
}

/** The package that its sessions were another's in. */
export function sourceOfPackage(account: FhirResource): ResourceId | undefined {
  return idIn(extensionIn(account, extensionUrl.transferredFrom)?.["valueReference"], "Account");
}

export function packageOf(charge: FhirResource): ResourceId | undefined {
  return objectsIn(charge["account"]).flatMap((one) => idIn(one, "Account") ?? [])[0];
}

export function ordinalOf(charge: FhirResource): number | undefined {
  return countIn(charge, extensionUrl.ordinal);
}

/** Whether a session of a package is used by it. */
export function usesSession(charge: FhirResource | undefined): boolean {
  return charge !== undefined && statusOf(charge) === "not-billable" && ordinalOf(charge) !== undefined;
}

/** The book of what is recorded, as it stands: history from elsewhere too, whatever it adds up to. */
export function bookFrom(records: MoneyRecords, { currency, today }: { currency: Currency; today: string }): Book {
  const invoices = new Map<string, InvoiceAccount>();
  const charges = new Map<string, string>();
  const issued = records.invoices.filter(({ resource }) => isIssued(resource));
  for (const { id, resource } of issued) {
    if (isCreditNote(resource)) continue;
    invoices.set(id, { total: totalOf(resource, currency), credited: 0n, settled: 0n });
    for (const charge of chargesOf(resource)) charges.set(charge, id);
  }
  for (const { resource } of issued) {
    const credited = isCreditNote(resource) ? creditedBy(resource) : undefined;
    const account = credited === undefined ? undefined : invoices.get(credited);
    if (credited !== undefined && account !== undefined)
      invoices.set(credited, { ...account, credited: account.credited - totalOf(resource, currency) });
  }
  let received = 0n;
  let refunded = 0n;
  for (const { resource } of records.payments) {
    if (statusOf(resource) !== "active") continue;
    const posting = postingOf(resource, currency);
    if (posting.kind === "refund") refunded += posting.amount;
    if (posting.kind !== "receive") continue;
    received += posting.money;
    for (const { invoice, amount } of posting.allocations) {
      const account = invoices.get(invoice);
      if (account !== undefined) invoices.set(invoice, { ...account, settled: account.settled + amount });
    }
  }
  return {
    account: records.accounts.find(({ resource }) => isPatientAccount(resource))?.id,
    invoices,
    drafts: new Set(
      records.invoices.filter(({ resource }) => !isIssued(resource) && !isCreditNote(resource)).map(({ id }) => id),
    ),
    charges,
    received,
    refunded,
    packages: packagesFrom(records, today),
    requests: new Set(
      [...records.accounts, ...records.invoices, ...records.payments, ...records.sessions].flatMap(({ resource }) =>
        identifiersIn(resource, identifierSystem.request),
      ),
    ),
  };
}

function packagesFrom({ accounts, sessions }: MoneyRecords, today: string): Map<string, PackageAccount> {
  const used = new Map<string, Set<number>>();
  for (const { resource } of sessions) {
    const account = packageOf(resource);
    const ordinal = ordinalOf(resource);
    if (account === undefined || ordinal === undefined || !usesSession(resource)) continue;
    used.set(account, (used.get(account) ?? new Set()).add(ordinal));
  }
  return new Map(
    accounts
      .filter(({ resource }) => isPackage(resource))
      .map(({ id, resource }) => [
        id,
        {
          sessions: sessionsOf(resource),
          used: used.get(id) ?? new Set<number>(),
          isOpen: isOpenPackage(resource, today),
          invoice: invoiceOfPackage(resource),
        },
      ]),
  );
}

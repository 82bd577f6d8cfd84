import { randomUUID } from "node:crypto";
import {
  type House,
  type Process,
  aHouse,
  aReceptionist,
  anAdministrator,
  anOrganisation,
  aPatient,
} from "../../../../test/people/index.ts";
import { expect } from "vitest";
import { type Caller, roles } from "../../../custody/access/index.ts";
import type { Chart } from "../../../custody/chart/index.ts";
import { type FhirResource, type ResourceType, identifiersIn } from "../../../foundation/fhir/index.ts";
import { moneyOf } from "../../../foundation/money/index.ts";
import { wireClinic } from "../../../wire-clinic.ts";

import { codeSystem, extensionUrl } from "../vocabulary.ts";

const rupees = { currency: "INR", digits: 2 };
export const money = (amount: bigint) => moneyOf(amount, rupees);
export const against = (path: string) => ({ code: "chart/against-rule", path: expect.stringContaining(path) });

export function anAccount(patient: string, more: object = {}): FhirResource {
  return {
    resourceType: "Account",
    status: "active",
    type: { coding: [{ system: codeSystem.accountType, code: "patient" }] },
    subject: [{ reference: `Patient/${patient}` }],
    ...more,
  } as FhirResource;
}

/** @param from what it was sold with, or the package that its sessions were in */
export const aPackage = (
  patient: string,
  sessions: number,
  from: { readonly invoice: string } | { readonly source: string },
) =>
  anAccount(patient, {
    type: { coding: [{ system: codeSystem.accountType, code: "package" }] },
    extension: [
      { url: extensionUrl.sessions, valuePositiveInt: sessions },
      "invoice" in from
        ? { url: extensionUrl.invoice, valueReference: { reference: `Invoice/${from.invoice}` } }
        : { url: extensionUrl.transferredFrom, valueReference: { reference: `Account/${from.source}` } },
    ],
  });

export const aSession = (patient: string, held: string) =>
  ({
    resourceType: "ChargeItem",
    status: "not-billable",
    code: { text: "Session" },
    subject: { reference: `Patient/${patient}` },
    account: [{ reference: `Account/${held}` }],
  }) as unknown as FhirResource;

/** The smallest that the organisation charges for. */
export const listed = { code: "physiotherapy", amount: 1n };

/** An entry of the price list. */
export const aPrice = ({ code, amount }: { readonly code: string; readonly amount: bigint }) =>
  ({
    resourceType: "ChargeItemDefinition",
    url: `${codeSystem.price}:${code}`,
    status: "active",
    code: { coding: [{ system: codeSystem.price, code }] },
    propertyGroup: [{ priceComponent: [{ type: "base", amount: money(amount) }] }],
  }) as unknown as FhirResource;

export function anInvoice(
  patient: string,
  base: bigint,
  { status = "issued", discount = 0n, more = {} } = {},
): FhirResource {
  return {
    resourceType: "Invoice",
    status,
    subject: { reference: `Patient/${patient}` },
    lineItem: [
      {
        chargeItemCodeableConcept: { text: "Physiotherapy" },
        priceComponent: [
          {
            type: "base",
            code: { coding: [{ system: codeSystem.price, code: listed.code }] },
            factor: Number(base < 0n ? -base : base),
            amount: money(base),
          },
          ...(discount === 0n ? [] : [{ type: "discount", amount: money(discount) }]),
        ],
      },
    ],
    totalNet: money(base - discount),
    totalGross: money(base - discount),
    ...more,
  } as FhirResource;
}

export const aCredit = (patient: string, invoice: string, amount: bigint) =>
  anInvoice(patient, -amount, {
    more: {
      type: { coding: [{ system: codeSystem.invoiceType, code: "credit-note" }] },
      extension: [{ url: extensionUrl.credits, valueReference: { reference: `Invoice/${invoice}` } }],
    },
  });

export function aPayment(
  { patient, account, branch }: { patient: string; account: string; branch: string },
  amount: bigint,
  { to, method = "cash", refund = false }: { to?: string; method?: string; refund?: boolean } = {},
): FhirResource {
  const part = {
    url: extensionUrl.part,
    extension: [
      { url: "method", valueCode: method },
      { url: "amount", valueMoney: money(amount) },
    ],
  };
  const allocation = {
    url: extensionUrl.allocation,
    extension: [
      { url: "invoice", valueReference: { reference: `Invoice/${to}` } },
      { url: "amount", valueMoney: money(amount) },
    ],
  };
  return {
    resourceType: "PaymentNotice",
    extension: [
      { url: extensionUrl.patient, valueReference: { reference: `Patient/${patient}` } },
      { url: extensionUrl.branch, valueReference: { reference: `Location/${branch}` } },
      part,
      ...(to === undefined ? [] : [allocation]),
      ...(refund ? [{ url: extensionUrl.kind, valueCode: "refund" }] : []),
    ],
    status: refund ? "draft" : "active",
    request: { reference: `Account/${account}` },
    created: "2026-01-01",
    payment: { display: "to be numbered" },
    recipient: { display: "the clinic" },
    amount: money(amount),
  } as unknown as FhirResource;
}

export const numbersOf = (resources: readonly FhirResource[], system: string) =>
  resources.flatMap((one) => identifiersIn(one, system)).sort();
export const settled = async (works: readonly Promise<unknown>[]) => {
  const done = await Promise.allSettled(works);
  for (const one of done)
    if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "chart/against-rule" });
  return done.filter(({ status }) => status === "fulfilled").length;
};

/** A house whose chart obeys the rules of money. Call it once per test file, at the top. */
export async function booksAtWork() {
  const house = await aHouse();
  /** Who could make a registered program do something. */
  const keepers = new Map<string, readonly string[]>();
  const chartOf = (process: Process | House): Chart =>
    process.chartWith({
      rules: wireClinic({
        ...process,
        now: house.now,
        keepersOf: async (_tenant, program) => keepers.get(program),
        timeZone: () => Promise.resolve("Asia/Kolkata"),
        onFailure: (error) => {
          throw error;
        },
      }).rules,
    });
  const chart = chartOf(house);
  return { house, chart, chartOf, keepers, aDeskWithPatient };

  async function aDeskWithPatient() {
    const tenant = await anOrganisation(house);
    const desk = aReceptionist(tenant);
    const manager: Caller = {
      ...aReceptionist(tenant, "Mei Lindqvist"),
      id: "0c89b627-646b-40ff-a620-c8509a109a11",
      permissions: new Set(["discounts.approve", "refunds.approve", "cash-up"]),
    };
    const owner: Caller = {
      ...aReceptionist(tenant, "Ada Holm"),
      id: randomUUID(),
      role: "owner",
      scopes: roles.owner.scopes,
    };
    const make = async (resource: FhirResource, by = desk, through = chart) =>
      (await through.create(by, resource.resourceType as ResourceType, resource)).value;
    await make(aPrice(listed), owner);
    const patient = (await make(aPatient() as FhirResource)).id;
    const account = (await make(anAccount(patient))).id;
    const branch = (await make({ resourceType: "Location", name: "Quay" } as FhirResource, anAdministrator(tenant))).id;
    return { tenant, desk, manager, owner, make, patient, account, branch };
  }
}

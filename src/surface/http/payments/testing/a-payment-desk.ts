import { randomUUID } from "node:crypto";
import { afterAll } from "vitest";
import { type OnlinePayment, onlineList, onlinePayment, statement } from "../../../../../contract/index.ts";
import {
  aDesk,
  aHouse,
  aPatient,
  aReceptionist,
  anAdministrator,
  anOrganisation,
} from "../../../../../test/people/index.ts";
import { stripeWire } from "../../../../../test/support/stripe-wire/stripe-wire.ts";
import { type OnlineAccount, openStripe } from "../../../../care/payments/index.ts";
import { type Caller, roles } from "../../../../custody/access/index.ts";
import type { FhirResource, ResourceType } from "../../../../foundation/fhir/index.ts";
import { Secret, type TenantId } from "../../../../foundation/kernel/index.ts";
import { wireClinic } from "../../../../wire-clinic.ts";
import { billingRoutes } from "../../billing/index.ts";
import { paymentRoutes } from "../index.ts";

export const online = (answer: { readonly body: object }) => onlinePayment.parse(answer.body);

export const rupees = (value: number) => ({ value, currency: "INR" });
const aRupee = { coding: [{ system: "urn:wardbook:billing:price", code: "rupee" }] };
function anInvoice(patient: string, branch: string, amount: number): FhirResource {
  return {
    resourceType: "Invoice",
    status: "issued",
    extension: [{ url: "urn:wardbook:billing:branch", valueReference: { reference: `Location/${branch}` } }],
    subject: { reference: `Patient/${patient}` },
    lineItem: [
      {
        chargeItemCodeableConcept: { text: "Speech therapy for Quillfeather" },
        priceComponent: [{ type: "base", code: aRupee, factor: amount, amount: rupees(amount) }],
      },
    ],
    totalNet: rupees(amount),
    totalGross: rupees(amount),
  } as unknown as FhirResource;
}

/** Custody with the books, routes on them, and a provider on this machine that is the organisation's of whoever was asked for last. Call it
 *  once per test file, at the top: it ends with the file. */
export async function aPaymentDesk() {
  const house = await aHouse();
  const wire = await stripeWire();
  afterAll(() => wire.close());
  const access = { key: new Secret(wire.key), noticeSecret: new Secret(wire.noticeSecret), api: wire.address };
  const stripe = await openStripe(access);
  const ours: { tenant: TenantId | undefined } = { tenant: undefined };
  const faults: string[] = [];

  /** One server process on the house's database. */
  function aServer(process: Parameters<typeof wireClinic>[0] & { chartWith: typeof house.chartWith }) {
    const clinic = wireClinic(process);
    const chart = process.chartWith({ rules: clinic.rules });
    const open = (account: () => Promise<OnlineAccount | undefined>) =>
      clinic.payments({
        chart,
        account,
        words: () => Promise.resolve("Payment to Lake Road"),
        publicOrigin: "https://records.example",
        onFault: (_error, message) => faults.push(message),
      });
    const account = async () => (ours.tenant === undefined ? undefined : { provider: stripe, tenant: ours.tenant });
    return { clinic, chart, open, payments: open(account) };
  }
  const parts = {
    now: house.now,
    timeZone: () => Promise.resolve("Asia/Kolkata"),
    onFailure: (error: unknown) => {
      throw error;
    },
  };
  const { clinic, chart, payments } = aServer({ ...house, ...parts });
  const settings = { change: () => Promise.reject(new Error("no")), get: () => Promise.reject(new Error("no")) };
  const { app, as } = await aDesk((authenticate) => async (instance) => {
    await instance.register(paymentRoutes, { payments, settings, authenticate, now: house.now });
    await instance.register(billingRoutes, { billing: clinic.billing(chart), settings, authenticate, now: house.now });
  });

  async function ask(caller: Caller, method: "GET" | "POST", url: string, body?: object) {
    const sent = body === undefined ? {} : { payload: { ...body } };
    const answer = await app.inject({ method, url: `/api/${url}`, headers: as(caller), ...sent });
    const said = JSON.parse(answer.body) as { code?: string };
    return { status: answer.statusCode, body: said, code: [answer.statusCode, said.code] };
  }
  /** The organisation that is paid online, with somebody who owes 400 and 100. */
  async function aPayer({ owes = true } = {}) {
    const tenant = await anOrganisation(house);
    ours.tenant = tenant;
    const desk = aReceptionist(tenant);
    const { scopes, permissions } = roles.biller;
    const biller: Caller = {
      ...aReceptionist(tenant, "Ines Duarte"),
      id: randomUUID(),
      role: "biller",
      scopes,
      permissions,
    };
    const make = async (resource: FhirResource, by = desk) =>
      (await chart.create(by, resource.resourceType as ResourceType, resource)).value.id;
    const branchId = await make(
      { resourceType: "Location", name: "Lake Road" } as FhirResource,
      anAdministrator(tenant),
    );
    const patientId = await make(aPatient() as FhirResource);
    const price = {
      resourceType: "ChargeItemDefinition",
      url: "urn:wardbook:billing:price:rupee",
      status: "active",
      code: aRupee,
      propertyGroup: [{ priceComponent: [{ type: "base", amount: rupees(1) }] }],
    } as unknown as FhirResource;
    await make(price, { ...desk, id: randomUUID(), scopes: roles.owner.scopes });
    const owed = async (amount: number) => (owes ? make(anInvoice(patientId, branchId, amount)) : randomUUID());
    const invoices = [await owed(400), await owed(100)] as const;
    const begin = async (more: object = {}, caller = desk) =>
      ask(caller, "POST", "payments/online", { requestId: randomUUID(), patientId, ...more });
    const sessionOf = ({ link = "" }: OnlinePayment) => link.split("/").at(-1) ?? "";
    const stands = async () => statement.parse((await ask(desk, "GET", `billing/statement?patient=${patientId}`)).body);
    const receipts = async () => (await stands()).entries.filter(({ kind }) => kind === "payment");
    const seen = async ({ id }: { readonly id: string }, caller = desk) =>
      onlineList
        .parse((await ask(caller, "GET", `payments/online?patient=${patientId}`)).body)
        .payments.find((one) => one.id === id);
    return { tenant, desk, biller, branchId, patientId, invoices, begin, sessionOf, stands, receipts, seen, make };
  }

  async function notify(type: string, object: object, at?: number, change = (signature: string) => signature) {
    const { body, signature } = wire.notice(type, object, at ?? Math.floor(house.now() / 1000));
    const answer = await app.inject({
      method: "POST",
      url: "/api/payments/notices/stripe",
      headers: { "content-type": "application/json", "stripe-signature": change(signature) },
      payload: body,
    });
    return answer.statusCode;
  }

  return { house, wire, access, stripe, ours, faults, aServer, parts, chart, payments, app, as, ask, aPayer, notify };
}

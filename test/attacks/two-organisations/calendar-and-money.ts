import { expect } from "vitest";
import { randomUuid } from "../../../src/foundation/crypto/index.ts";
import type { TestHouse } from "../../support/house.ts";
import { type Known, canary } from "./known.ts";
import { signedIn } from "./signed-in.ts";

/** A branch with a kind of appointment, somebody who works there, a booking and a closure. */
export async function aCalendar(
  create: (type: string, resource: object) => Promise<string>,
  patient: string,
): Promise<Pick<Known, "branch" | "kind" | "therapist" | "appointment" | "absence">> {
  const [branch, kind] = [
    await create("Location", { name: canary }),
    await create("HealthcareService", { name: canary }),
  ];
  const therapist = await create("Practitioner", { name: [{ family: canary }] });
  const actor = (reference: string) => ({ actor: { reference }, status: "accepted" });
  const times = { start: "2099-03-09T09:00:00Z", end: "2099-03-09T10:00:00Z" };
  const appointment = await create("Appointment", {
    status: "booked",
    ...times,
    description: canary,
    participant: [`Patient/${patient}`, `Location/${branch}`, `Practitioner/${therapist}`].map(actor),
  });
  const schedule = await create("Schedule", { actor: [{ reference: `Location/${branch}` }] });
  const absence = await create("Slot", {
    schedule: { reference: `Schedule/${schedule}` },
    status: "busy-unavailable",
    ...times,
    comment: canary,
  });
  return { branch, kind, therapist, appointment, absence };
}

/** A price, a draft of an invoice, a refund that somebody asked for, and a package with a session that was used. */
export async function aBill(
  create: (type: string, resource: object) => Promise<string>,
  patient: string,
): Promise<Pick<Known, "price" | "invoice" | "refund" | "online" | "package" | "attended">> {
  const own = "urn:wardbook:billing:";
  const money = { value: 10, currency: "INR" };
  const said = (url: string, value: object) => ({ url: `${own}${url}`, ...value });
  const subject = { reference: `Patient/${patient}` };
  const account = (code: string, more: object) =>
    create("Account", {
      status: "active",
      type: { coding: [{ system: `${own}account-type`, code }] },
      name: canary,
      subject: [subject],
      ...more,
    });
  const listed = { coding: [{ system: `${own}price`, code: canary }] };
  const price = await create("ChargeItemDefinition", {
    url: `${own}price:${canary}`,
    title: canary,
    status: "active",
    code: listed,
    propertyGroup: [{ priceComponent: [{ type: "base", amount: money }] }],
  });
  const bill = {
    status: "draft",
    subject,
    lineItem: [
      {
        chargeItemCodeableConcept: { text: canary },
        priceComponent: [{ type: "base", code: listed, amount: money }],
      },
    ],
    totalNet: money,
    totalGross: money,
  };
  const invoice = await create("Invoice", bill);
  const request = { reference: `Account/${await account("patient", {})}` };
  const part = [
    { url: "method", valueCode: "cash" },
    { url: "amount", valueMoney: money },
  ];
  const refund = await create("PaymentNotice", {
    extension: [
      said("patient", { valueReference: subject }),
      said("kind", { valueCode: "refund" }),
      said("reason", { valueString: canary }),
      said("part", { extension: part }),
    ],
    status: "draft",
    request,
    created: "2026-03-07",
    payment: { display: canary },
    recipient: { display: canary },
    amount: money,
  });
  const online = await create("PaymentNotice", {
    extension: [
      said("patient", { valueReference: subject }),
      said("part", { extension: [{ url: "method", valueCode: "online" }, part[1]] }),
      { url: "urn:wardbook:payments:online", extension: [{ url: "state", valueCode: "asked" }] },
    ],
    status: "draft",
    request,
    created: "2026-03-07",
    payment: { display: canary },
    recipient: { display: canary },
    amount: money,
  });
  const bought = await create("Invoice", { ...bill, status: "issued" });
  const sold = await account("package", {
    extension: [
      said("sessions", { valuePositiveInt: 3 }),
      said("invoice", { valueReference: { reference: `Invoice/${bought}` } }),
    ],
  });
  const attended = await create("ChargeItem", {
    status: "not-billable",
    code: { text: canary },
    subject,
    account: [{ reference: `Account/${sold}` }],
  });
  return { price, invoice, refund, online, package: sold, attended };
}

/** A voucher of an expense. */
export async function aVoucher(house: TestHouse, branch: string): Promise<string> {
  const made = await fetch(`${house.origin}/api/expenses/vouchers`, {
    method: "POST",
    headers: await signedIn(house, house.tenant, "biller"),
    body: JSON.stringify({
      requestId: randomUuid(),
      branchId: branch,
      category: "other",
      title: canary,
      payee: canary,
      amount: "5",
      date: "2026-03-07",
      submit: true,
    }),
  });
  expect(made.status).toBe(201);
  return ((await made.json()) as { id: string }).id;
}

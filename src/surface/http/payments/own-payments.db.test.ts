import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { onlineStanding } from "../../../../contract/index.ts";
import { aClient, aPatient, aReceptionist, anOrganisation } from "../../../../test/people/index.ts";
import { aStanding } from "../../../../test/people/standing.ts";
import { type Caller, roles } from "../../../custody/access/index.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import { aPaymentDesk, online } from "./testing/a-payment-desk.ts";

const { house, wire, ours, chart, app, as, ask, aPayer } = await aPaymentDesk();

test("patients pay their own invoices whole, and nobody else's; card numbers are refused wherever they stand", async () => {
  const { tenant, desk, patientId, branchId, begin, stands, invoices, sessionOf } = await aPayer();
  const patientIs = (patient: ResourceId): Caller => ({
    ...aReceptionist(tenant, "Robin Quillfeather"),
    id: randomUUID(),
    role: "patient",
    scopes: roles.patient.scopes,
    permissions: roles.patient.permissions,
    reach: "patient",
    patient,
    standing: aStanding({ relationsTo: (one) => (one === patient ? [{ kind: "self" }] : []) }),
  });
  const payer = patientIs(patientId as ResourceId);
  const before = wire.account.sessions.size;
  const made = online(await begin({ invoiceIds: [invoices[0]] }, payer));
  expect(made).toMatchObject({ state: "open", amount: "400.00", branchId, may: ["open", "look"] });
  // Pressed in several windows at once.
  const pressed = await Promise.all(Array.from({ length: 4 }, () => begin({ invoiceIds: [invoices[1]] }, payer)));
  const [first] = pressed.map(online);
  expect(pressed.map(online)).toEqual(pressed.map(() => first));
  expect(wire.account.sessions.size).toBe(before + 2);
  // From another page of the app: the same page of the provider's, until it is over.
  expect(online(await begin({ invoiceIds: [invoices[0]] }, payer))).toMatchObject({ id: made.id, link: made.link });
  expect((await begin({ amount: "1" }, payer)).code).toEqual([409, "payments/refused"]);
  expect((await ask(payer, "POST", `payments/online/${made.id}/withdraw`)).status).toBe(403);
  wire.pay(sessionOf(made));
  expect(online(await ask(payer, "POST", `payments/online/${made.id}/look`)).state).toBe("paid");
  expect((await stands()).due).toBe("100.00");
  // Paid, and nobody told of it yet: they aren't asked once more.
  const rest = online(await begin({}, payer));
  wire.pay(sessionOf(rest), { slowly: true });
  expect((await begin({ invoiceIds: [invoices[1]] }, payer)).code).toEqual([409, "payments/refused"]);
  Object.assign(wire.account.sessions.get(sessionOf(rest)) ?? {}, { payment_status: "paid" });
  expect((await begin({}, payer)).code).toEqual([422, "payments/unsuitable"]);
  expect([(await stands()).due, (await stands()).advance]).toEqual(["0.00", "0.00"]);
  const other = patientIs((await chart.create(desk, "Patient", aPatient() as FhirResource)).value.id);
  expect((await begin({}, other)).code).toEqual([404, "billing/unknown"]);
  expect((await ask(other, "GET", `payments/online?patient=${patientId}`)).code).toEqual([404, "payments/unknown"]);
  expect((await ask(other, "POST", `payments/online/${made.id}/look`)).code).toEqual([404, "payments/unknown"]);
  // Whoever reads everybody's invoices, and writes no payments, asks nobody for money.
  const sessions = wire.account.sessions.size;
  for (const reads of ["system/Patient.rs", "system/*.rs"])
    expect((await begin({}, aClient(tenant, reads))).code).toEqual([403, "access/not-permitted"]);
  expect(wire.account.sessions.size).toBe(sessions);

  for (const more of [
    { card: "4111111111111111" },
    { amount: "4111111111111111" },
    { "4111 1111 1111 1111": 1 },
    { branchId: 4111111111111111 },
  ])
    expect((await begin(more)).code).toEqual([422, "payments/card-number"]);
  expect((await begin({ cardholder: "R Quillfeather" })).status).toBe(400);
  const told = JSON.stringify(wire.requests);
  expect(told).not.toContain("4111");

  const owner = { ...desk, permissions: roles.owner.permissions };
  const words = async (provenAt?: number) => {
    const headers = as({ ...owner, provenAt });
    return (await app.inject({ method: "PUT", url: "/api/payments/settings", headers, payload: {} })).statusCode;
  };
  expect([await words(), await words(house.now())]).toEqual([403, 400]);

  ours.tenant = await anOrganisation(house);
  expect(onlineStanding.parse((await ask(desk, "GET", "payments/standing")).body)).toMatchObject({ isOn: false });
  expect((await begin()).code).toEqual([404, "payments/off"]);
});

test("whoever has had many packages sees what was asked for online", async () => {
  const { patientId, begin, seen, make } = await aPayer();
  const made = online(await begin());
  const another = { resourceType: "Account", status: "active", subject: [{ reference: `Patient/${patientId}` }] };
  for (let more = 0; more < 20; more += 1) await make(another as unknown as FhirResource);
  expect(await seen(made)).toMatchObject({ state: "open" });
});

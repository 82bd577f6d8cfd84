import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import {
  type OnlinePayment,
  onlineList,
  onlinePayment,
  onlineStanding,
  statement,
} from "../../../../contract/index.ts";
import {
  aClient,
  aDesk,
  aHouse,
  aPatient,
  aReceptionist,
  anAdministrator,
  anOrganisation,
} from "../../../../test/people/index.ts";
import { aStanding } from "../../../../test/people/standing.ts";
import { stripeWire } from "../../../../test/support/stripe-wire/stripe-wire.ts";
import { type OnlineAccount, type OnlinePayments, openStripe } from "../../../care/payments/index.ts";
import { type Caller, roles } from "../../../custody/access/index.ts";
import type { FhirResource, ResourceType } from "../../../foundation/fhir/index.ts";
import { type ResourceId, Secret, type TenantId } from "../../../foundation/kernel/index.ts";
import { wireClinic } from "../../../wire-clinic.ts";
import { billingRoutes } from "../billing/index.ts";
import { paymentRoutes } from "./index.ts";

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
const deskAs = as;
const online = (answer: { readonly body: object }) => onlinePayment.parse(answer.body);

const rupees = (value: number) => ({ value, currency: "INR" });
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
  const branchId = await make({ resourceType: "Location", name: "Lake Road" } as FhirResource, anAdministrator(tenant));
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

test("a payment online is booked once, however often and in whatever order the provider says so", async () => {
  const { desk, invoices, begin, sessionOf, stands, receipts, seen } = await aPayer();
  expect(onlineStanding.parse((await ask(desk, "GET", "payments/standing")).body)).toMatchObject({
    isOn: true,
    provider: "Stripe",
    may: { ask: true },
  });
  const made = online(await begin({ invoiceIds: [invoices[1]] }));
  expect(made).toMatchObject({
    state: "open",
    amount: "100.00",
    invoiceIds: [invoices[1]],
    may: ["open", "look", "withdraw"],
  });
  expect((await stands()).due).toBe("500.00");
  const session = wire.account.sessions.get(sessionOf(made));
  expect(session).toMatchObject({ amount_total: 10_000, currency: "inr", words: "Payment to Lake Road" });
  // All that the provider was ever told: nobody's name, no address, nothing of what for.
  const told = JSON.stringify(wire.requests);
  for (const secret of ["Quillfeather", "Speech", made.id, made.patientId, String(invoices[1])])
    expect(told).not.toContain(secret);

  expect(await notify("checkout.session.completed", session ?? {})).toBe(204);
  expect(await receipts()).toEqual([]);
  wire.pay(sessionOf(made));
  expect(await notify("checkout.session.completed", session ?? {}, undefined, (text) => `${text}0`)).toBe(400);
  expect(await notify("checkout.session.completed", session ?? {}, Math.floor(house.now() / 1000) - 3600)).toBe(400);
  expect(await receipts()).toEqual([]);
  const paid = { ...session };
  const codes = await Promise.all([
    notify("checkout.session.expired", { ...paid, status: "expired" }),
    notify("checkout.session.completed", paid),
    notify("checkout.session.completed", paid),
    payments.sweep().then(() => 204),
  ]);
  expect(codes.every((code) => code === 204)).toBe(true);
  expect(await notify("checkout.session.completed", paid)).toBe(204);
  expect(await receipts()).toMatchObject([{ number: "MAIN-R-2026-000001", amount: "-100.00" }]);
  expect(await seen(made)).toMatchObject({
    state: "paid",
    number: "MAIN-R-2026-000001",
    may: ["refund"],
  });
  expect((await stands()).open.map(({ id }) => id)).toEqual([invoices[0]]);
  wire.dispute(sessionOf(made));
  expect(await notify("charge.dispute.created", { object: "dispute", payment_intent: session?.payment_intent })).toBe(
    204,
  );
  expect((await seen(made))?.dispute).toEqual({ state: "needs_response", reason: "product_not_received" });
});

test("without a notice it is found by asking; a provider that is down keeps nobody from the till", async () => {
  const { desk, branchId, patientId, begin, sessionOf, stands, receipts, seen } = await aPayer();
  const requestId = randomUUID();
  const before = wire.account.sessions.size;
  for (const trouble of [500, 429, "hang-up"] as const) {
    wire.troubles = [trouble, trouble, trouble];
    const answer = await begin({ requestId });
    expect(answer.code).toEqual([503, "payments/provider-unavailable"]);
    expect(JSON.stringify(answer.body)).not.toContain(wire.key);
  }
  const parts = [{ method: "cash", amount: "50" }];
  expect(
    (await ask(desk, "POST", "billing/payments", { requestId: randomUUID(), patientId, branchId, parts })).status,
  ).toBe(201);
  // It was made, and nobody heard: the same request finds the same page.
  wire.troubles = ["timeout", "timeout", "timeout"];
  expect((await begin({ requestId })).status).toBe(503);
  const made = online(await begin({ requestId }));
  expect(online(await begin({ requestId })).link).toBe(made.link);
  expect([wire.account.sessions.size - before, made.amount]).toEqual([1, "500.00"]);
  wire.pay(sessionOf(made), { slowly: true });
  house.wait(61_000);
  await payments.sweep();
  expect((await seen(made))?.state).toBe("pending");
  const session = wire.account.sessions.get(sessionOf(made));
  if (session !== undefined) session.payment_status = "paid";
  wire.troubles = [500, 500, 500];
  house.wait(120_000);
  await payments.sweep();
  expect(await receipts()).toHaveLength(1);
  await payments.sweep();
  // 50 of it came in cash meanwhile: what is more than due stays the patient's.
  expect([await receipts(), (await stands()).due, (await stands()).advance]).toMatchObject([
    { length: 2 },
    "0.00",
    "50.00",
  ]);

  const left = online(await begin({ amount: "30", branchId }));
  wire.expire(sessionOf(left));
  house.wait(120_000);
  await payments.sweep();
  expect((await seen(left))?.state).toBe("expired");
  const withdrawn = online(await begin({ amount: "30", branchId }));
  expect(online(await ask(desk, "POST", `payments/online/${withdrawn.id}/withdraw`)).state).toBe("expired");
  expect(wire.account.sessions.get(sessionOf(withdrawn))?.status).toBe("expired");
});

test("wherever the server dies between the provider and the books, the money is booked once and goes back once", async () => {
  const known = await aPayer({ owes: false });
  const { tenant, desk, biller, begin, sessionOf, receipts } = known;
  class Died extends Error {}
  /** A server that dies at the n-th call that leaves it or is about to be noted: before it, or after it was done. */
  const dying = (dies: number, after: boolean): OnlinePayments => {
    const process = aServer({ ...house.anotherProcess(), ...parts });
    let calls = 0;
    const mortal = <T extends object>(port: T): T =>
      new Proxy(port, {
        get(target, name, receiver) {
          const work: unknown = Reflect.get(target, name, receiver);
          if (typeof work !== "function") return work;
          return (...all: unknown[]) => {
            calls += 1;
            if (calls === dies && !after) throw new Died();
            const done: unknown = Reflect.apply(work, target, all);
            return calls === dies && done instanceof Promise ? done.then(() => Promise.reject(new Died())) : done;
          };
        },
      });
    return process.open(async () => ({ provider: mortal(stripe), tenant }));
  };
  let paidFor = 0;
  for (const after of [false, true])
    for (let dies = 1; dies <= 2; dies += 1) {
      const made = online(await begin({ amount: "10", branchId: known.branchId }));
      wire.pay(sessionOf(made));
      house.wait(120_000);
      await dying(dies, after)
        .sweep()
        .catch(() => undefined);
      house.wait(120_000);
      await Promise.all([payments.sweep(), aServer({ ...house.anotherProcess(), ...parts }).payments.sweep()]);
      paidFor += 1;
      expect(await receipts(), `at ${dies}`).toHaveLength(paidFor);

      const refund = online(
        await ask(desk, "POST", "payments/refunds", {
          requestId: randomUUID(),
          paymentId: made.id,
          amount: "4",
          reason: "no",
        }),
      );
      expect((await ask(biller, "POST", `billing/refunds/${refund.id}/approve`, { version: 1 })).status).toBe(200);
      await dying(dies, after)
        .sweep()
        .catch(() => undefined);
      house.wait(120_000);
      wire.troubles = after ? [409, "timeout"] : [];
      await payments.sweep();
      house.wait(120_000);
      await payments.sweep();
      wire.troubles = [];
      const intent = wire.account.sessions.get(sessionOf(made))?.payment_intent;
      expect(wire.account.refunds.filter((one) => one.payment_intent === intent)).toMatchObject([{ amount: 400 }]);
      expect((await known.seen(refund))?.state).toBe("returned");
    }
}, 240_000);

test("what came isn't booked where it isn't what was asked, nor into a day that is closed", async () => {
  const { desk, branchId, begin, sessionOf, receipts, seen } = await aPayer();
  const before = faults.length;
  const [less, dollars, late] = [
    online(await begin({ amount: "30", branchId })),
    online(await begin({ amount: "30", branchId })),
    online(await begin({ amount: "30", branchId })),
  ];
  wire.pay(sessionOf(less), { amount: 2999 });
  wire.pay(sessionOf(dollars), { currency: "usd" });
  for (const one of [less, dollars])
    expect(online(await ask(desk, "POST", `payments/online/${one.id}/look`)).state).toBe("mismatch");
  expect([await receipts(), faults.length - before]).toEqual([[], 2]);
  const closing = {
    requestId: randomUUID(),
    branchId,
    day: new Date(house.now()).toISOString().slice(0, 10),
    counted: [],
  };
  expect((await ask(desk, "POST", "billing/cash-up", closing)).status).toBe(201);
  wire.pay(sessionOf(late));
  expect(online(await ask(desk, "POST", `payments/online/${late.id}/look`)).state).toBe("open");
  house.wait(20 * 3_600_000);
  await payments.sweep();
  expect([(await seen(late))?.state, (await receipts()).length]).toEqual(["paid", 1]);
});

test("money goes back the way it came, to whom it came from, after somebody else's approval, up to what came", async () => {
  const { desk, biller, patientId, branchId, begin, sessionOf, seen, make } = await aPayer();
  const made = online(await begin({ amount: "90", branchId }));
  const back = (amount: string, paymentId = made.id) =>
    ask(desk, "POST", "payments/refunds", { requestId: randomUUID(), paymentId, amount, reason: "Session cancelled" });
  expect((await back("10")).code).toEqual([409, "payments/refused"]);
  wire.pay(sessionOf(made));
  await ask(desk, "POST", `payments/online/${made.id}/look`);
  expect((await back("90.01")).code).toEqual([409, "payments/refused"]);
  // The 90 went to what was due: a credit note would free it.
  const advance = online(await begin({ amount: "500", branchId }));
  wire.pay(sessionOf(advance));
  await ask(desk, "POST", `payments/online/${advance.id}/look`);
  wire.account.nextRefund = "failed";
  const first = online(await back("20", advance.id));
  expect([first.state, wire.account.refunds.filter(({ amount }) => amount === 2000)]).toEqual(["requested", []]);
  const version = 1;
  expect((await ask(desk, "POST", `billing/refunds/${first.id}/approve`, { version })).code).toEqual([
    409,
    "billing/needs-approval",
  ]);
  expect((await ask(biller, "POST", `billing/refunds/${first.id}/approve`, { version })).status).toBe(200);
  expect((await seen(first))?.state).toBe("sending");
  await payments.sweep();
  expect(await seen(first)).toMatchObject({ state: "failed", why: "lost_or_stolen_card" });
  wire.account.nextRefund = "succeeded";
  // Asked for twice before anybody looked: there is more in credit, and not on this payment.
  const more = online(await begin({ amount: "900", branchId }));
  wire.pay(sessionOf(more));
  await ask(desk, "POST", `payments/online/${more.id}/look`);
  const twice = [online(await back("300", advance.id)), online(await back("300", advance.id))] as const;
  const approved = [];
  for (const { id } of twice)
    approved.push((await ask(biller, "POST", `billing/refunds/${id}/approve`, { version })).status);
  expect(approved).toEqual([200, 409]);
  expect((await seen(twice[1]))?.state).toBe("requested");

  // Nobody says for the provider that it paid, changes what was asked, or sends one patient's money back to another.
  const open = online(await begin({ amount: "10", branchId }));
  const read = async (id: string) =>
    JSON.parse(
      (await chart.read(biller, { type: "PaymentNotice", id: id as ResourceId })).value.body.toString(),
    ) as FhirResource;
  const refusal = { code: "chart/against-rule" };
  const update = async (id: string, more: object) =>
    chart.update(biller, { type: "PaymentNotice", id: id as ResourceId }, {
      ...(await read(id)),
      ...more,
    } as FhirResource);
  await expect(update(open.id, { status: "active" })).rejects.toMatchObject(refusal);
  await expect(update(open.id, { amount: rupees(1) })).rejects.toMatchObject(refusal);
  await expect(update(open.id, { identifier: undefined })).rejects.toMatchObject(refusal);
  const refund = await read(first.id);
  const other = await make(aPatient() as FhirResource);
  const account = await make({
    resourceType: "Account",
    status: "active",
    type: { coding: [{ system: "urn:wardbook:billing:account-type", code: "patient" }] },
    subject: [{ reference: `Patient/${other}` }],
  } as unknown as FhirResource);
  const stolen = JSON.parse(
    JSON.stringify({ ...refund, id: undefined, meta: undefined, identifier: undefined, status: "draft" }).replaceAll(
      patientId,
      other,
    ),
  ) as FhirResource & { request: object };
  stolen.request = { reference: `Account/${account}` };
  await expect(chart.create(biller, "PaymentNotice", stolen)).rejects.toMatchObject(refusal);
});

test("what a bank decides late is noted: a payment that never came, a refund that came back; a key that is refused decides nothing", async () => {
  const { tenant, desk, biller, branchId, begin, sessionOf, seen, receipts } = await aPayer({ owes: false });
  const late = online(await begin({ amount: "30", branchId }));
  wire.pay(sessionOf(late), { slowly: true });
  house.wait(120_000);
  await payments.sweep();
  expect((await seen(late))?.state).toBe("pending");
  wire.bounce(sessionOf(late));
  const session = wire.account.sessions.get(sessionOf(late)) ?? {};
  expect(await notify("checkout.session.async_payment_failed", session)).toBe(204);
  expect([(await seen(late))?.state, await receipts()]).toEqual(["expired", []]);

  const made = online(await begin({ amount: "90", branchId }));
  wire.pay(sessionOf(made));
  await ask(desk, "POST", `payments/online/${made.id}/look`);
  const aRefund = async (amount: string) => {
    const wanted = { requestId: randomUUID(), paymentId: made.id, amount, reason: "Session cancelled" };
    const refund = online(await ask(desk, "POST", "payments/refunds", wanted));
    expect((await ask(biller, "POST", `billing/refunds/${refund.id}/approve`, { version: 1 })).status).toBe(200);
    return refund;
  };
  const refund = await aRefund("20");
  // The key was changed between the approval and the sending.
  const revoked = await openStripe({ ...access, key: new Secret("sk_test_of_yesterday") });
  const before = faults.length;
  await aServer({ ...house, ...parts })
    .open(async () => ({ provider: revoked, tenant }))
    .sweep();
  expect([(await seen(refund))?.state, faults.length - before]).toEqual(["sending", 1]);
  await payments.sweep();
  expect((await seen(refund))?.state).toBe("returned");
  const others = [await aRefund("5"), await aRefund("6")] as const;
  await payments.sweep();
  const sent = wire.account.refunds.slice(-3);
  const cameBack = sent.filter(({ amount }) => amount !== 600);
  for (const one of cameBack) Object.assign(one, { status: "failed", failure_reason: "expired_or_canceled_card" });
  expect(await notify("refund.failed", cameBack[0] ?? {})).toBe(204);
  // Of the second no notice came.
  house.wait(2 * 86_400_000);
  await payments.sweep();
  const came = { state: "failed", why: "expired_or_canceled_card" };
  expect(await seen(refund)).toMatchObject(came);
  expect(await seen(others[0])).toMatchObject(came);
  expect(await seen(others[1])).toMatchObject({ state: "returned" });
  house.wait(31 * 86_400_000);
  await payments.sweep();
  const asked = wire.requests.length;
  house.wait(10 * 86_400_000);
  await payments.sweep();
  expect([wire.requests.length - asked, wire.account.refunds.slice(-3)]).toEqual([0, sent]);
});

test("patients pay their own invoices whole, and nobody else's; card numbers are refused wherever they stand", async () => {
  const { tenant, desk, patientId, branchId, begin, stands, invoices, sessionOf } = await aPayer();
  const as = (patient: ResourceId): Caller => ({
    ...aReceptionist(tenant, "Robin Quillfeather"),
    id: randomUUID(),
    role: "patient",
    scopes: roles.patient.scopes,
    permissions: roles.patient.permissions,
    reach: "patient",
    patient,
    standing: aStanding({ relationsTo: (one) => (one === patient ? [{ kind: "self" }] : []) }),
  });
  const payer = as(patientId as ResourceId);
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
  const other = as((await chart.create(desk, "Patient", aPatient() as FhirResource)).value.id);
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
    const headers = deskAs({ ...owner, provenAt });
    return (await app.inject({ method: "PUT", url: "/api/payments/settings", headers, payload: {} })).statusCode;
  };
  expect([await words(), await words(house.now())]).toEqual([403, 400]);

  ours.tenant = await anOrganisation(house);
  expect(onlineStanding.parse((await ask(desk, "GET", "payments/standing")).body)).toMatchObject({ isOn: false });
  expect((await begin()).code).toEqual([404, "payments/off"]);
});

import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import {
  billingWaiting,
  carePackage,
  cashUp,
  duesList,
  invoice,
  payment,
  price,
  priceList,
  settledAppointment,
  soldPackage,
  statement,
  tookPayment,
  transferred,
} from "../../../../contract/index.ts";
import {
  aClient,
  aDesk,
  aHouse,
  aReceptionist,
  anAdministrator,
  anOrganisation,
  aPatient,
} from "../../../../test/people/index.ts";
import { printDocument } from "../../../../print/index.ts";
import { readPdf } from "../../../../test/support/read-pdf.ts";
import type { BillingSettings } from "../../../care/billing/index.ts";
import { type Caller, type Permission, parseScopes } from "../../../custody/access/index.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import { anImporter } from "../../../../test/support/house.ts";
import { wireClinic } from "../../../wire-clinic.ts";
import { billingRoutes, billingWorkRoutes } from "./index.ts";

const house = await aHouse();
const settings: BillingSettings = {
  currency: "INR",
  taxes: [{ code: "GST", name: "Goods and services", percent: "18" }],
  prefixes: [],
  discountLimitPercent: "10",
  duesLimit: "500.00",
};
const clinic = wireClinic({
  ...house,
  timeZone: () => Promise.resolve("Asia/Kolkata"),
  billing: () => Promise.resolve(settings),
  onFailure: (error) => {
    throw error;
  },
});
const chart = house.chartWith({ rules: clinic.rules });
/** What the ledger was told of papers. */
const printed: string[] = [];
const { resolve } = createRequire(import.meta.url);
const papers = clinic.papers({
  chart,
  print: (document) => printDocument(document, ({ file }) => readFile(resolve(`@fontsource/${file}`))),
  house: () => Promise.resolve({ name: "Lake Clinics", lines: ["1 Quay"] }),
  async witness(caller, { patient, resource, detail }, tx) {
    const entry = {
      at: house.now(),
      action: "printed",
      actor: { kind: caller.kind, id: caller.id, name: caller.name },
      why: "to hand over",
      resources: [resource],
      count: 1,
      detail,
    } as const;
    if (tx === undefined) await house.ledger.witness(caller.tenant, [{ entry, patient }]);
    else await house.ledger.append(tx, caller.tenant, [{ entry, patient }]);
    printed.push(detail);
  },
});
const noSettings = { change: () => Promise.reject(new Error("nobody changes settings here")) };
const { app, as } = await aDesk((authenticate) => async (instance) => {
  const billing = clinic.billing(chart);
  await instance.register(billingRoutes, { billing, settings: noSettings, authenticate, now: house.now });
  await instance.register(billingWorkRoutes, { billing, papers, authenticate });
});

async function ask(caller: Caller, method: "GET" | "POST" | "PUT", url: string, body?: object) {
  const sent = body === undefined ? {} : { payload: { ...body } };
  const answer = await app.inject({ method, url: `/api/billing/${url}`, headers: as(caller), ...sent });
  const said = JSON.parse(answer.body) as { code?: string };
  return { status: answer.statusCode, body: said, code: [answer.statusCode, said.code] };
}

/** A branch with a price list, its desk, and somebody who approves. */
async function aBranch() {
  const tenant = await anOrganisation(house);
  const desk = aReceptionist(tenant);
  const scopes = parseScopes("user/*.cruds");
  const permissions = new Set<Permission>(["discounts.approve", "refunds.approve", "cash-up"]);
  const manager: Caller = { ...aReceptionist(tenant, "Mei Lindqvist"), scopes, permissions };
  const location = { resourceType: "Location", name: "Lake Road" } as FhirResource;
  const branchId = (await chart.create(anAdministrator(tenant), "Location", location)).value.id;
  const list = async (code: string, amount: string, taxCodes: string[]) =>
    price.parse((await ask(manager, "POST", "prices", { code, name: code, amount, taxCodes })).body);
  const [session, splint] = [await list("session", "400", []), await list("splint", "99.99", ["GST"])];
  const patient = async () => (await chart.create(desk, "Patient", aPatient())).value.id;
  return { tenant, desk, manager, branchId, session, splint, patient };
}

test("a desk bills, is paid in parts and in advance, credits and refunds, and the statement agrees", async () => {
  const { desk, manager, branchId, session, splint, patient } = await aBranch();
  const patientId = await patient();
  const at = { patientId, branchId };
  expect(priceList.parse((await ask(desk, "GET", "prices")).body)).toMatchObject({
    prices: [{ amount: "400.00" }, { amount: "99.99", taxCodes: ["GST"] }],
    may: { bill: true, configure: false, approveRefunds: false, cashUp: true },
  });
  const asked = {
    requestId: randomUUID(),
    ...at,
    lines: [{ priceId: session.id, quantity: 2, discount: { percent: "10" } }, { priceId: splint.id }],
  };
  const made = await ask(desk, "POST", "invoices", asked);
  const first = invoice.parse(made.body);
  expect([made.status, first]).toMatchObject([
    201,
    {
      number: "MAIN-2026-000001",
      state: "issued",
      net: "819.99",
      tax: "18.00",
      total: "837.99",
      open: "837.99",
      lines: [
        { text: "session", quantity: 2, base: "800.00", discount: "80.00", total: "720.00" },
        { text: "splint", quantity: 1, taxes: [{ code: "GST", amount: "18.00" }], total: "117.99" },
      ],
      may: ["pay", "credit"],
    },
  ]);
  const again = await ask(desk, "POST", "invoices", asked);
  expect([again.status, invoice.parse(again.body).id]).toEqual([200, first.id]);

  const parts = [
    { method: "cash", amount: "500" },
    { method: "upi", amount: "400", reference: "upi-7711" },
  ];
  const pay = { requestId: randomUUID(), ...at, parts };
  const took = tookPayment.parse((await ask(desk, "POST", "payments", pay)).body);
  expect(took).toMatchObject({
    payment: { number: "MAIN-R-2026-000001", amount: "900.00", allocations: [{ amount: "837.99" }] },
    invoices: [{ state: "balanced", open: "0.00" }],
    advance: "62.01",
  });
  expect((await ask(desk, "POST", "payments", pay)).status).toBe(200);

  // A discount beyond the limit waits for somebody else.
  const cheap = { ...asked, requestId: randomUUID(), lines: [{ priceId: session.id, discount: { percent: "50" } }] };
  const draft = invoice.parse((await ask(desk, "POST", "invoices", cheap)).body);
  expect(draft).toMatchObject({ state: "draft", needsApproval: true, may: ["discard"] });
  const issue = `invoices/${draft.id}/issue`;
  expect((await ask(desk, "POST", issue, { version: draft.version })).code).toEqual([409, "billing/needs-approval"]);
  const issued = invoice.parse((await ask(manager, "POST", issue, { version: draft.version })).body);
  expect(issued).toMatchObject({ state: "issued", number: "MAIN-2026-000002", open: "200.00" });
  expect((await ask(manager, "POST", issue, { version: draft.version })).status).toBe(200);
  const advance = { requestId: randomUUID(), ...at, parts: [{ method: "advance", amount: "62.01" }] };
  expect(tookPayment.parse((await ask(desk, "POST", "payments", advance)).body).invoices).toMatchObject([
    { open: "137.99", state: "issued" },
  ]);
  expect((await ask(desk, "POST", "payments", { ...advance, requestId: randomUUID() })).code).toEqual([
    409,
    "billing/refused",
  ]);

  const credit = { requestId: randomUUID(), reason: "the splint came back", lines: [1] };
  const note = await ask(desk, "POST", `invoices/${first.id}/credit`, credit);
  expect([note.status, invoice.parse(note.body)]).toMatchObject([
    201,
    { kind: "credit-note", number: "MAIN-C-2026-000001", total: "-117.99", creditsId: first.id },
  ]);
  expect((await ask(desk, "POST", `invoices/${first.id}/credit`, { ...credit, requestId: randomUUID() })).code).toEqual(
    [409, "billing/refused"],
  );
  const refund = { requestId: randomUUID(), ...at, method: "cash", amount: "117.99", reason: "the splint came back" };
  const wanted = payment.parse((await ask(desk, "POST", "refunds", refund)).body);
  expect(wanted).toMatchObject({ kind: "refund", state: "requested", may: ["refuse"] });
  const approve = `refunds/${wanted.id}/approve`;
  expect((await ask(desk, "POST", approve, { version: wanted.version })).code).toEqual([409, "billing/needs-approval"]);
  expect(payment.parse((await ask(manager, "POST", approve, { version: wanted.version })).body)).toMatchObject({
    state: "done",
    number: "MAIN-R-2026-000003",
  });

  const said = statement.parse((await ask(desk, "GET", `statement?patient=${patientId}`)).body);
  expect(said).toMatchObject({ due: "137.99", advance: "0.00", balance: "137.99", open: [{ id: issued.id }] });
  expect(said.entries.at(-1)?.balance).toBe(said.balance);
  expect(said.entries.map(({ kind }) => kind).sort()).toEqual(
    ["credit-note", "invoice", "invoice", "payment", "payment", "refund"].sort(),
  );
  const dues = duesList.parse((await ask(desk, "GET", `dues?branch=${branchId}`)).body);
  expect(dues).toMatchObject({ total: { d30: "137.99", all: "137.99" }, patients: [{ patientId, all: "137.99" }] });

  const day = "2026-03-07";
  const count = { requestId: randomUUID(), branchId, day, counted: [{ method: "cash", amount: "380" }] };
  expect((await ask(desk, "POST", "cash-up", count)).code).toEqual([409, "billing/needs-reason"]);
  const explained = { ...count, explanation: "the terminal's slips are counted tomorrow" };
  const closed = cashUp.parse((await ask(desk, "POST", "cash-up", explained)).body);
  expect(closed).toMatchObject({ state: "locked", receipts: 3 });
  expect(closed.methods.filter(({ difference }) => difference !== "0.00")).toMatchObject([
    { method: "cash", expected: "382.01", counted: "380.00", difference: "-2.01" },
    { method: "upi", expected: "400.00", counted: "0.00" },
  ]);
  expect((await ask(desk, "POST", "cash-up", explained)).status).toBe(200);
  const late = { requestId: randomUUID(), ...at, parts: [{ method: "cash", amount: "10" }] };
  expect((await ask(desk, "POST", "payments", late)).code).toEqual([409, "billing/refused"]);
});

test("a package is sold, attended, frozen and passed on, and takes a reason where much is due", async () => {
  const { desk, branchId, session, splint, patient } = await aBranch();
  const [patientId, other] = [await patient(), await patient()];
  const asked = {
    requestId: randomUUID(),
    patientId,
    branchId,
    kind: "package",
    name: "Ten of physiotherapy",
    sessions: 3,
    line: { priceId: session.id, quantity: 3 },
  };
  const sold = soldPackage.parse((await ask(desk, "POST", "packages", asked)).body);
  expect(sold).toMatchObject({
    package: { left: 3, state: "active", invoiceId: sold.invoice.id },
    invoice: { total: "1200.00", state: "issued" },
  });
  expect((await ask(desk, "POST", "packages", asked)).status).toBe(200);
  const url = `packages/${sold.package.id}`;
  const use = (more: object = {}) => ask(desk, "POST", `${url}/sessions`, { requestId: randomUUID(), ...more });
  expect((await use()).code).toEqual([409, "billing/needs-reason"]);
  const attended = carePackage.parse((await use({ override: { reason: "pays on Monday" } })).body);
  expect(attended).toMatchObject({ used: 1, left: 2, attended: [{ ordinal: 1 }] });
  const parts = [{ method: "transfer", amount: "1200" }];
  await ask(desk, "POST", "payments", { requestId: randomUUID(), patientId, branchId, parts });
  const twice = { requestId: randomUUID() };
  expect((await use(twice)).status).toBe(201);
  expect(carePackage.parse((await use(twice)).body).used).toBe(2);
  const [last] = carePackage.parse((await use()).body).attended;
  expect((await use()).code).toEqual([409, "billing/refused"]);
  const undo = `${url}/sessions/${last?.id}/undo`;
  expect(carePackage.parse((await ask(desk, "POST", undo, { version: last?.version })).body).left).toBe(1);
  expect((await ask(desk, "POST", undo, { version: last?.version })).status).toBe(200);
  const frozen = carePackage.parse((await ask(desk, "POST", `${url}/freeze`, { version: 1 })).body);
  expect([frozen.state, (await use()).status]).toEqual(["frozen", 409]);
  const going = carePackage.parse((await ask(desk, "POST", `${url}/unfreeze`, { version: frozen.version })).body);
  const pass = { requestId: randomUUID(), version: going.version, toPatientId: other, sessions: 1 };
  const passed = transferred.parse((await ask(desk, "POST", `${url}/transfer`, pass)).body);
  expect(passed).toMatchObject({ from: { left: 0, sessions: 2 }, to: { left: 1, patientId: other } });
  expect((await ask(desk, "POST", `${url}/transfer`, pass)).status).toBe(200);
  expect((await ask(desk, "GET", `packages?patient=${patientId}`)).body).toMatchObject({ packages: [{ left: 0 }] });

  const line = { priceId: splint.id };
  const wrong = { requestId: randomUUID(), patientId, branchId, lines: [line] };
  expect((await ask(desk, "POST", "invoices", { ...wrong, branchId: patientId })).code).toEqual([
    404,
    "billing/unknown-branch",
  ]);
  expect((await ask(desk, "POST", "invoices", { ...wrong, lines: [{ priceId: branchId }] })).code).toEqual([
    404,
    "billing/unknown-price",
  ]);
  expect((await ask(desk, "GET", `statement?patient=${branchId}`)).code).toEqual([404, "billing/unknown"]);
  const nobody = aClient(desk.tenant, "system/Patient.rs");
  expect((await ask(nobody, "POST", "invoices", wrong)).status).toBe(403);
});

async function paper(caller: Caller, url: string) {
  const answer = await app.inject({ method: "POST", url: `/api/billing/${url}/print`, headers: as(caller) });
  const said = answer.headers["content-type"] === "application/pdf" ? readPdf(answer.rawPayload) : undefined;
  return {
    status: answer.statusCode,
    isCopy: answer.headers["x-wardbook-copy"],
    said,
    text: said?.texts.join(" ") ?? "",
  };
}

test("papers are tagged, numbered and checked; the first is the original, all others say that they are copies", async () => {
  const { desk, branchId, session, splint, patient } = await aBranch();
  const patientId = await patient();
  const at = { patientId, branchId };
  const lines = [{ priceId: session.id, discount: { percent: "10" } }, { priceId: splint.id }];
  const bill = invoice.parse((await ask(desk, "POST", "invoices", { requestId: randomUUID(), ...at, lines })).body);
  const first = await paper(desk, `invoices/${bill.id}`);
  expect([first.status, first.isCopy, first.said?.tagged, first.said?.language]).toEqual([200, "no", true, "en"]);
  for (const words of [
    "Lake Clinics",
    "Lake Road",
    "Invoice MAIN-2026-000001",
    "Goods and services 18 %",
    "18.00",
    "477.99",
    "To pay",
  ])
    expect(first.text).toContain(words);
  expect(first.said?.tags.get("TH")).toBe(8);
  const [, code = ""] = /Verification code ([0-9A-Z-]+)/.exec(first.text) ?? [];
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  const parts = [{ method: "cash", amount: "500" }];
  const took = tookPayment.parse((await ask(desk, "POST", "payments", { requestId: randomUUID(), ...at, parts })).body);
  // Paid or not, printed or not: it is the same paper.
  const twice = await paper(desk, `invoices/${bill.id}`);
  expect([twice.isCopy, twice.text.includes("Copy. First printed on"), twice.text.includes(code)]).toEqual([
    "yes",
    true,
    true,
  ]);
  const receipts = await Promise.all(Array.from({ length: 4 }, () => paper(desk, `payments/${took.payment.id}`)));
  expect(receipts.map(({ isCopy }) => isCopy).sort()).toEqual(["no", "yes", "yes", "yes"]);
  expect(receipts[0]?.text).toContain("Kept in advance 22.01");
  expect(printed.filter((said) => said.startsWith("payment MAIN-R-2026-000001, original: SHA-256"))).toHaveLength(1);
  const check = (number: string, of: string) => ask(desk, "POST", "papers/check", { number, code: of });
  expect((await check("MAIN-2026-000001", code.toLowerCase().replaceAll("-", ""))).body).toEqual({
    kind: "invoice",
    id: bill.id,
    patientId,
  });
  expect((await check("MAIN-2026-000001", "0000-0000-0000")).code).toEqual([404, "billing/unknown"]);
  expect((await check("MAIN-R-2026-000001", code)).code).toEqual([404, "billing/unknown"]);

  const cheap = [{ priceId: session.id, discount: { percent: "50" } }];
  const draft = invoice.parse(
    (await ask(desk, "POST", "invoices", { requestId: randomUUID(), ...at, lines: cheap })).body,
  );
  expect((await paper(desk, `invoices/${draft.id}`)).status).toBe(409);
  const refund = { requestId: randomUUID(), ...at, method: "cash", amount: "22.01", reason: "moved away" };
  const wanted = payment.parse((await ask(desk, "POST", "refunds", refund)).body);
  expect((await paper(desk, `payments/${wanted.id}`)).status).toBe(409);
  expect(billingWaiting.parse((await ask(desk, "GET", "waiting")).body)).toMatchObject({
    invoices: [{ invoice: { id: draft.id }, name: expect.any(String) }],
    refunds: [{ payment: { id: wanted.id } }],
  });
  const onlyReads = { ...desk, scopes: parseScopes("user/*.rs") };
  expect((await paper(onlyReads, `invoices/${bill.id}`)).status).toBe(403);
});

test("what somebody came for is in the books once: a session that they have, else the price of its kind", async () => {
  const { desk, manager, branchId, session, patient, tenant } = await aBranch();
  const patientId = await patient();
  const as = anAdministrator(tenant);
  const kindId = (
    await chart.create(as, "HealthcareService", { resourceType: "HealthcareService", name: "Physio" } as FhirResource)
  ).value.id;
  const appointment = async (status: string) => {
    const participant = [`Patient/${patientId}`, `HealthcareService/${kindId}`, `Location/${branchId}`];
    const entries = {
      resourceType: "Appointment",
      id: randomUUID(),
      status,
      start: "2026-03-06T09:00:00Z",
      end: "2026-03-06T09:30:00Z",
      participant: participant.map((reference) => ({ actor: { reference }, status: "accepted" })),
    } as unknown as FhirResource;
    await chart.importTogether(anImporter(tenant), [{ resource: entries }]);
    return String(entries.id);
  };
  const settle = async (id: string, more: object = {}) =>
    ask(desk, "POST", `appointments/${id}/settle`, { branchId, ...more });
  const done = await appointment("fulfilled");
  expect((await settle(done)).code).toEqual([404, "billing/unknown-price"]);
  expect((await settle(await appointment("booked"))).code).toEqual([409, "billing/refused"]);
  expect((await settle(randomUUID())).code).toEqual([404, "billing/unknown"]);
  const { id, version, code, name, amount } = session;
  const priced = await ask(manager, "PUT", `prices/${id}`, { version, code, name, amount, kindId });
  expect(price.parse(priced.body).kindId).toBe(kindId);
  const together = await Promise.all([settle(done), settle(done), settle(done)]);
  expect(together.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
  const settled = together.map(({ body }) => settledAppointment.parse(body));
  expect(new Set(settled.map((one) => (one.did === "charge" ? one.invoice.number : "")))).toEqual(
    new Set(["MAIN-2026-000001"]),
  );
  const line = { priceId: id, quantity: 2 };
  const sale = { requestId: randomUUID(), patientId, branchId, kind: "package", name: "Two", sessions: 2, line };
  await ask(desk, "POST", "packages", sale);
  const next = await appointment("checked-in");
  expect((await settle(next)).code).toEqual([409, "billing/needs-reason"]);
  const used = await settle(next, { override: { reason: "pays at the end" } });
  expect(settledAppointment.parse(used.body)).toMatchObject({ did: "session", isNew: true, package: { left: 1 } });
  const again = settledAppointment.parse((await settle(next)).body);
  if (again.did !== "session") throw new Error("it was a session");
  expect([again.isNew, again.package.left]).toEqual([false, 1]);
  // Taken back, it can be used again.
  const [attended] = again.package.attended;
  const undo = `packages/${again.package.id}/sessions/${attended?.id}/undo`;
  expect((await ask(desk, "POST", undo, { version: attended?.version })).status).toBe(200);
  expect((await settle(next, { override: { reason: "pays at the end" } })).status).toBe(201);
});

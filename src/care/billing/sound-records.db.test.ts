import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aPatient, anAdministrator, inside } from "../../../test/people/index.ts";
import { type FhirResource, extensionIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import {
  aCredit,
  aPackage,
  aPayment,
  aSession,
  against,
  anInvoice,
  booksAtWork,
  money,
} from "./testing/books-at-work.ts";
import { extensionUrl } from "./vocabulary.ts";

const { house, chart, chartOf, aDeskWithPatient } = await booksAtWork();

test("an invoice is of its subject: one that names its patient elsewhere would be in nobody's book", async () => {
  const { make, patient } = await aDeskWithPatient();
  const { subject, ...rest } = anInvoice(patient, 100_00n);
  for (const named of [
    { recipient: subject },
    { participant: [{ actor: subject }] },
    { subject: { reference: `Group/${randomUUID()}` }, recipient: subject },
  ])
    await expect(make({ ...rest, ...named } as FhirResource)).rejects.toMatchObject(against("Invoice.subject"));
  const invoice = (await make(anInvoice(patient, 100_00n))).id;
  const { subject: _whose, ...credit } = aCredit(patient, invoice, 100_00n);
  await expect(make({ ...credit, recipient: subject } as FhirResource)).rejects.toMatchObject(
    against("Invoice.subject"),
  );
  // Whose version is named is theirs.
  const versioned = { subject: { reference: `Patient/${patient}/_history/1` } };
  await make({ ...aCredit(patient, invoice, 60_00n), ...versioned } as FhirResource);
  await expect(make({ ...aCredit(patient, invoice, 60_00n), ...versioned } as FhirResource)).rejects.toMatchObject(
    against("Invoice.totalGross"),
  );
});

test("when a paper was printed first is the server's to say from the beginning", async () => {
  const known = await aDeskWithPatient();
  const { desk, make, patient } = known;
  const printed = { url: extensionUrl.printed, valueInstant: "1999-12-31T12:00:00Z" };
  const saysSo = (resource: FhirResource) =>
    ({ ...resource, extension: [...((resource["extension"] ?? []) as object[]), printed] }) as FhirResource;
  const draft = inside(await make(saysSo(anInvoice(patient, 10_00n, { status: "draft" }))));
  const target = { type: "Invoice", id: draft.id as ResourceId } as const;
  const issued = await chart.update(desk, target, saysSo({ ...draft, status: "issued" }));
  for (const one of [
    issued.value,
    await make(saysSo(anInvoice(patient, 10_00n))),
    await make(saysSo(aPayment(known, 10_00n))),
  ])
    expect(extensionIn(inside(one), extensionUrl.printed)).toBeUndefined();
});

test("a receipt names a branch that is here: money in nobody's till would be counted by nobody", async () => {
  const known = await aDeskWithPatient();
  const { make, desk } = known;
  const { extension, ...rest } = aPayment(known, 30_00n);
  const others = (extension as { url: string }[]).filter(({ url }) => url !== extensionUrl.branch);
  const refused = against("PaymentNotice.extension");
  await expect(make({ ...rest, extension: others } as FhirResource)).rejects.toMatchObject(refused);
  for (const branch of [randomUUID(), known.patient])
    await expect(make(aPayment({ ...known, branch }, 30_00n))).rejects.toMatchObject(refused);
  await make(aPayment(known, 30_00n));
  const draft = inside(
    await make({
      ...aPayment(known, 30_00n, { refund: true }),
      extension: [...others, { url: extensionUrl.kind, valueCode: "refund" }],
    } as FhirResource),
  );
  const target = { type: "PaymentNotice", id: draft.id as ResourceId } as const;
  await expect(chart.update(known.manager, target, { ...draft, status: "active" })).rejects.toMatchObject(refused);
  await chart.update(desk, target, { ...draft, status: "cancelled" });
});

test("a cash-up is of one whole day", async () => {
  const { manager, make } = await aDeskWithPatient();
  const office = anAdministrator(manager.tenant);
  const branch = (await make({ resourceType: "Location", name: "Lake Road" } as FhirResource, office)).id;
  for (const start of ["2026", "2026-02"]) {
    const cashUp = {
      resourceType: "PaymentReconciliation",
      extension: [{ url: extensionUrl.branch, valueReference: { reference: `Location/${branch}` } }],
      status: "active",
      period: { start },
      created: "2026-03-07",
      paymentDate: "2026-03-07",
      paymentAmount: money(0n),
    } as unknown as FhirResource;
    await expect(make(cashUp, manager)).rejects.toMatchObject(against("PaymentReconciliation.period"));
  }
});

test("a package is sold with an invoice of its own, and gives no session until that is issued, nor once it is credited", async () => {
  const { desk, manager, make, patient } = await aDeskWithPatient();
  const other = await make(aPatient({ mrn: "4712" }) as FhirResource);
  const extension = against("Account.extension");
  const { extension: _origin, ...free } = aPackage(patient, 5, { invoice: patient });
  const sessions = { url: extensionUrl.sessions, valuePositiveInt: 5 };
  await expect(make({ ...free, extension: [sessions] } as FhirResource)).rejects.toMatchObject(extension);
  const theirs = (await make(anInvoice(other.id, 100_00n))).id;
  for (const invoice of [theirs, randomUUID()])
    await expect(make(aPackage(patient, 5, { invoice }))).rejects.toMatchObject(extension);

  // All of it is a discount, which waits for somebody else.
  const draft = inside(await make(anInvoice(patient, 100_00n, { discount: 100_00n, status: "draft" })));
  const invoice = { type: "Invoice", id: draft.id as ResourceId } as const;
  const held = inside(await make(aPackage(patient, 5, { invoice: invoice.id })));
  const use = (of = held) => make(aSession(patient, String(of.id)));
  const unsold = against("ChargeItem.account");
  await expect(use()).rejects.toMatchObject(unsold);
  await expect(make(aPackage(patient, 5, { invoice: invoice.id }))).rejects.toMatchObject(extension);
  await expect(chart.delete(desk, invoice)).rejects.toMatchObject(against("Invoice.status"));
  const elsewhere = inside(await make(anInvoice(patient, 50_00n)));
  const moved = { ...aPackage(patient, 5, { invoice: String(elsewhere.id) }), id: held.id } as FhirResource;
  const target = { type: "Account", id: held.id as ResourceId } as const;
  await expect(chart.update(desk, target, moved)).rejects.toMatchObject(extension);
  await chart.update(manager, invoice, { ...draft, status: "issued" });
  await use();

  const second = inside(await make(aPackage(patient, 5, { invoice: String(elsewhere.id) })));
  await use(second);
  await make(aCredit(patient, String(elsewhere.id), 20_00n));
  await use(second);
  await make(aCredit(patient, String(elsewhere.id), 30_00n));
  await expect(use(second)).rejects.toMatchObject(unsold);
  // One that is thrown away sells nothing.
  const gone = inside(await make(anInvoice(patient, 10_00n, { status: "draft" })));
  const third = inside(await make(aPackage(patient, 5, { invoice: String(gone.id) })));
  await chart.update(desk, { type: "Invoice", id: gone.id as ResourceId }, { ...gone, status: "entered-in-error" });
  await expect(use(third)).rejects.toMatchObject(unsold);
});

test("sessions that are passed on leave the other package in the same transaction, each once", async () => {
  const { desk, make, patient } = await aDeskWithPatient();
  const friend = (await make(aPatient({ mrn: "4713" }) as FhirResource)).id;
  const invoice = (await make(anInvoice(patient, 100_00n))).id;
  const held = inside(await make(aPackage(patient, 5, { invoice })));
  const source = String(held.id);
  const create = (sessions: number, of = source) =>
    ({ kind: "create", type: "Account", resource: aPackage(friend, sessions, { source: of }) }) as const;
  const leave = (sessions: number, ifMatch?: number) =>
    ({
      kind: "update",
      type: "Account",
      id: source as ResourceId,
      resource: { ...aPackage(patient, sessions, { invoice }), id: source } as FhirResource,
      ifMatch,
    }) as const;
  const refused = against("Account.extension");
  for (const entries of [
    [create(1)],
    [create(1, randomUUID())],
    [create(1, patient)],
    [create(3), leave(3)],
    [create(2), create(1), leave(3)],
  ])
    await expect(chart.transact(desk, entries)).rejects.toMatchObject(refused);
  await chart.transact(desk, [create(1), create(1), leave(3)]);
  // What left before isn't taken over again, and of many at once each has what left for it.
  await expect(chart.transact(desk, [create(2), leave(3)])).rejects.toMatchObject(refused);
  const other = chartOf(house.anotherProcess());
  const tries = await Promise.allSettled(
    Array.from({ length: 6 }, (_, index) => (index % 2 === 0 ? chart : other).transact(desk, [create(1), leave(2, 2)])),
  );
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const { value } = await chart.search(desk, "Account", [["patient", friend]]);
  expect(value.matches).toHaveLength(3);
  const frozen = { ...leave(2), resource: { ...leave(2).resource, status: "on-hold" } as FhirResource };
  await chart.transact(desk, [frozen]);
  await expect(chart.transact(desk, [create(1), leave(1)])).rejects.toMatchObject(refused);
});

import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { anAdministrator, inside } from "../../../test/people/index.ts";
import { type FhirResource, extensionIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { aCredit, aPayment, against, anInvoice, booksAtWork, money } from "./testing/books-at-work.ts";
import { extensionUrl } from "./vocabulary.ts";

const { chart, aDeskWithPatient } = await booksAtWork();

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

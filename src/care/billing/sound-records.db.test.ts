import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import { aCredit, against, anInvoice, booksAtWork } from "./testing/books-at-work.ts";

const { aDeskWithPatient } = await booksAtWork();

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

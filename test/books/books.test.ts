import { expect, test } from "vitest";
import { attempt, aPatientWithoutDues, faultsOf, spendDays } from "./front-desk-days.ts";

// `npm run test:books` spends ten thousand days.
const days = Number(process.env["WARDBOOK_BOOKS_DAYS"] ?? "400");

test("however a desk spends its days, the books balance to the cent and no session is given twice", () => {
  const { accepted, refused, faults } = spendDays(20_260_307, { days, patients: 4, acts: 120 });
  expect(faults).toEqual([]);
  // Days on which all is refused, or nothing, would prove nothing.
  expect(Math.min(accepted, refused)).toBeGreaterThan(days * 20);
});

test("books that don't balance are seen", () => {
  const patient = aPatientWithoutDues();
  expect(attempt(patient, { kind: "issue", invoice: "one", total: 100n, charges: [] })).toBe(true);
  expect(attempt(patient, { kind: "package", id: "two", sessions: 2, isOpen: true })).toBe(true);
  expect(faultsOf(patient)).toEqual([]);
  patient.book = { ...patient.book, received: 1n };
  expect(faultsOf(patient)).toContain("the balance is the sum of the entries");
  patient.book = { ...patient.book, packages: new Map([["two", { sessions: 2, used: new Set([1]), isOpen: true }]]) };
  expect(faultsOf(patient)).toContain("sessions are counted once");
});

import { type OddIds, type OddRoute, none } from "./odd-route.ts";

const amounts = ["0.00", "999999999999.9999", "1", "00000000001.10"];

/** Prices, invoices, payments, packages, the till, and paper. */
export function money({ patient, id }: OddIds): readonly OddRoute[] {
  const base = "/api/billing";
  const at = { requestId: id, patientId: patient, branchId: id };
  const line = { priceId: id, quantity: 999, discount: { percent: "100.0001" } };
  const amountOf = (text: string) => amounts[text.length % amounts.length] ?? "1";
  return [
    ["GET", `${base}/settings`, none],
    [
      "PUT",
      `${base}/settings`,
      (text) => [
        {
          currency: "INR",
          taxes: [{ code: "A", name: text.slice(0, 60), percent: "999.9999" }],
          prefixes: [{ branchId: id, prefix: "ZZ" }],
          discountLimitPercent: "999.9999",
          duesLimit: "999999999999.9999",
        },
        { currency: text, taxes: [{ code: text, name: text, percent: text }], prefixes: [text] },
      ],
    ],
    ["GET", `${base}/prices`, none],
    ["GET", `${base}/dues?branch=${id}`, none],
    ["GET", `${base}/waiting?branch=${id}`, none],
    ["GET", `${base}/statement?patient=${patient}`, none],
    ["GET", `${base}/packages?patient=${patient}`, none],
    ["GET", `${base}/invoices/${id}`, none],
    ["GET", `${base}/cash-up?branch=${id}&day=1900-01-01`, none],
    [
      "POST",
      `${base}/prices`,
      (text) => [
        { code: "A", name: text.slice(0, 120), amount: amountOf(text), taxCodes: [text], kindId: id },
        { code: text, name: text, amount: text },
      ],
    ],
    ["PUT", `${base}/prices/${id}`, (text) => [{ version: 1, code: "A", name: text, amount: amountOf(text) }]],
    [
      "POST",
      `${base}/invoices`,
      (text) => [
        { ...at, lines: [line, { priceId: id, discount: { amount: amountOf(text) }, appointmentId: id }] },
        { ...at, lines: Array.from({ length: 60 }, () => line) },
      ],
    ],
    ["POST", `${base}/invoices/${id}/issue`, () => [{ version: Number.MAX_SAFE_INTEGER }]],
    ["POST", `${base}/invoices/${id}/discard`, () => [{ version: 1 }]],
    ["POST", `${base}/invoices/${id}/credit`, (text) => [{ requestId: id, reason: text, lines: [0, 0, 1e15] }]],
    ["POST", `${base}/invoices/${id}/print`, none],
    ["POST", `${base}/payments/${id}/print`, none],
    [
      "POST",
      `${base}/payments`,
      (text) => [
        { ...at, parts: [{ method: "cash", amount: amountOf(text), reference: text.slice(0, 60) }] },
        { ...at, parts: [{ method: "advance", amount: "1" }], allocations: [{ invoiceId: id, amount: "1" }] },
      ],
    ],
    ["POST", `${base}/refunds`, (text) => [{ ...at, method: "upi", amount: amountOf(text), reason: text }]],
    ["POST", `${base}/refunds/${id}/approve`, () => [{ version: 1 }]],
    ["POST", `${base}/refunds/${id}/refuse`, () => [{ version: 1 }]],
    [
      "POST",
      `${base}/packages`,
      (text, date) => [{ ...at, kind: "daily", name: text, sessions: 500, line, until: date.slice(0, 10) }],
    ],
    ["POST", `${base}/packages/${id}/sessions`, (text) => [{ requestId: id, override: { reason: text } }]],
    ["POST", `${base}/packages/${id}/sessions/${id}/undo`, () => [{ version: 1 }]],
    ["POST", `${base}/packages/${id}/freeze`, () => [{ version: 1 }]],
    ["POST", `${base}/packages/${id}/unfreeze`, () => [{ version: Number.MAX_SAFE_INTEGER }]],
    [
      "POST",
      `${base}/packages/${id}/transfer`,
      () => [{ requestId: id, version: 1, toPatientId: patient, sessions: 500 }],
    ],
    ["POST", `${base}/appointments/${id}/settle`, (text) => [{ branchId: id, override: { reason: text } }]],
    [
      "POST",
      `${base}/papers/check`,
      (text) => [
        { number: text, code: text },
        { number: "|,", code: "%" },
      ],
    ],
    [
      "POST",
      `${base}/cash-up`,
      (text, date) => [
        {
          requestId: id,
          branchId: id,
          day: date.slice(0, 10),
          counted: [{ method: "cash", amount: amountOf(text) }],
          explanation: text,
        },
      ],
    ],
  ];
}

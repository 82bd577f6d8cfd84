import { type OddIds, type OddRoute, none } from "./odd-route.ts";

/** Vouchers of expenses, and payments online. */
export function spending({ patient, id }: OddIds): readonly OddRoute[] {
  const content = { requestId: id, branchId: id, category: "other", payee: "t", title: "t", amount: "1", tax: "0" };
  return [
    ["GET", `/api/expenses/vouchers?branch=${id}&from=1900-01-01&to=2199-12-31`, none],
    ["PUT", "/api/expenses/settings", (text) => [{ categories: [{ code: "x", name: text }], budgets: [] }]],
    [
      "POST",
      "/api/expenses/vouchers",
      (text, date) => [
        { ...content, title: text, payee: text, date: date.slice(0, 10) },
        { ...content, amount: "999999999999.9999", date: "2026-03-07", receiptIds: [id] },
      ],
    ],
    ["PUT", `/api/expenses/vouchers/${id}`, (text) => [{ ...content, version: 1, title: text, date: "2026-03-07" }]],
    ["POST", `/api/expenses/vouchers/${id}/reject`, (text) => [{ version: 1, reason: text }]],
    ["POST", `/api/expenses/vouchers/${id}/approve`, (text) => [{ version: 1, reason: text }]],
    ["POST", `/api/expenses/vouchers/${id}/void`, (text) => [{ version: 2 ** 53, reason: text }]],
    ["POST", `/api/expenses/vouchers/${id}/submit`, () => [{ version: Number.MAX_SAFE_INTEGER }]],
    [
      "POST",
      `/api/expenses/vouchers/${id}/pay`,
      (text) => [{ version: Number.MAX_SAFE_INTEGER, method: "till", reference: text }],
    ],
    ["POST", "/api/expenses/receipts?title=x", (text) => [text]],
    ["PUT", "/api/payments/settings", (text) => [{ words: text }]],
    [
      "POST",
      "/api/payments/online",
      (text) => [
        { requestId: id, patientId: patient, amount: "999999999999.9999", branchId: id },
        { requestId: id, patientId: patient, invoiceIds: [id], card: text },
      ],
    ],
    ["POST", "/api/payments/refunds", (text) => [{ requestId: id, paymentId: id, amount: "1", reason: text }]],
    ["POST", `/api/payments/online/${id}/look`, none],
    ["POST", `/api/payments/online/${id}/withdraw`, none],
    ["POST", "/api/payments/notices/stripe", (text) => [{ id: text, object: "event" }]],
  ];
}

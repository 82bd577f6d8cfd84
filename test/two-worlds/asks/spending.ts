import { type Picks, aPatientId, anId } from "../picks.ts";
import { chance, oneOf } from "../random.ts";
import type { Asks } from "./ask-at.ts";
import { aDay, aPath, aRequestId, aVersion, anAmount, atBranch, nothing, ofPatient } from "./pick.ts";

const content = (picks: Picks) => ({
  branchId: picks.plan.directory.clinic.branch,
  category: "other",
  title: "Tape",
  payee: "A shop",
  amount: anAmount(picks),
  date: aDay(picks),
  ...(chance(picks.random, 0.3) ? { receiptIds: [anId(picks)] } : {}),
  submit: chance(picks.random, 0.5),
});
const decided = (picks: Picks) => ({ ...aPath(picks), body: { version: aVersion(picks), reason: "not ours" } });

/** Expenses, and payment on a provider's pages. */
export const spendingQuestions: Asks = {
  "GET /api/expenses/settings": nothing,
  "GET /api/expenses/vouchers": atBranch,
  "GET /api/expenses/vouchers/:id": aPath,
  "GET /api/expenses/receipts/:id": aPath,
  "GET /api/payments/standing": nothing,
  "GET /api/payments/settings": nothing,
  "GET /api/payments/online": ofPatient,
  "POST /api/payments/online/:id/look": aPath,
};

export const spendingAttempts: Asks = {
  "PUT /api/expenses/settings": (picks) => ({
    body: {
      categories: [{ code: "other", name: "Other" }],
      budgets: [{ branchId: picks.plan.directory.clinic.branch, day: "50", month: null }],
    },
  }),
  "POST /api/expenses/vouchers": (picks) => ({ body: { requestId: aRequestId(picks), ...content(picks) } }),
  "PUT /api/expenses/vouchers/:id": (picks) => ({
    ...aPath(picks),
    body: { version: aVersion(picks), ...content(picks) },
  }),
  "POST /api/expenses/vouchers/:id/submit": (picks) => ({ ...aPath(picks), body: { version: aVersion(picks) } }),
  "POST /api/expenses/vouchers/:id/approve": decided,
  "POST /api/expenses/vouchers/:id/reject": decided,
  "POST /api/expenses/vouchers/:id/void": decided,
  "POST /api/expenses/vouchers/:id/pay": (picks) => ({
    ...aPath(picks),
    body: { version: aVersion(picks), method: oneOf(picks.random, ["till", "bank"]) },
  }),
  "PUT /api/payments/settings": () => ({ body: { words: "Payment to the clinic" } }),
  "POST /api/payments/online": (picks) => ({
    body: {
      requestId: aRequestId(picks),
      patientId: aPatientId(picks),
      branchId: picks.plan.directory.clinic.branch,
      ...(chance(picks.random, 0.4) ? { invoiceIds: [anId(picks)] } : {}),
    },
  }),
  "POST /api/payments/online/:id/withdraw": aPath,
  "POST /api/payments/refunds": (picks) => ({
    body: { requestId: aRequestId(picks), paymentId: anId(picks), amount: "1", reason: "paid twice" },
  }),
};

import { type Picks, aPatientId, anId } from "../picks.ts";
import { below, chance, oneOf } from "../random.ts";
import type { Asks } from "./ask-at.ts";
import { aBranch, aDay, aPath, aRequestId, aVersion, anAmount, atBranch, nothing, ofPatient } from "./pick.ts";

const base = "/api/billing";
const methodsOfPayment = ["cash", "upi", "cheque", "advance"] as const;

const at = (picks: Picks) => ({
  requestId: aRequestId(picks),
  patientId: aPatientId(picks),
  branchId: chance(picks.random, 0.8) ? picks.plan.directory.clinic.branch : aBranch(picks),
});

const aLine = ({ random, plan: { directory } }: Picks) => ({
  priceId: directory.clinic.price,
  quantity: 1 + below(random, 3),
  ...(chance(random, 0.3) ? { discount: { percent: oneOf(random, ["5", "50"]) } } : {}),
});

const aReason = (picks: Picks) => (chance(picks.random, 0.5) ? { override: { reason: "pays on Monday" } } : {});
const withVersion = (picks: Picks) => ({ ...aPath(picks), body: { version: aVersion(picks) } });

export const billingQuestions: Asks = {
  [`GET ${base}/settings`]: nothing,
  [`GET ${base}/prices`]: nothing,
  [`GET ${base}/dues`]: atBranch,
  [`GET ${base}/waiting`]: atBranch,
  [`GET ${base}/statement`]: ofPatient,
  [`GET ${base}/packages`]: ofPatient,
  [`GET ${base}/invoices/:id`]: aPath,
  [`GET ${base}/cash-up`]: (picks) => ({ query: { branch: aBranch(picks), day: aDay(picks) } }),
  [`POST ${base}/papers/check`]: () => ({ body: { number: "MAIN-2026-000001", code: "AAAA-AAAA-AAAA" } }),
};

export const billingAttempts: Asks = {
  [`PUT ${base}/settings`]: () => ({
    body: { currency: "INR", taxes: [], prefixes: [], discountLimitPercent: "10", duesLimit: "500" },
  }),
  [`POST ${base}/prices`]: (picks) => ({
    body: { code: oneOf(picks.random, ["A", "B"]), name: "Tape", amount: anAmount(picks) },
  }),
  [`PUT ${base}/prices/:id`]: (picks) => ({
    params: { id: oneOf(picks.random, [picks.plan.directory.clinic.price, anId(picks)]) },
    body: { version: aVersion(picks), code: "SES", name: "Session", amount: "100" },
  }),
  [`POST ${base}/invoices`]: (picks) => ({ body: { ...at(picks), lines: [aLine(picks)] } }),
  [`POST ${base}/invoices/:id/issue`]: withVersion,
  [`POST ${base}/invoices/:id/discard`]: withVersion,
  [`POST ${base}/invoices/:id/credit`]: (picks) => ({
    ...aPath(picks),
    body: { requestId: aRequestId(picks), reason: "it came back" },
  }),
  [`POST ${base}/invoices/:id/print`]: aPath,
  [`POST ${base}/payments`]: (picks) => ({
    body: { ...at(picks), parts: [{ method: oneOf(picks.random, methodsOfPayment), amount: anAmount(picks) }] },
  }),
  [`POST ${base}/payments/:id/print`]: aPath,
  [`POST ${base}/refunds`]: (picks) => ({
    body: { ...at(picks), method: "cash", amount: anAmount(picks), reason: "paid twice" },
  }),
  [`POST ${base}/refunds/:id/approve`]: withVersion,
  [`POST ${base}/refunds/:id/refuse`]: withVersion,
  [`POST ${base}/packages`]: (picks) => ({
    body: { ...at(picks), kind: "package", name: "Ten of physiotherapy", sessions: 10, line: aLine(picks) },
  }),
  [`POST ${base}/packages/:id/sessions`]: (picks) => ({
    ...aPath(picks),
    body: { requestId: aRequestId(picks), ...aReason(picks) },
  }),
  [`POST ${base}/packages/:id/sessions/:session/undo`]: (picks) => ({
    params: { id: anId(picks), session: anId(picks) },
    body: { version: aVersion(picks) },
  }),
  [`POST ${base}/packages/:id/freeze`]: withVersion,
  [`POST ${base}/packages/:id/unfreeze`]: withVersion,
  [`POST ${base}/packages/:id/transfer`]: (picks) => ({
    ...aPath(picks),
    body: { requestId: aRequestId(picks), version: aVersion(picks), toPatientId: aPatientId(picks), sessions: 1 },
  }),
  [`POST ${base}/appointments/:id/settle`]: (picks) => ({
    ...aPath(picks),
    body: { branchId: picks.plan.directory.clinic.branch, ...aReason(picks) },
  }),
  [`POST ${base}/cash-up`]: (picks) => ({
    body: {
      requestId: aRequestId(picks),
      branchId: picks.plan.directory.clinic.branch,
      day: aDay(picks),
      counted: [{ method: "cash", amount: "100" }],
      ...(chance(picks.random, 0.5) ? { explanation: "counted twice" } : {}),
    },
  }),
};

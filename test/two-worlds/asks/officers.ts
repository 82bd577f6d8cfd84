import { type Picks, aPatientId, anId } from "../picks.ts";
import type { Asks } from "./ask-at.ts";

/** Doors of officers, who decide of whole records: asked with what any caller could send, by whoever has no such permission. */
const lookedAt = [
  "GET /api/break-glass",
  "GET /api/break-glass/:id",
  "GET /api/break-glass/mine",
  "GET /api/erasures",
  "GET /api/erasures/:id",
  "GET /api/erasures/:id/retained",
  "GET /api/erasures/over",
  "GET /api/proxies",
  "GET /api/proxies/mine",
  "GET /api/proxies/of-me",
  "GET /api/retention",
  "GET /api/retention/appraisals",
  "GET /api/retention/plan",
  "GET /api/rights/mine",
  "GET /api/rights/mine/deleted",
  "GET /api/rights/mine/drafts",
  "GET /api/rights/mine/messages",
  "GET /api/rights/mine/letters",
  "GET /api/rights/mine/letters/:letter/pdf",
  "GET /api/rights/mine/restrictions",
  "GET /api/rights/requests",
  "GET /api/rights/requests/:id",
  "GET /api/rights/requests/:id/letters",
  "GET /api/rights/requests/:id/letters/:letter/pdf",
  "GET /api/rights/requests/:id/recipients",
  "GET /api/rights/requests/:id/restriction",
  "GET /api/tasks",
  "GET /api/tasks/:id/assignees",
] as const;

const done = [
  "POST /api/break-glass/:id/end",
  "POST /api/break-glass/:id/review",
  "POST /api/erasures",
  "POST /api/erasures/:id",
  "POST /api/erasures/:id/approve",
  "POST /api/erasures/:id/retained",
  "POST /api/erasures/:id/retained/approve",
  "POST /api/erasures/plan",
  "POST /api/proxies",
  "POST /api/proxies/:id/confirm",
  "POST /api/proxies/:id/end",
  "POST /api/proxies/:id/refuse",
  "POST /api/proxies/mine/:id/end",
  "POST /api/proxies/mine/:id/open",
  "POST /api/proxies/of-me/:id/confirm",
  "POST /api/proxies/of-me/:id/end",
  "POST /api/proxies/of-me/:id/refuse",
  "POST /api/retained/:id",
  "POST /api/retention/appraisals/:id",
  "POST /api/retention/appraisals/:id/approve",
  "POST /api/retention/holds",
  "POST /api/retention/plan",
  "POST /api/rights/mine",
  "POST /api/rights/mine/:id/withdraw",
  "POST /api/rights/requests",
  "POST /api/rights/requests/:id",
  "POST /api/rights/requests/:id/letters",
  "POST /api/rights/requests/:id/letters/preview",
  "POST /api/rights/requests/:id/letters/:letter/sendings",
  "POST /api/rights/requests/:id/restriction",
  "POST /api/rights/requests/:id/restriction/read",
  "POST /api/tasks/:id/assign",
  "POST /api/tasks/:id/complete",
] as const;

const params = (picks: Picks) => ({ id: anId(picks), letter: anId(picks) });

/** What most of these take, and none minds. */
const body = (picks: Picks) => ({
  patientId: aPatientId(picks),
  kind: "access",
  law: "gdpr",
  asker: { name: "Nora", relation: "self" },
  channel: "letter",
  asked: "What do you keep?",
  scope: { kind: "patient", patient: aPatientId(picks) },
  event: "withdraw",
  why: "It was a mistake.",
  note: "It was a mistake.",
  outcome: "justified",
  revision: 1,
});

const asksOf = (routes: readonly string[], ask: Asks[string]): Asks =>
  Object.fromEntries(routes.map((route) => [route, ask]));

export const officersQuestions = asksOf(lookedAt, (picks) => ({ params: params(picks) }));
export const officersAttempts = asksOf(done, (picks) => ({ params: params(picks), body: body(picks) }));

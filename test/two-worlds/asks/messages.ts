import { type Picks, aPatientId, anId } from "../picks.ts";
import { chance, oneOf } from "../random.ts";
import type { Asks } from "./ask-at.ts";
import { aRequestId, nothing } from "./pick.ts";

const base = "/api/messages";

const to = (picks: Picks) =>
  oneOf(picks.random, [
    [{ kind: "role", id: "clinician" }],
    [{ kind: "role", id: "front-desk" }],
    [{ kind: "branch", id: picks.plan.directory.clinic.branch }],
    [{ kind: "person", id: colleague }],
    [{ kind: "everybody" }],
  ]);

/** Somebody else who works there: in each world an account of its own. */
export const colleague = "{colleague}";

export const messageQuestions: Asks = {
  [`GET ${base}`]: (picks) => ({ query: { patient: chance(picks.random, 0.4) ? aPatientId(picks) : undefined } }),
  [`GET ${base}/thread`]: (picks) => ({ query: { id: anId(picks) } }),
  [`GET ${base}/unread`]: nothing,
  [`GET ${base}/colleagues`]: nothing,
};

export const messageAttempts: Asks = {
  [`POST ${base}`]: (picks) => ({
    body: {
      requestId: aRequestId(picks),
      to: to(picks),
      subject: "A question",
      text: "Who sees them next?",
      ...(chance(picks.random, 0.5) ? { patientId: aPatientId(picks) } : {}),
      ...(chance(picks.random, 0.2) ? { taskId: anId(picks) } : {}),
    },
  }),
  [`POST ${base}/replies`]: (picks) => ({
    body: { requestId: aRequestId(picks), threadId: anId(picks), text: "I do." },
  }),
  [`POST ${base}/seen`]: (picks) => ({ body: { ids: [anId(picks), anId(picks)] } }),
  [`POST ${base}/acknowledged`]: (picks) => ({ body: { ids: [anId(picks)] } }),
};

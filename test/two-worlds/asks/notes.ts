import { type Picks, aPatientId, anId } from "../picks.ts";
import { chance } from "../random.ts";
import type { Asks } from "./ask-at.ts";
import { aPath, aRequestId, aVersion, nothing } from "./pick.ts";

/** Of a few: one that is saved is found again. */
const aDraft = (picks: Picks) => ({ params: { id: aRequestId(picks) } });

export const noteQuestions: Asks = {
  "GET /api/patients/:patientId/drafts": (picks) => ({ params: { patientId: aPatientId(picks) } }),
  "GET /api/notes/:id/signatures": aPath,
  "GET /api/notes/:id/signed-record": aPath,
  "GET /api/signatures/next": nothing,
};

export const noteAttempts: Asks = {
  "PUT /api/drafts/:id": (picks) => ({
    ...aDraft(picks),
    body: {
      patientId: aPatientId(picks),
      title: "Progress",
      text: "Walks with a frame.",
      baseRevision: chance(picks.random, 0.7) ? 0 : 1,
      ...(chance(picks.random, 0.3) ? { addendumTo: anId(picks) } : {}),
      ...(chance(picks.random, 0.2) ? { replaces: anId(picks) } : {}),
      ...(chance(picks.random, 0.3) ? { encounter: anId(picks) } : {}),
    },
  }),
  "DELETE /api/drafts/:id": aDraft,
  "POST /api/drafts/:id/sign": (picks) => ({ ...aDraft(picks), body: { revision: aVersion(picks), password: "x" } }),
  "POST /api/letters": (picks) => ({
    body: {
      id: aRequestId(picks),
      patientId: aPatientId(picks),
      kind: "referral",
      recipient: { name: "Dr Duarte", address: "1 Quay" },
      subject: "Left knee",
      text: "Dear colleague,",
      password: "x",
      ...(chance(picks.random, 0.3) ? { replaces: anId(picks) } : {}),
      ...(chance(picks.random, 0.3) ? { encounter: anId(picks) } : {}),
    },
  }),
  "POST /api/notes/:id/co-signature": (picks) => ({ ...aPath(picks), body: { password: "x" } }),
  "POST /api/notes/:id/paper": aPath,
  "POST /api/notes/:id/return": (picks) => ({ ...aPath(picks), body: { words: "Say which hip." } }),
};

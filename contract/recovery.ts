import { z } from "zod";
import { instant, uuid } from "./common.ts";
import { decisionSignature, signingPassword } from "./notes.ts";
import { recoveryCode, username } from "./session.ts";

export const recoveryState = z.enum([
  "asked",
  "half-approved",
  "mailed",
  "waiting",
  "ready",
  "enrolling",
  "done",
  "refused",
  "cancelled",
  "lapsed",
]);

/** Somebody's lost access on its way back. */
export const recoveryRow = z.object({
  id: uuid,
  person: z.object({ id: uuid, displayName: z.string(), username: z.string() }),
  /** `people`: two approve. `code`: a recovery code, a mail and a waiting time. */
  way: z.enum(["people", "code"]),
  state: recoveryState,
  reason: z.string().optional(),
  startedBy: z.string(),
  startedAt: instant,
  approvals: z.array(
    z.object({
      name: z.string(),
      at: instant,
      mine: z.boolean(),
      /** Approvals of before they were signed have none. */
      signature: decisionSignature.optional(),
    }),
  ),
  /** When the waiting is over (way `code`). */
  readyAt: instant.optional(),
  /** When it lapses. */
  until: instant,
  /** Whether the caller may approve now. */
  mayApprove: z.boolean(),
});
export type RecoveryRow = z.infer<typeof recoveryRow>;

/** `GET /api/recoveries` — permission `recovery.approve` or `people.manage`; the open ones and those of the last 30 days. */
export const recoveryList = z.object({ recoveries: z.array(recoveryRow) });
/** `POST /api/recoveries` — permission `recovery.approve` or `people.manage`, step-up; answers 201 `recoveryRow`. */
export const startRecoveryRequest = z.object({ personId: uuid, reason: z.string().trim().min(3).max(300) });
/** `POST /api/recoveries/:id/approve` — signed, as in `signDraftRequest`. */
export const approveRecoveryRequest = z.object({ password: signingPassword });
/** `POST /api/recoveries/:id/approve` — permission `recovery.approve`, step-up, two different people, neither the
 *  person. Each gets a half to hand over, shown once: with both the person enrols anew. Whoever has one half has nothing.
 *  `POST /api/recoveries/:id/refuse` (no body) — answers `recoveryRow`. */
export const approveRecoveryAnswer = z.object({
  recovery: recoveryRow,
  /** `/recover#<recovery>.<half>`: the person opens one link and types the other's half. */
  link: z.string(),
  half: z.string(),
});

/** `POST /api/recovery` — nobody signed in: begins the way `code`. Wrong code, unknown name and a person without address get
 *  one answer, 401 `recovery/refused`; a right code sends a mail and answers 202. */
export const selfRecoveryRequest = z.object({
  organisation: z.string().max(64).optional(),
  username,
  recoveryCode,
});

/** What is after the `#` of a recovery link. */
const ticket = z.string().min(20).max(200);
/** `POST /api/recovery/ticket` — looks at a link; that of a mail is confirmed by it, and the waiting begins. 401 `recovery/over`. */
export const recoveryTicketRequest = z.object({ ticket });
export const recoveryTicket = z.object({
  way: z.enum(["people", "code"]),
  state: recoveryState,
  organisation: z.string(),
  readyAt: instant.optional(),
  until: instant,
  /** The other approver's half must be typed. */
  needsOtherHalf: z.boolean(),
});
export type RecoveryTicket = z.infer<typeof recoveryTicket>;
/** `POST /api/recovery/begin` — when `ready` (or `half` completes it): what proved the person before is forgotten, and a
 *  `signInStep` `new-password` answers, at which a passkey can be enrolled instead of a password. */
export const beginRecoveryRequest = z.object({ ticket, otherHalf: z.string().trim().max(64).optional() });

import { z } from "zod";
import { instant, uuid } from "./common.ts";
import { creationOptions, registrationResponse } from "./passkey.ts";
import { enrolment, password } from "./session.ts";

// Everything under `/api/account` is the signed-in person's own. What changes credentials needs a step-up (403 `session/step-up-needed`).

const label = z.string().trim().min(1).max(60);

/** A passkey or an authenticator app. */
export const authenticator = z.object({
  id: uuid,
  kind: z.enum(["passkey", "totp"]),
  name: z.string(),
  addedAt: instant,
  lastUsedAt: instant.optional(),
  /** Passkeys: synchronised by its provider, so that it survives the loss of a device. */
  backedUp: z.boolean().optional(),
});
export type Authenticator = z.infer<typeof authenticator>;

/** `GET /api/account` */
export const account = z.object({
  username: z.string(),
  given: z.string(),
  family: z.string(),
  jobTitle: z.string().optional(),
  email: z.string().optional(),
  authenticators: z.array(authenticator),
  /** Absent: this person has no password, only passkeys. */
  password: z.object({ changedAt: instant, changeBy: instant.optional() }).optional(),
  /** What a new password must keep: `GET /api/password-profiles` explains. */
  passwordProfile: z.enum(["policy", "nist-800-63b-4"]),
  recoveryCodesLeft: z.number().int(),
  recovery: z
    .object({ id: uuid, way: z.enum(["people", "code"]), state: z.string(), readyAt: instant.optional() })
    .optional(),
  selfRecovery: z.boolean(),
});
export type Account = z.infer<typeof account>;

/** `PATCH /api/account` — step-up; the former address is told. null takes the address away. Answers `account`. */
export const changeAccountRequest = z.object({ email: z.email().max(254).nullable() });

/** `POST /api/account/passkeys/options` — step-up. */
export const accountPasskeyOptions = z.object({ options: creationOptions });
/** `POST /api/account/passkeys` — answers 201 `authenticator`. */
export const addPasskeyRequest = z.object({ response: registrationResponse, name: label });

/** `POST /api/account/totp` (no body) — step-up; an enrolment that waits for its first code. */
export const accountTotpEnrolment = enrolment;
/** `POST /api/account/totp/confirm` — step-up; answers 201 `authenticator`. */
export const confirmTotpRequest = z.object({
  challenge: z.string().max(256),
  code: z.string().regex(/^\d{6}$/, "six digits"),
  name: label,
});

/** `PATCH /api/account/authenticators/:id` — answers `authenticator`. `DELETE` removes it: step-up, never the last way in
 *  (409 `account/last-authenticator`), 204. */
export const renameAuthenticatorRequest = z.object({ name: label });

/** `POST /api/account/recovery-codes` (no body) — step-up; ten new codes, shown once, in place of the former. */
export const recoveryCodes = z.object({ codes: z.array(z.string()) });

/** `POST /api/account/password` — step-up. `current` is needed where there is one. All other sessions end. Answers `session`:
 *  the cookie and the CSRF token are new. */
export const changePasswordRequest = z.object({ current: password.optional(), password });

/** A session as its owner or an administrator sees it. */
export const sessionRow = z.object({
  id: uuid,
  /** Given by its owner, or made of the browser's words: "Firefox on Windows". */
  name: z.string(),
  userAgent: z.string().optional(),
  address: z.string().optional(),
  beganAt: instant,
  seenAt: instant,
  purpose: z.string(),
  current: z.boolean(),
});
export type SessionRow = z.infer<typeof sessionRow>;
/** `GET /api/account/sessions`. `DELETE /api/account/sessions` ends all but this one, `DELETE /api/account/sessions/:id` one
 *  other: step-up, 204. */
export const sessionList = z.object({ sessions: z.array(sessionRow) });
/** `PATCH /api/account/sessions/:id` — answers `sessionRow`. */
export const renameSessionRequest = z.object({ name: label });
// `DELETE /api/account/recovery` cancels a recovery of one's own access that is under way: 204.

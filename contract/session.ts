import { z } from "zod";
import { roleName, uuid } from "./common.ts";

/** `GET /api/state` — what the app shows first. Needs no session, tells nothing about people. */
export const installationState = z.object({
  state: z.enum(["needs-set-up", "ready"]),
  /** True when this installation carries the demonstration organisation, which offers one-click sign-in. */
  demonstration: z.boolean(),
  /** True when several organisations share the installation: sign-in then asks for the organisation's short name. */
  severalOrganisations: z.boolean(),
});
export type InstallationState = z.infer<typeof installationState>;

const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._@-]{1,63}$/, "2-64 letters, digits, . _ @ -");
const password = z.string().min(1).max(256);
const totpCode = z.string().regex(/^\d{6}$/, "six digits");
const personName = z.string().trim().min(1).max(80);

/** `POST /api/set-up` — first organisation and administrator; answers `enrolment`. Guarded by the one-time token. */
export const setUpRequest = z.object({
  token: z.string().min(1).max(128),
  organisationName: z.string().trim().min(2).max(120),
  given: personName,
  family: personName,
  username,
  password,
});
export type SetUpRequest = z.infer<typeof setUpRequest>;

/** Second-factor enrolment that is waiting for its first code. */
export const enrolment = z.object({
  /** Opaque; proves the first step, lives 10 minutes. */
  challenge: z.string(),
  /** RFC 6238 secret, base32, to type by hand. */
  totpSecret: z.string(),
  /** `otpauth://` URI for a QR code. */
  totpUri: z.string(),
});
export type Enrolment = z.infer<typeof enrolment>;

/** `POST /api/session` — first factor. */
export const signInRequest = z.object({ organisation: z.string().max(64).optional(), username, password });
export type SignInRequest = z.infer<typeof signInRequest>;

/** Answer of `POST /api/session` and `POST /api/set-up`: what the next step is. A right first factor always leads to one of
 *  these; a wrong one is a problem `session/wrong-credentials`, whether or not the name exists. */
export const signInStep = z.discriminatedUnion("step", [
  z.object({ step: z.literal("second-factor"), challenge: z.string() }),
  enrolment.extend({ step: z.literal("enrol") }),
  /** An administrator-issued temporary password must be replaced first (`POST /api/session/password`). */
  z.object({ step: z.literal("new-password"), challenge: z.string() }),
]);
export type SignInStep = z.infer<typeof signInStep>;

/** `POST /api/session/password` — replace a temporary password; answers `signInStep`. */
export const newPasswordRequest = z.object({ challenge: z.string().max(256), password });
/** `POST /api/session/second-factor` — finishes sign-in or enrolment; answers `session` and sets the cookie. */
export const secondFactorRequest = z.object({ challenge: z.string().max(256), code: totpCode });

/** `GET /api/session` — 401 `session/none` when nobody is signed in. */
export const session = z.object({
  person: z.object({
    id: uuid,
    username: z.string(),
    displayName: z.string(),
    jobTitle: z.string().optional(),
    role: roleName,
  }),
  organisation: z.object({ name: z.string(), shortName: z.string(), demonstration: z.boolean() }),
  /** SMART v2 scopes of the role, such as `user/Patient.rs`. The app hides what they don't allow; the server refuses it. */
  scopes: z.array(z.string()),
  /** Goes into the `x-wardbook-csrf` header of every changing request. */
  csrfToken: z.string(),
  /** FHIR reference of the practitioner resource of this person, where there is one. */
  practitioner: z.string().optional(),
  idleSecondsLeft: z.number().int(),
  absoluteSecondsLeft: z.number().int(),
});
export type Session = z.infer<typeof session>;

/** `GET /api/demonstration/people` — only in the demonstration organisation. */
export const demonstrationPeople = z.object({
  people: z.array(z.object({ personId: uuid, displayName: z.string(), jobTitle: z.string(), role: roleName })),
});
export type DemonstrationPeople = z.infer<typeof demonstrationPeople>;
/** `POST /api/demonstration/session` — signs in as that demonstration person; answers `session`. */
export const demonstrationSignIn = z.object({ personId: uuid });

/** `POST /api/demonstration` — with the set-up token: create the demonstration organisation. Answers 202; poll `GET /api/demonstration/progress`. */
export const demonstrationRequest = z.object({ token: z.string().min(1).max(128) });
export const demonstrationProgress = z.object({
  state: z.enum(["idle", "running", "done", "failed"]),
  done: z.number().int(),
  total: z.number().int(),
});
export type DemonstrationProgress = z.infer<typeof demonstrationProgress>;
// `DELETE /api/session` signs out (204). `GET /api/session/keep-alive` (204) counts as activity; `GET /api/session` does not.

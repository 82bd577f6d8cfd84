import { z } from "zod";
import { instant, roleId, uuid } from "./common.ts";
import { assertionResponse, creationOptions, requestOptions } from "./passkey.ts";

/** `GET /api/state` — what the app shows first. Needs no session, tells nothing about people. */
export const installationState = z.object({
  state: z.enum(["needs-set-up", "ready"]),
  /** True when this installation carries the demonstration organisation, which offers one-click sign-in. */
  demonstration: z.boolean(),
  /** True when several organisations share the installation: sign-in then asks for the organisation's short name. */
  severalOrganisations: z.boolean(),
  /** Origins of this installation at which passkeys work: browsers refuse them at a bare IP address. Empty: nowhere. */
  passkeyOrigins: z.array(z.string()).optional(),
  /** True when mail goes out: only then can somebody recover with a recovery code, a mail and a waiting time. */
  selfRecovery: z.boolean().optional(),
});
export type InstallationState = z.infer<typeof installationState>;

export const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._@-]{1,63}$/, "2-64 letters, digits, . _ @ -");
/** Any text as it was typed; whether it makes a good password is said by the organisation's profile. */
export const password = z.string().min(1).max(256);
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

export const secondFactorMethod = z.enum(["totp", "recovery-code", "passkey"]);

/** Answer of `POST /api/session` and `POST /api/set-up`: what the next step is. A right first factor always leads to one of
 *  these; a wrong one is a problem `session/wrong-credentials`, whether or not the name exists. */
export const signInStep = z.discriminatedUnion("step", [
  z.object({
    step: z.literal("second-factor"),
    challenge: z.string(),
    /** What this person has beside the password. A passkey is used through `POST /api/session/passkey`: it needs no password. */
    methods: z.array(secondFactorMethod).optional(),
  }),
  enrolment.extend({ step: z.literal("enrol") }),
  /** An administrator-issued temporary password must be replaced first (`POST /api/session/password`). */
  z.object({
    step: z.literal("new-password"),
    challenge: z.string(),
    /** What the new password must keep. */
    passwordProfile: z.enum(["policy", "nist-800-63b-4"]).optional(),
    /** Whether a passkey can be enrolled instead (`POST /api/session/passkey/enrol-options`). */
    passkey: z.boolean().optional(),
  }),
]);
export type SignInStep = z.infer<typeof signInStep>;

/** `POST /api/session/password` — replace a temporary password; answers `signInStep`. */
export const newPasswordRequest = z.object({ challenge: z.string().max(256), password });
/** One of ten: 24 letters and digits in groups; case, spaces and dashes don't matter. */
export const recoveryCode = z.string().trim().min(24).max(64);
/** `POST /api/session/second-factor` — finishes sign-in or enrolment; answers `session` and sets the cookie. Exactly one of
 *  `code` (authenticator app) and `recoveryCode` (not for an enrolment). */
export const secondFactorRequest = z
  .object({ challenge: z.string().max(256), code: totpCode.optional(), recoveryCode: recoveryCode.optional() })
  .refine((sent) => (sent.code === undefined) !== (sent.recoveryCode === undefined), {
    path: ["code"],
    message: "send a code or a recovery code",
  });

/** `POST /api/session/passkey/options` (no body) — for `navigator.credentials.get`, with a click or as conditional UI. */
export const passkeySignInOptions = z.object({ options: requestOptions });
/** `POST /api/session/passkey` — signs in; answers `session` and sets the cookie. A refusal is `session/wrong-passkey`. */
export const passkeySignInRequest = z.object({ response: assertionResponse });

/** `POST /api/session/passkey/enrol-options` — instead of the authenticator app at the step `enrol`, or instead of a password
 *  altogether at the step `new-password` of a first sign-in or a recovery. */
export const passkeyEnrolOptionsRequest = z.object({ challenge: z.string().max(256) });
export const passkeyEnrolOptions = z.object({ options: creationOptions });

/** `GET /api/session` — 401 `session/none` when nobody is signed in. */
export const session = z.object({
  person: z.object({
    id: uuid,
    username: z.string(),
    displayName: z.string(),
    jobTitle: z.string().optional(),
    role: roleId,
    roleLabel: z.string().optional(),
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
  /** Names this session in lists; opens nothing. */
  sessionId: uuid.optional(),
  /** What the role allows beside FHIR scopes, such as `people.manage`. */
  permissions: z.array(z.string()).optional(),
  /** What this session acts for, an HL7 v3 PurposeOfUse code, and what it may switch to (`POST /api/session/purpose`). */
  purpose: z.string().optional(),
  purposes: z.array(z.object({ code: z.string(), label: z.string() })).optional(),
  /** For how long sensitive acts go through without proving oneself again; 0: `session/step-up-needed` is next. */
  provenSecondsLeft: z.number().int().optional(),
  provenBy: z.enum(["passkey", "password", "federation", "demonstration"]).optional(),
  /** Single-use recovery codes that are left. 0 right after enrolment: show them then. */
  recoveryCodesLeft: z.number().int().optional(),
  /** A recovery of this person's access is under way: show it, and offer to cancel (`DELETE /api/account/recovery`). */
  recovery: z.object({ way: z.enum(["people", "code"]), readyAt: instant.optional() }).optional(),
});
export type Session = z.infer<typeof session>;

/** `GET /api/demonstration/people` — only in the demonstration organisation. */
export const demonstrationPeople = z.object({
  /** The kinds of people, in the order in which to offer them; everybody is in one. The first of a role stands for it. */
  groups: z.array(
    z.object({
      label: z.string(),
      people: z.array(
        z.object({
          personId: uuid,
          displayName: z.string(),
          jobTitle: z.string(),
          role: roleId,
          roleLabel: z.string(),
          /** What the role sees and does, in one or two sentences. */
          summary: z.string(),
        }),
      ),
    }),
  ),
  /** Everybody again, those who were added first at first. */
  people: z.array(z.object({ personId: uuid, displayName: z.string(), jobTitle: z.string(), role: roleId })),
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

/** `POST /api/session/step-up/options` (no body) — how this person can prove themselves again. */
export const stepUpOptions = z.object({
  /** `confirm`: people of the demonstration have no credentials; one click stands for them. */
  methods: z.array(z.enum(["passkey", "password-and-code", "confirm"])),
  passkey: requestOptions.optional(),
});
export type StepUpOptions = z.infer<typeof stepUpOptions>;
/** `POST /api/session/step-up` — answers `session`: the cookie and the CSRF token are new. */
export const stepUpRequest = z.discriminatedUnion("method", [
  z.object({ method: z.literal("passkey"), response: assertionResponse }),
  z.object({ method: z.literal("password-and-code"), password, code: totpCode }),
  z.object({ method: z.literal("confirm") }),
]);
export type StepUpRequest = z.infer<typeof stepUpRequest>;

/** `POST /api/session/purpose` — answers `session`: the cookie and the CSRF token are new. */
export const changePurposeRequest = z.object({ purpose: z.string().min(2).max(32) });

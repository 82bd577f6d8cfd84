import { z } from "zod";
import { sessionRow } from "./account.ts";
import { instant, roleId, uuid } from "./common.ts";

export const personRow = z.object({
  id: uuid,
  username: z.string(),
  given: z.string(),
  family: z.string(),
  jobTitle: z.string().optional(),
  email: z.string().optional(),
  /** Facilities that the person works at; absent: wherever the role reaches. */
  facilities: z.array(z.string()).optional(),
  role: roleId,
  /** Id of the Practitioner resource that speaks of this person: care teams, appointments and stays name it, and roles that reach
   *  only related patients reach them by it. */
  practitioner: uuid.optional(),
  state: z.enum(["active", "awaiting-first-sign-in", "locked", "ended"]),
  lastSignInAt: instant.optional(),
  /** When what an ended account holds is destroyed, and the numbers of the legal holds that keep it. Nobody can restore it afterwards. */
  removal: z.object({ on: instant, heldBy: z.array(z.number().int()) }).optional(),
  /** What it held is gone: its names say nothing of anybody. */
  removedAt: instant.optional(),
  /** Passkeys and authenticator apps. */
  authenticators: z.number().int().optional(),
});
export type PersonRow = z.infer<typeof personRow>;
/** `GET /api/people` */
export const peopleList = z.object({ people: z.array(personRow) });
const facilities = z.array(z.string().trim().min(1).max(128)).max(50);
const email = z.email().max(254);
/** `POST /api/people` — answers the person and a temporary password, shown once. */
export const addPersonRequest = z.object({
  username: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9._@-]{1,63}$/),
  given: z.string().trim().min(1).max(80),
  family: z.string().trim().min(1).max(80),
  jobTitle: z.string().trim().max(80).optional(),
  email: email.optional(),
  facilities: facilities.optional(),
  role: roleId,
  /** 409 `people/practitioner-taken` when it speaks of somebody else already. */
  practitioner: uuid.optional(),
});
export const addPersonAnswer = z.object({ person: personRow, temporaryPassword: z.string() });
/** `PATCH /api/people/:id` — change the role, end or restore access, unlock (the last without step-up, all others with), or
 *  issue a new temporary password to somebody who never signed in. Whoever did needs a recovery (409 `people/recovery-needed`;
 *  restoring somebody begins one): one administrator alone can't put themselves in another's place. An administrator can't end
 *  or demote themselves. Answers `changePersonAnswer`. */
export const changePersonRequest = z.object({
  role: roleId.optional(),
  /** Null takes the address away. */
  email: email.nullable().optional(),
  facilities: facilities.optional(),
  /** Null: none. Nobody changes their own. */
  practitioner: uuid.nullable().optional(),
  state: z.enum(["active", "ended"]).optional(),
  resetCredentials: z.literal(true).optional(),
  unlock: z.literal(true).optional(),
});
export const changePersonAnswer = z.object({ person: personRow, temporaryPassword: z.string().optional() });

/** `GET /api/roles` */
export const roleList = z.object({
  roles: z.array(
    z.object({
      name: roleId,
      label: z.string(),
      summary: z.string(),
      scopes: z.array(z.string()),
      people: z.number().int(),
    }),
  ),
});
export type RoleList = z.infer<typeof roleList>;

/** `GET /api/sessions` — everybody's open sessions, permission `sessions.manage`. `DELETE /api/sessions/:id` ends one,
 *  `DELETE /api/people/:id/sessions` all of a person: step-up, 204. */
export const allSessions = z.object({
  sessions: z.array(sessionRow.extend({ person: z.object({ id: uuid, displayName: z.string() }) })),
});

/** `GET /api/settings/identity` — permission `policies.manage`. `PUT` replaces them: step-up; answers them. */
export const identitySettings = z.object({
  passwordProfile: z.enum(["policy", "nist-800-63b-4"]),
  /** A session ends after so long without activity. */
  idleMinutes: z.number().int().min(5).max(60),
  /** A session ends after so long, whatever happens. */
  absoluteHours: z.number().int().min(1).max(24),
  /** How long a recovery by code and mail waits, so that its owner can stop it. */
  recoveryWaitHours: z.number().int().min(1).max(168),
  /** How long an enrolment link is good. */
  recoveryLinkHours: z.number().int().min(1).max(72),
});
export type IdentitySettings = z.infer<typeof identitySettings>;

/** `GET /api/password-profiles` — anybody signed in: what the two profiles ask for, and where they can't both be kept. */
export const passwordProfiles = z.object({
  inForce: z.enum(["policy", "nist-800-63b-4"]),
  profiles: z.array(
    z.object({
      name: z.enum(["policy", "nist-800-63b-4"]),
      title: z.string(),
      rules: z.array(z.object({ id: z.string(), sentence: z.string(), source: z.string() })),
    }),
  ),
  disagreements: z.array(
    z.object({ about: z.string(), policy: z.string(), nist: z.string(), consequence: z.string() }),
  ),
});
export type PasswordProfiles = z.infer<typeof passwordProfiles>;

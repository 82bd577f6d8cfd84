import { z } from "zod";
import { instant, roleName, uuid } from "./common.ts";

export const personRow = z.object({
  id: uuid,
  username: z.string(),
  given: z.string(),
  family: z.string(),
  jobTitle: z.string().optional(),
  role: roleName,
  state: z.enum(["active", "awaiting-first-sign-in", "locked", "ended"]),
  lastSignInAt: instant.optional(),
});
export type PersonRow = z.infer<typeof personRow>;
/** `GET /api/people` */
export const peopleList = z.object({ people: z.array(personRow) });
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
  role: roleName,
});
export const addPersonAnswer = z.object({ person: personRow, temporaryPassword: z.string() });
/** `PATCH /api/people/:id` — change the role, end or restore access, unlock, or issue a new temporary password (which also
 *  resets the second factor). An administrator can't end or demote themselves. Answers `changePersonAnswer`. */
export const changePersonRequest = z.object({
  role: roleName.optional(),
  state: z.enum(["active", "ended"]).optional(),
  resetCredentials: z.literal(true).optional(),
  unlock: z.literal(true).optional(),
});
export const changePersonAnswer = z.object({ person: personRow, temporaryPassword: z.string().optional() });

/** `GET /api/roles` */
export const roleList = z.object({
  roles: z.array(
    z.object({
      name: roleName,
      label: z.string(),
      summary: z.string(),
      scopes: z.array(z.string()),
      people: z.number().int(),
    }),
  ),
});
export type RoleList = z.infer<typeof roleList>;

/** `GET /api/clients` */
export const clientRow = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: instant,
  lastTokenAt: instant.optional(),
  state: z.enum(["active", "ended"]),
});
export type ClientRow = z.infer<typeof clientRow>;
export const clientList = z.object({ clients: z.array(clientRow) });
/** `POST /api/clients` — the secret is shown once. `DELETE /api/clients/:id` ends it (204). */
export const addClientRequest = z.object({
  name: z.string().trim().min(2).max(80),
  scope: z.string().trim().min(1).max(2000),
});
export const addClientAnswer = z.object({ client: clientRow, secret: z.string() });

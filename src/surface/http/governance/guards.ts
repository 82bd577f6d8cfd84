import type { FastifyRequest } from "fastify";
import type { Caller, Permission } from "../../../custody/access/index.ts";
import { type Authenticate, Refusal, requireCaller, requirePermission } from "../identity/index.ts";

export { parseInput, requirePermission, requireStepUp } from "../identity/index.ts";

/** The caller, if they have at least one of these. @throws Refusal as `requirePermission` does for the first */
export async function requireAnyPermission(
  authenticate: Authenticate,
  request: FastifyRequest,
  permissions: readonly [Permission, ...Permission[]],
): Promise<Caller> {
  const caller = await requireCaller(authenticate, request);
  if (permissions.some((permission) => caller.permissions.has(permission))) return caller;
  return requirePermission(authenticate, request, permissions[0]);
}

/** The signed-in person themselves: programs, and apps that act for people, have no tasks and end nothing. @throws Refusal 401 `session/none`, 403 `access/not-permitted` */
export async function requirePersonCaller(authenticate: Authenticate, request: FastifyRequest): Promise<Caller> {
  const caller = await requireCaller(authenticate, request);
  if (caller.kind === "person" && caller.app === undefined) return caller;
  throw new Refusal(403, "access/not-permitted", "This is for people themselves. Sign in to do it.");
}

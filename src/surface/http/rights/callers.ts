import type { FastifyRequest } from "fastify";
import type { Caller } from "../../../custody/access/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import { type Authenticate, Refusal, requireCaller, requirePermission } from "../identity/index.ts";

/** Who answers people's requests, signed in themselves. @throws Refusal 401, 403 */
export async function rightsOfficer(authenticate: Authenticate, request: FastifyRequest): Promise<Caller> {
  const caller = await requirePermission(authenticate, request, "rights.manage");
  if (caller.kind === "person" && caller.app === undefined) return caller;
  throw new Refusal(403, "access/not-permitted", "This is for people themselves. Sign in to do it.");
}

/** The signed-in patient, or who is there for one. @throws Refusal 401, 403 */
export async function whoseRecord(
  authenticate: Authenticate,
  request: FastifyRequest,
): Promise<{ readonly caller: Caller; readonly patient: ResourceId }> {
  const caller = await requireCaller(authenticate, request);
  if (
    caller.kind === "person" &&
    caller.app === undefined &&
    caller.reach === "patient" &&
    caller.patient !== undefined
  )
    return { caller, patient: caller.patient };
  throw new Refusal(403, "access/not-permitted", "This is for patients, and for who is there for them.");
}

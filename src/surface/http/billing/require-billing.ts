import type { FastifyRequest } from "fastify";
import { type Caller, speaksOf } from "../../../custody/access/index.ts";
import type { ResourceType } from "../../../foundation/fhir/index.ts";
import { type Authenticate, Refusal, requireCaller } from "../identity/index.ts";

/** The caller, if their role speaks of this at all. Which records it reaches the chart decides, one by one.
 *  @param letter of SMART's scopes: create, read, update or search
 *  @throws Refusal also 403 `access/not-permitted` */
export async function requireBilling(
  authenticate: Authenticate,
  request: FastifyRequest,
  letter: "c" | "r" | "u" | "s",
  type: ResourceType,
): Promise<Caller> {
  const caller = await requireCaller(authenticate, request);
  if (caller.scopes.some((scope) => speaksOf(scope.type, type) && scope.permissions.includes(letter))) return caller;
  throw new Refusal(
    403,
    "access/not-permitted",
    "Your role does not include this part of billing. An administrator can change your role.",
  );
}

import type { FastifyRequest } from "fastify";
import { type Caller, speaksOf } from "../../../custody/access/index.ts";
import type { ResourceType } from "../../../foundation/fhir/index.ts";
import { type Authenticate, Refusal, requireCaller } from "../identity/index.ts";

/** The caller, if their role speaks of this at all. Which records it reaches the chart decides, one by one.
 *  @param letters of SMART's scopes, all of which are needed: create, read, update, delete, search
 *  @throws Refusal also 403 `access/not-permitted` */
export async function requireScope(
  authenticate: Authenticate,
  request: FastifyRequest,
  letters: string,
  type: ResourceType,
): Promise<Caller> {
  const caller = await requireCaller(authenticate, request);
  const allows = (letter: string) =>
    caller.scopes.some((scope) => speaksOf(scope.type, type) && scope.permissions.includes(letter));
  if ([...letters].every(allows)) return caller;
  throw new Refusal(
    403,
    "access/not-permitted",
    "Your role does not include this part of registration. An administrator can change your role.",
  );
}

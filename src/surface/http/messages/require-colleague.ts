import type { FastifyRequest } from "fastify";
import { type Caller, speaksOf } from "../../../custody/access/index.ts";
import { type Authenticate, Refusal, requireCaller } from "../identity/index.ts";

/** A person who works here and whose role speaks of messages. @throws Refusal also 403 `access/not-permitted` */
export async function requireColleague(authenticate: Authenticate, request: FastifyRequest): Promise<Caller> {
  const caller = await requireCaller(authenticate, request);
  const allows = (letter: string) =>
    caller.scopes.some((scope) => speaksOf(scope.type, "Communication") && scope.permissions.includes(letter));
  const isColleague = caller.kind === "person" && caller.reach !== "patient" && caller.app === undefined;
  if (isColleague && ["c", "r", "s"].every(allows)) return caller;
  throw new Refusal(
    403,
    "access/not-permitted",
    "Your role does not include messages between colleagues. An administrator can change your role.",
  );
}

import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { KeyringError } from "../../../custody/keyring/index.ts";
import { sentence } from "../chart-refusal.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";

export function answerKeysProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = error instanceof KeyringError ? keyringRefusal(error) : undefined;
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

/** What an error of the keys means to an `/api` route; undefined when it is no refusal but a fault. */
export function keyringRefusal({ code, message }: KeyringError): Refusal | undefined {
  if (code === "keyring/rotation-under-way" || code === "keyring/held")
    return new Refusal(409, code, sentence(message));
  if (code === "keyring/provider-unavailable" || code === "keyring/provider-throttled")
    return new Refusal(503, code, "The keeper of the root key doesn't answer. Nothing was changed: try again later.");
  // The others are faults of what is stored or set up, not of the request.
  return undefined;
}

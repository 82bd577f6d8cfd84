import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { chartRefusal } from "../chart-refusal.ts";
import { answerProblem, sendRefusal } from "../identity/index.ts";

export function answerRegistrationProblem(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal = chartRefusal(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

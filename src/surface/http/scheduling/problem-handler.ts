import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { SchedulingError, type SchedulingErrorCode } from "../../../care/scheduling/index.ts";
import { chartRefusal, sentence } from "../chart-refusal.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";

const statusOf: Readonly<Record<SchedulingErrorCode, number>> = {
  "scheduling/unknown-branch": 404,
  "scheduling/unknown-kind": 404,
  "scheduling/unknown-therapist": 404,
  "scheduling/unknown-room": 404,
  "scheduling/unknown": 404,
  "scheduling/taken": 409,
  "scheduling/needs-reason": 409,
  "scheduling/changed-meanwhile": 409,
  "scheduling/illegal-change": 409,
  "scheduling/unsuitable": 422,
};

export function answerSchedulingProblem(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof SchedulingError && error.warnings.length > 0) {
    const { code, path, warnings } = error;
    return reply.code(statusOf[code]).send({ code, message: sentence(error.message), path, warnings });
  }
  const refusal =
    error instanceof SchedulingError
      ? new Refusal(statusOf[error.code], error.code, sentence(error.message), { path: error.path })
      : chartRefusal(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

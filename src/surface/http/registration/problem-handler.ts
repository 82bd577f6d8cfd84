import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { RegistrationError, type RegistrationErrorCode } from "../../../care/registration/index.ts";
import { chartRefusal, sentence } from "../chart-refusal.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";

const statusOf: Readonly<Record<RegistrationErrorCode, number>> = {
  "registration/unknown-patient": 404,
  "registration/unknown-branch": 404,
  "registration/same-record": 409,
  "registration/already-merged": 409,
  "registration/not-merged": 409,
  "registration/not-to-be-merged": 409,
  "registration/changed-meanwhile": 409,
  "registration/no-notice": 409,
  "registration/other-notice": 409,
  "registration/unsuitable-notice": 422,
  "registration/unsuitable-signature": 422,
};

export function answerRegistrationProblem(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal =
    error instanceof RegistrationError
      ? new Refusal(statusOf[error.code], error.code, sentence(error.message), { path: error.path })
      : chartRefusal(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

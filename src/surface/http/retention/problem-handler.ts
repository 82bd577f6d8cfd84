import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { RetentionError, type RetentionErrorCode } from "../../../assurance/retention/index.ts";
import { chartRefusal, sentence } from "../chart-refusal.ts";
import { KeyringError } from "../../../custody/keyring/index.ts";
import { keyringRefusal } from "../keys/index.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";

const statusOf: Readonly<Record<RetentionErrorCode, number>> = {
  "retention/bad-settings": 422,
  "retention/not-permitted": 403,
  "retention/bad-reason": 422,
  "retention/unknown-hold": 404,
  "retention/unknown-record": 404,
  "retention/altered-hold": 409,
  "retention/unknown-appraisal": 404,
  "retention/illegal-change": 409,
  "retention/not-due": 409,
  "retention/four-eyes": 409,
  "retention/altered": 409,
  "retention/bad-date": 422,
};

export function answerRetentionProblem(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal =
    error instanceof RetentionError
      ? new Refusal(statusOf[error.code], error.code, sentence(error.message))
      : error instanceof KeyringError
        ? keyringRefusal(error)
        : chartRefusal(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

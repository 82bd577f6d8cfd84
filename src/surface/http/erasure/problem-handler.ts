import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ErasureError, type ErasureErrorCode } from "../../../assurance/erasure/index.ts";
import { KeyringError } from "../../../custody/keyring/index.ts";
import { chartRefusal, sentence } from "../chart-refusal.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";
import { keyringRefusal } from "../keys/index.ts";

const statusOf: Readonly<Record<ErasureErrorCode, number>> = {
  "erasure/not-permitted": 403,
  "erasure/bad-reason": 422,
  "erasure/bad-date": 422,
  "erasure/unknown": 404,
  "erasure/unknown-record": 404,
  "erasure/whole-only": 409,
  "erasure/not-separable": 409,
  "erasure/must-stay": 409,
  "erasure/nothing-to-erase": 409,
  "erasure/unsuitable-request": 409,
  "erasure/already-proposed": 409,
  "erasure/illegal-change": 409,
  "erasure/four-eyes": 409,
  "erasure/altered": 409,
  "erasure/changed": 409,
  "erasure/held": 409,
  "erasure/not-over": 409,
};

export function answerErasureProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal =
    error instanceof ErasureError
      ? new Refusal(statusOf[error.code], error.code, sentence(error.message))
      : error instanceof KeyringError
        ? keyringRefusal(error)
        : chartRefusal(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

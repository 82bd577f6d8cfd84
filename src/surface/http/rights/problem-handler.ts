import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { RightsError, type RightsErrorCode } from "../../../assurance/rights/index.ts";
import { chartRefusal, sentence } from "../chart-refusal.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";

const statusOf: Readonly<Record<RightsErrorCode, number>> = {
  "rights/unknown": 404,
  "rights/unknown-patient": 404,
  "rights/not-in-this-law": 422,
  "rights/unsuitable-day": 422,
  "rights/unsuitable-ground": 422,
  "rights/unnamed-record": 422,
  "rights/not-told": 409,
  "rights/no-extension": 409,
  "rights/unsuitable-letter": 409,
  "rights/letter-too-long": 422,
  "rights/note-missing": 422,
  "rights/unsuitable-address": 422,
  "rights/unsuitable-letterhead": 422,
  "rights/illegal-change": 409,
  "rights/changed-meanwhile": 409,
  "rights/too-many": 409,
  "rights/altered": 409,
};

export function answerRightsProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal =
    error instanceof RightsError
      ? new Refusal(statusOf[error.code], error.code, sentence(error.message), { path: error.path })
      : chartRefusal(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

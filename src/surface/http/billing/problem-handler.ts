import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { BillingError, type BillingErrorCode } from "../../../care/billing/index.ts";
import { chartRefusal, sentence } from "../chart-refusal.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";

const statusOf: Readonly<Record<BillingErrorCode, number>> = {
  "billing/unknown": 404,
  "billing/unknown-price": 404,
  "billing/unknown-branch": 404,
  "billing/refused": 409,
  "billing/needs-approval": 409,
  "billing/needs-reason": 409,
  "billing/changed-meanwhile": 409,
  "billing/unsuitable": 422,
};

export function answerBillingProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal =
    error instanceof BillingError
      ? new Refusal(statusOf[error.code], error.code, sentence(error.message), { path: error.path })
      : chartRefusal(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

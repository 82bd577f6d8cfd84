import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ExpenseError, type ExpenseErrorCode } from "../../../care/expenses/index.ts";
import { chartRefusal, sentence } from "../chart-refusal.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";

const statusOf: Readonly<Record<ExpenseErrorCode, number>> = {
  "expenses/unknown": 404,
  "expenses/unknown-branch": 404,
  "expenses/refused": 409,
  "expenses/changed-meanwhile": 409,
  "expenses/unsuitable": 422,
  "expenses/no-receipt": 415,
};

export function answerExpenseProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal =
    error instanceof ExpenseError
      ? new Refusal(statusOf[error.code], error.code, sentence(error.message), { path: error.path })
      : chartRefusal(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { MessagesError, type MessagesErrorCode } from "../../../care/messages/index.ts";
import { chartRefusal, sentence } from "../chart-refusal.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";

const statusOf: Readonly<Record<MessagesErrorCode, number>> = {
  "messages/unknown": 404,
  "messages/unknown-patient": 404,
  "messages/unknown-task": 404,
  "messages/unknown-addressee": 404,
  "messages/may-not-announce": 403,
};

export function answerMessagesProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal =
    error instanceof MessagesError
      ? new Refusal(statusOf[error.code], error.code, sentence(error.message), { path: error.path })
      : chartRefusal(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

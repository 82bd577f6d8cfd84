import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ReceptionError, type ReceptionErrorCode } from "../../../care/reception/index.ts";
import { SchedulingError } from "../../../care/scheduling/index.ts";
import { chartRefusal, sentence } from "../chart-refusal.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";
import { answerSchedulingProblem } from "../scheduling/index.ts";

const statusOf: Readonly<Record<ReceptionErrorCode, number>> = {
  "public/not-offered": 404,
  "public/proof-over": 409,
  "public/proof-wrong": 422,
  "public/too-many": 429,
  "public/time-taken": 409,
  "public/unsuitable": 422,
  "reception/unknown": 404,
  "reception/not-held": 409,
  "reception/changed-meanwhile": 409,
};

export function answerReceptionProblem(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof SchedulingError) return answerSchedulingProblem(error, request, reply);
  const refusal = error instanceof ReceptionError ? refusalOf(error) : chartRefusal(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

function refusalOf({ code, message, path, retryAfterSeconds }: ReceptionError): Refusal {
  const headers: Readonly<Record<string, string>> =
    retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  return new Refusal(statusOf[code], code, sentence(message), { path, headers });
}

import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { GovernanceError, type GovernanceErrorCode } from "../../../care/governance/index.ts";
import { chartRefusal, sentence } from "../chart-refusal.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";

const statusOf: Readonly<Record<GovernanceErrorCode, number>> = {
  "break-glass/no-single-patient": 404,
  "break-glass/too-many": 429,
  "break-glass/unknown": 404,
  "break-glass/own": 409,
  "break-glass/illegal-change": 409,
  "vendor/unknown": 404,
  "vendor/not-a-vendor": 422,
  "vendor/unsuitable-scope": 422,
  "vendor/unsuitable-time": 422,
  "vendor/four-eyes": 409,
  "vendor/altered": 409,
  "vendor/illegal-change": 409,
  "review/unknown": 404,
  "review/unsuitable-deadline": 422,
  "review/own": 409,
  "review/not-reviewer": 409,
  "review/altered": 409,
  "review/unsuitable-reviewer": 422,
  "review/undecided": 409,
  "review/illegal-change": 409,
  "review/cannot-withdraw": 409,
  "role-grant/unknown": 404,
  "role-grant/unsuitable": 422,
  "role-grant/beyond-own": 403,
  "role-grant/asked-already": 409,
  "role-grant/four-eyes": 409,
  "role-grant/approver-too-new": 409,
  "role-grant/illegal-change": 409,
  "role-grant/altered": 409,
  "proxy/unknown": 404,
  "proxy/unknown-patient": 404,
  "proxy/unsuitable-account": 422,
  "proxy/unsuitable-day": 422,
  "proxy/unsuitable-proof": 422,
  "proxy/beyond-majority": 422,
  "proxy/no-birth-date": 422,
  "proxy/recorded-already": 409,
  "proxy/too-many": 409,
  "proxy/four-eyes": 409,
  "proxy/illegal-change": 409,
  "proxy/altered": 409,
  "task/unknown": 404,
  "task/unsuitable-assignee": 422,
  "task/done-by-deciding": 409,
  "task/illegal-change": 409,
};

export function answerGovernanceProblem(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal = error instanceof GovernanceError ? refusalOf(error) : chartRefusal(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

function refusalOf({ code, message, path, retryAfterSeconds }: GovernanceError): Refusal {
  return new Refusal(statusOf[code], code, sentence(message), {
    path,
    ...(retryAfterSeconds === undefined ? {} : { headers: { "retry-after": String(retryAfterSeconds) } }),
  });
}

import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ConsentsError, type ConsentsErrorCode } from "../../../care/consents/index.ts";
import { PolicyError, type PolicyErrorCode } from "../../../custody/policy/index.ts";
import { SearchError } from "../../../foundation/fhir/index.ts";
import { chartRefusal, sentence } from "../chart-refusal.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";

const statusOf: Readonly<Record<PolicyErrorCode, number>> = {
  "policy/purpose-not-allowed": 422,
  "roles/unknown": 404,
  "roles/unsuitable": 422,
  "roles/name-taken": 409,
  "roles/label-taken": 409,
  "roles/own": 409,
  "roles/beyond-own": 403,
  "roles/in-use": 409,
  "roles/last-manager": 409,
  "roles/held": 409,
  "roles/changed-meanwhile": 409,
  "roles/altered": 500,
};

const consentsStatusOf: Readonly<Record<ConsentsErrorCode, number>> = {
  "consents/unknown": 404,
  "consents/not-a-denial": 422,
  "consents/over": 422,
  "consents/too-many": 409,
  "consents/changed-meanwhile": 409,
  "consents/not-signed": 404,
  "consents/partly-hidden": 403,
};

export function answerPolicyProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof PolicyError && statusOf[error.code] < 500) {
    const { code, message, path, faults } = error;
    if (faults.length > 0)
      return reply.code(statusOf[code]).send({ code, message: sentence(message), path, faults: [...faults] });
    return sendRefusal(reply, new Refusal(statusOf[code], code, sentence(message), { path }));
  }
  if (error instanceof ConsentsError)
    return sendRefusal(reply, new Refusal(consentsStatusOf[error.code], error.code, sentence(error.message)));
  if (error instanceof SearchError)
    return sendRefusal(reply, new Refusal(422, error.code, sentence(error.message), { path: error.path }));
  const refusal = chartRefusal(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { BillingError } from "../../../care/billing/index.ts";
import {
  PaymentsError,
  type PaymentsErrorCode,
  ProviderError,
  type ProviderErrorCode,
} from "../../../care/payments/index.ts";
import { answerBillingProblem } from "../billing/index.ts";
import { chartRefusal, sentence } from "../chart-refusal.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";

const statusOf: Readonly<Record<PaymentsErrorCode | ProviderErrorCode, number>> = {
  "payments/off": 404,
  "payments/unknown": 404,
  "payments/unsuitable": 422,
  "payments/refused": 409,
  "payments/currency": 422,
  "payments/provider-unavailable": 503,
  "payments/provider-key": 503,
  "payments/provider-refused": 502,
  "payments/not-signed": 400,
};

export function answerPaymentProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof BillingError) return answerBillingProblem(error, request, reply);
  if (!(error instanceof PaymentsError || error instanceof ProviderError)) {
    const refusal = chartRefusal(error);
    return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
  }
  const { code, message, path } = error;
  const isLater = code === "payments/provider-unavailable" || code === "payments/provider-key";
  const more = isLater ? ": nothing is lost; try again, or take the money another way" : "";
  const headers: Readonly<Record<string, string>> = isLater ? { "retry-after": "30" } : {};
  return sendRefusal(reply, new Refusal(statusOf[code], code, sentence(`${message}${more}`), { path, headers }));
}

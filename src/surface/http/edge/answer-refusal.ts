import type { FastifyReply, FastifyRequest } from "fastify";
import { sendRefusal as sendOutcome } from "../fhir/fhir-routes.ts";
import type { HttpErrorCode } from "../fhir/outcome.ts";
import { Refusal, sendRefusal as sendProblem } from "../identity/index.ts";

/** A refusal of the edge: its code is in the table of FHIR's answers, with the same status. */
export function edgeRefusal(
  status: number,
  code: HttpErrorCode | "session/cross-site",
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Refusal {
  return new Refusal(status, code, message, { headers });
}

/** Answers in the manner of the address: an OperationOutcome at `/fhir`, an OAuth error at `/oauth`, a problem elsewhere. */
export function answerRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  reply.headers(refusal.headers).header("cache-control", "no-store");
  if (/^\/fhir(?:[/?]|$)/.test(request.url)) return sendOutcome(request, reply, refusal);
  if (/^\/oauth(?:[/?]|$)/.test(request.url)) {
    // RFC 6749 §4.1.2.1 has the word for a server that can't take the request just now; other refusals are of the request.
    const error = refusal.status === 429 || refusal.status >= 500 ? "temporarily_unavailable" : "invalid_request";
    return reply.code(refusal.status).send({ error, error_description: refusal.message });
  }
  return sendProblem(reply, refusal);
}

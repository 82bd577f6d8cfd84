import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { AuthorizationError, type AuthorizationErrorCode } from "../../../custody/authorization/index.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";

const statusOf: Readonly<Record<AuthorizationErrorCode, number>> = {
  "clients/unknown": 404,
  "clients/unsuitable-scope": 422,
  "clients/unsuitable-address": 422,
  "clients/unsuitable-keys": 422,
  "clients/unknown-purpose": 422,
  "clients/no-secret": 409,
  "clients/four-eyes": 409,
  "clients/approver-too-new": 409,
  "clients/changed-meanwhile": 409,
  "oauth/no-request": 404,
  "oauth/not-asked": 422,
  "oauth/patient-needed": 422,
  "oauth/sign-in-again": 403,
  "oauth/no-app": 404,
  "oauth/not-launchable": 422,
  "federation/none": 404,
  "federation/unsuitable": 422,
  "federation/refused": 403,
  "authorization/malformed-row": 500,
};

/** An app that wants a fresh sign-in gets the proof that any far-reaching act asks for; the page repeats its call after it. */
const freshProof = new Refusal(403, "session/step-up-needed", "The app asks for a fresh proof that it is you.");

/** As the other `/api` routes, with refusals of apps and clients. */
export function answerOauthProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof AuthorizationError && error.code === "oauth/sign-in-again")
    return sendRefusal(reply, freshProof);
  if (error instanceof AuthorizationError && statusOf[error.code] < 500) {
    const sentence = `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`;
    return sendRefusal(reply, new Refusal(statusOf[error.code], error.code, sentence, { path: error.path }));
  }
  return answerProblem(error, request, reply);
}

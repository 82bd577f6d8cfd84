import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { Problem } from "../../../../contract/index.ts";
import { ScopeError } from "../../../custody/access/index.ts";
import { IdentityError } from "../../../custody/identity/index.ts";
import type { IdentityErrorCode } from "../../../custody/identity/index.ts";
import { Refusal } from "./refusal.ts";

const statusOf: Readonly<Record<IdentityErrorCode, number>> = {
  "people/username-taken": 409,
  "people/unknown": 404,
  "people/own-access": 409,
  "people/practitioner-taken": 409,
  "people/illegal-change": 409,
  "people/password-refused": 422,
  "people/recovery-needed": 409,
  "people/second-needed": 409,
  "people/last-manager": 409,
  "people/beyond-own": 403,
  "sessions/unknown": 404,
  "account/unknown-authenticator": 404,
  "account/last-authenticator": 409,
  "account/too-many-authenticators": 409,
  "account/passkey-refused": 422,
  "account/passkeys-unavailable": 409,
  "account/challenge-over": 409,
  "account/wrong-code": 422,
  "recovery/unknown": 404,
  "recovery/own": 409,
  "recovery/approved-already": 409,
  "recovery/approver-too-new": 409,
  "recovery/open-already": 409,
  "recovery/illegal-step": 409,
  "identity/illegal-lock-event": 500,
  "identity/malformed-profile": 500,
};

const fieldOf: Partial<Record<IdentityErrorCode, string>> = {
  "people/username-taken": "username",
  "people/password-refused": "password",
  "account/wrong-code": "code",
};

/** The refusal that an error stands for; undefined when it is no refusal but a fault. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof ScopeError) return new Refusal(422, error.code, error.message, { path: "scope" });
  if (error instanceof IdentityError && statusOf[error.code] < 500) {
    return new Refusal(statusOf[error.code], error.code, capitalise(error.message), { path: fieldOf[error.code] });
  }
  return undefined;
}

/** Answers a refusal as a `problem`. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { code, message, path } = refusal;
  const problem: Problem = path === undefined ? { code, message } : { code, message, path };
  return reply.code(refusal.status).headers(refusal.headers).send(problem);
}

/** Error handler of `/api` routes. A fault is logged, and its message stays here. */
export function answerProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error) ?? refusalOfFastify(error);
  if (refusal !== undefined) return sendRefusal(reply, refusal);
  request.log.error({ err: error }, "a request failed");
  return sendRefusal(reply, faultOf(error));
}

function faultOf(error: FastifyError): Refusal {
  if (error.code === "database/unreachable") {
    return new Refusal(503, error.code, "The database can't be reached just now. Nothing was changed; try again.", {
      headers: { "retry-after": "5" },
    });
  }
  return new Refusal(
    500,
    "server/fault",
    "Something went wrong on the server. Nothing was changed; try again, or tell your administrator.",
  );
}

function refusalOfFastify(error: FastifyError): Refusal | undefined {
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500
    ? new Refusal(status, "input/unreadable", "The request could not be read.")
    : undefined;
}

function capitalise(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

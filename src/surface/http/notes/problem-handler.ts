import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { NotesError, type NotesErrorCode } from "../../../care/notes/index.ts";
import { chartRefusal, sentence } from "../chart-refusal.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";

const statusOf: Readonly<Record<NotesErrorCode, number>> = {
  "draft/unknown": 404,
  "draft/already-signed": 409,
  "draft/empty": 422,
  "draft/unsuitable-target": 422,
  "letter/too-long": 422,
  "note/too-long": 422,
  "note/is-letter": 422,
  "note/not-signed": 404,
  "note/partly-hidden": 403,
  "note/not-awaiting": 409,
  "note/own": 403,
  "note/needs-co-signer": 403,
};

export function answerNotesProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal =
    error instanceof NotesError
      ? new Refusal(statusOf[error.code], error.code, sentence(error.message), { path: error.path })
      : chartRefusal(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { LedgerError } from "../../../custody/ledger/index.ts";
import { chartRefusal, sentence } from "../chart-refusal.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";

export function answerLedgerProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = ledgerRefusal(error) ?? chartRefusal(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

function ledgerRefusal(error: unknown): Refusal | undefined {
  if (!(error instanceof LedgerError)) return undefined;
  switch (error.code) {
    case "ledger/unknown-entry":
    case "ledger/not-sequenced":
      return new Refusal(404, error.code, sentence(error.message));
    case "ledger/entry-pruned":
      return new Refusal(410, error.code, sentence(error.message));
    // Faults of what is stored, not of the request.
    case "ledger/malformed-batch":
    case "ledger/tile-incomplete":
    case "ledger/not-as-signed":
    case "ledger/heads-altered":
    case "ledger/pruning-outrun":
    case "ledger/pruning-stopped":
    case "ledger/no-pruning":
    case "ledger/bad-retention":
    case "ledger/bad-mail-settings":
      return undefined;
  }
}

import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ReportsError, type ReportsErrorCode } from "../../../care/reports/index.ts";
import { ChartError } from "../../../custody/chart/index.ts";
import { chartRefusal, sentence } from "../chart-refusal.ts";
import { Refusal, answerProblem, sendRefusal } from "../identity/index.ts";

const statusOf: Readonly<Record<ReportsErrorCode, number>> = {
  "reports/unknown-branch": 404,
  "reports/unsuitable-period": 422,
  "reports/too-much": 422,
};

function refusalFor(error: unknown): Refusal | undefined {
  if (error instanceof ReportsError)
    return new Refusal(statusOf[error.code], error.code, sentence(error.message), { path: error.path });
  if (error instanceof ChartError && error.code === "chart/too-costly")
    return new Refusal(422, "reports/too-much", "This is more than one report can hold. Ask for fewer days.");
  return chartRefusal(error);
}

export function answerReportsProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalFor(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

import type { FastifyInstance } from "fastify";
import { type ReportQuery, newReportExport, report, reportQuery } from "../../../../contract/index.ts";
import type { AskedReport, Reports } from "../../../care/reports/index.ts";
import { type Clock, parseResourceId } from "../../../foundation/kernel/index.ts";
import { type Authenticate, parseInput, requirePermission, requireStepUp } from "../identity/index.ts";
import { answerReportsProblem } from "./problem-handler.ts";

export interface ReportRoutesPorts {
  readonly reports: Reports;
  readonly authenticate: Authenticate;
  readonly now: Clock;
}

function askedIn({ branch, ...rest }: ReportQuery): AskedReport {
  return { ...rest, branch: branch === undefined ? undefined : parseResourceId(branch) };
}

/** Fastify plugin: figures of the house. Among which records they are counted the chart decides, one by one. */
export async function reportRoutes(
  app: FastifyInstance,
  { reports, authenticate, now }: ReportRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerReportsProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.get("/api/reports", async (request) => {
    const caller = await requirePermission(authenticate, request, "reports.read");
    return report.parse(await reports.make(caller, askedIn(parseInput(reportQuery, request.query))));
  });

  app.post("/api/reports/exports", async (request) => {
    const caller = await requirePermission(authenticate, request, "reports.read");
    requireStepUp(caller, now());
    const { format, ...asked } = parseInput(newReportExport, request.body);
    return report.parse(await reports.export(caller, askedIn(asked), format));
  });
}

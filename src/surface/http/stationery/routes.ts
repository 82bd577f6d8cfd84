import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  type PreviewedPaper,
  type Stationery as StationeryAnswer,
  type StationeryStanding,
  changedStationery,
  standingQuery,
  stationeryPreview,
} from "../../../../contract/index.ts";
import {
  type Standing,
  type Stationery,
  StationeryError,
  type StationeryErrorCode,
} from "../../../care/stationery/index.ts";
import { type Clock, type TenantId, parseResourceId } from "../../../foundation/kernel/index.ts";
import { sentence } from "../chart-refusal.ts";
import {
  type Authenticate,
  Refusal,
  answerProblem,
  parseInput,
  requireCaller,
  requirePermission,
  requireStepUp,
  sendRefusal,
} from "../identity/index.ts";
import { refuseCardNumbers } from "../no-card-numbers.ts";
import { givenHead, standingAnswer, wholeAnswer } from "./answers.ts";

export interface StationeryRoutesPorts {
  readonly stationery: Stationery;
  readonly organisationName: (tenant: TenantId) => Promise<string>;
  /** Sets a paper of made-up content. @throws StationeryError `stationery/unsuitable` */
  readonly sample: (paper: PreviewedPaper, standing: Standing, organisation: string) => Promise<Uint8Array>;
  readonly authenticate: Authenticate;
  readonly now: Clock;
}

const statusOf: Readonly<Record<StationeryErrorCode, number>> = {
  "stationery/unknown-branch": 404,
  "stationery/changed-meanwhile": 409,
  "stationery/too-many": 409,
  "stationery/unsuitable": 422,
  "stationery/unsuitable-logo": 422,
};
/** A logo's base64 beside words. */
const bodyLimit = 700_000;

function answerFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!(error instanceof StationeryError)) return answerProblem(error, request, reply);
  const { code, message, path } = error;
  return sendRefusal(reply, new Refusal(statusOf[code], code, sentence(message), { path }));
}

/** Fastify plugin: letterheads, logos and layouts of what is printed. Nothing of it is about a patient. */
export async function stationeryRoutes(
  app: FastifyInstance,
  { stationery, organisationName, sample, authenticate, now }: StationeryRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerFailure);
  refuseCardNumbers(app, "stationery/unsuitable");
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.get("/api/stationery/standing", async (request): Promise<StationeryStanding> => {
    const { tenant } = await requireCaller(authenticate, request);
    const { branch } = parseInput(standingQuery, request.query);
    const asked = branch === undefined ? {} : { branch: parseResourceId(branch) };
    return standingAnswer(await stationery.standing(tenant, asked));
  });

  app.get("/api/stationery", async (request): Promise<StationeryAnswer> => {
    const { tenant } = await requirePermission(authenticate, request, "stationery.manage");
    return wholeAnswer(stationery, tenant, await stationery.all(tenant), await organisationName(tenant));
  });

  app.put("/api/stationery", { bodyLimit }, async (request): Promise<StationeryAnswer> => {
    const caller = await requirePermission(authenticate, request, "stationery.manage");
    requireStepUp(caller, now());
    const { changes, branch, letterhead, layout } = parseInput(changedStationery, request.body);
    const kept = await stationery.change(caller, {
      expected: changes,
      branch: branch === null ? null : parseResourceId(branch),
      letterhead: givenHead(letterhead),
      layout,
    });
    return wholeAnswer(stationery, caller.tenant, kept, await organisationName(caller.tenant));
  });

  app.post("/api/stationery/preview", { bodyLimit }, async (request, reply) => {
    const { tenant } = await requirePermission(authenticate, request, "stationery.manage");
    const { paper, branch, letterhead, layout } = parseInput(stationeryPreview, request.body);
    const standing = await stationery.draft(tenant, {
      branch: branch === null ? null : parseResourceId(branch),
      letterhead: givenHead(letterhead),
      layout,
    });
    const bytes = await sample(paper, standing, await organisationName(tenant));
    return reply
      .header("content-type", "application/pdf")
      .header("content-disposition", `inline; filename="${paper}.pdf"`)
      .send(Buffer.from(bytes));
  });
}

import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { breakGlassRequest, breakGlassReviewRequest, uuid } from "../../../../contract/index.ts";
import type { PatientNaming as NamingSent } from "../../../../contract/index.ts";
import {
  type PatientNaming,
  fewestReasonCharacters,
  listings,
  reasonKinds,
  reasonSentence,
} from "../../../care/governance/index.ts";
import { parseResourceId } from "../../../foundation/kernel/index.ts";
import { typedSecret } from "../signature-answer.ts";
import { parseInput, requirePermission, requirePersonCaller, requireStepUp } from "./guards.ts";
import { detailAnswer, grantAnswer, rowAnswer } from "./break-glass-answer.ts";
import { governanceSettings } from "./governance-settings.ts";
import type { GovernanceRoutesPorts } from "./ports.ts";

const grantPath = z.object({ id: uuid });
const page = z.object({
  state: z.enum(Object.keys(listings) as [keyof typeof listings]).default("awaiting"),
  before: uuid.optional(),
});

export function breakGlassRoutes(app: FastifyInstance, ports: GovernanceRoutesPorts): void {
  const { authenticate, now, settings } = ports;
  const { breakGlass } = ports.governance;

  app.get("/api/break-glass/reasons", async (request) => {
    const { tenant } = await requirePermission(authenticate, request, "break-glass.use");
    const { minutes } = (await settings.get(tenant, governanceSettings)).breakGlass;
    const reasons = reasonKinds.map((kind) => ({ kind, sentence: reasonSentence[kind] }));
    return { reasons, fewestCharacters: fewestReasonCharacters, minutes };
  });

  app.post("/api/break-glass", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "break-glass.use");
    requireStepUp(caller, now());
    const { patient, reason } = parseInput(breakGlassRequest, request.body);
    const { grant, made } = await breakGlass.ask(caller, { patient: namingOf(patient), reason });
    return reply.code(made ? 201 : 200).send(grantAnswer(grant, now()));
  });

  app.get("/api/break-glass/mine", async (request) => {
    const caller = await requirePersonCaller(authenticate, request);
    const grants = await breakGlass.mine(caller);
    return { grants: grants.map((grant) => grantAnswer(grant, now())) };
  });

  app.post("/api/break-glass/:id/end", async (request, reply) => {
    const caller = await requirePersonCaller(authenticate, request);
    await breakGlass.end(caller, parseInput(grantPath, request.params).id);
    return reply.code(204).send();
  });

  app.get("/api/break-glass", async (request) => {
    const caller = await requirePermission(authenticate, request, "break-glass.review");
    const { state, before } = parseInput(page, request.query);
    const { grants, next } = await breakGlass.list(caller, { which: state, before });
    return { grants: grants.map((grant) => rowAnswer(grant, caller, now())), next };
  });

  app.get("/api/break-glass/:id", async (request) => {
    const caller = await requirePermission(authenticate, request, "break-glass.review");
    return detailAnswer(await breakGlass.detail(caller, parseInput(grantPath, request.params).id), caller, now());
  });

  app.post("/api/break-glass/:id/review", async (request) => {
    const caller = await requirePermission(authenticate, request, "break-glass.review");
    const { id } = parseInput(grantPath, request.params);
    const { outcome, note, password } = parseInput(breakGlassReviewRequest, request.body);
    const review = { id, outcome, note, password: typedSecret(password) };
    return detailAnswer(await breakGlass.review(caller, review), caller, now());
  });
}

function namingOf(sent: NamingSent): PatientNaming {
  return sent.by === "id" ? { by: "id", id: parseResourceId(sent.id) } : sent;
}

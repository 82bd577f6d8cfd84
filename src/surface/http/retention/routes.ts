import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import {
  type Appraisal as AppraisalAnswer,
  type LegalHold,
  type RetentionState,
  appraisalApproval,
  appraisalDecision,
  liftHold,
  newHold,
  planRequest,
  retentionChoice,
  uuid,
} from "../../../../contract/index.ts";
import {
  type Appraisal,
  type Hold,
  type HoldScope,
  type Retention,
  type RetentionSettings,
  categories,
  jurisdictionIds,
  jurisdictions,
  retentionSettings,
  serviceNames,
  settingsWords,
} from "../../../assurance/retention/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import type { Settings } from "../../../custody/identity/index.ts";
import { type Clock, parseResourceId } from "../../../foundation/kernel/index.ts";
import { type Authenticate, Refusal, parseInput, requirePermission, requireStepUp } from "../identity/index.ts";
import { typedSecret } from "../signature-answer.ts";
import { planRuns } from "./plan-runs.ts";
import { answerRetentionProblem } from "./problem-handler.ts";

export interface RetentionRoutesPorts {
  readonly retention: Retention;
  readonly settings: Settings;
  readonly authenticate: Authenticate;
  readonly now: Clock;
  readonly onFailure: (error: unknown) => void;
}

const wanted = z.object({ which: z.enum(["open", "over"]).default("open") });
const appraisalPath = z.object({ id: uuid });
const certificatePath = z.object({ id: uuid, form: z.enum(["json", "txt"]) });
const holdPath = z.object({ number: z.coerce.number().int().min(1).max(2_147_483_647) });

/** Fastify plugin: how long records are kept, what falls due, and legal holds. */
export async function retentionRoutes(app: FastifyInstance, ports: RetentionRoutesPorts): Promise<void> {
  const { retention, settings, authenticate, now, onFailure } = ports;
  const { holds } = retention;
  const runs = planRuns(retention, onFailure);
  app.addHook("onClose", () => runs.close());
  app.setErrorHandler(answerRetentionProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.get("/api/retention", async (request): Promise<RetentionState> => {
    const caller = await officer(authenticate, request);
    return stateOf(await settings.get(caller.tenant, retentionSettings), await holds.list(caller));
  });

  app.put("/api/retention/settings", async (request): Promise<RetentionState> => {
    const caller = await officer(authenticate, request);
    requireStepUp(caller, now());
    const choice = parseInput(retentionChoice, request.body);
    const stored = await settings.change(caller, caller.tenant, retentionSettings, (before) => {
      const value = retentionSettings.parse({ ...before, ...choice });
      return { value, detail: `retention: ${settingsWords(before)}; now ${settingsWords(value)}` };
    });
    return stateOf(stored, await holds.list(caller));
  });

  app.post("/api/retention/holds", async (request, reply) => {
    const caller = await officer(authenticate, request);
    const { scope, why } = parseInput(newHold, request.body);
    const held: HoldScope =
      scope.kind === "organisation" ? scope : { ...scope, patient: parseResourceId(scope.patient) };
    return reply.code(201).send(holdAnswer(await holds.place(caller, { scope: held, why })));
  });

  app.post("/api/retention/holds/:number/lift", async (request) => {
    const caller = await officer(authenticate, request);
    requireStepUp(caller, now());
    const { number } = parseInput(holdPath, request.params);
    const { why } = parseInput(liftHold, request.body);
    return holdAnswer(await holds.lift(caller, { number, why }));
  });

  appraisalRoutes(app, ports);

  app.post("/api/retention/plan", async (request, reply) => {
    const caller = await officer(authenticate, request);
    runs.start(caller, parseInput(planRequest, request.body ?? {}).queue);
    return reply.code(202).send(runs.progress(caller.tenant));
  });

  app.get("/api/retention/plan", async (request) => runs.progress((await officer(authenticate, request)).tenant));
}

function appraisalRoutes(app: FastifyInstance, { retention, authenticate, now }: RetentionRoutesPorts): void {
  const { appraisals } = retention;

  app.get("/api/retention/appraisals", async (request) => {
    const caller = await officer(authenticate, request);
    const list = await appraisals.list(caller, parseInput(wanted, request.query).which);
    return { appraisals: list.map(appraisalAnswer) };
  });

  app.post("/api/retention/appraisals/:id", async (request) => {
    const caller = await officer(authenticate, request);
    requireStepUp(caller, now());
    const { id } = parseInput(appraisalPath, request.params);
    const { event, why, until } = parseInput(appraisalDecision, request.body);
    const day = until === undefined ? undefined : Date.parse(`${until}T00:00:00Z`);
    return appraisalAnswer(await appraisals.decide(caller, { id, event, why, until: day }));
  });

  app.post("/api/retention/appraisals/:id/approve", async (request) => {
    const caller = await officer(authenticate, request);
    requireStepUp(caller, now());
    const { id } = parseInput(appraisalPath, request.params);
    const { why, password } = parseInput(appraisalApproval, request.body);
    return appraisalAnswer(await appraisals.approve(caller, { id, why, password: typedSecret(password) }));
  });

  app.get("/api/retention/appraisals/:id/certificate.:form", async (request, reply) => {
    const caller = await officer(authenticate, request);
    const { id, form } = parseInput(certificatePath, request.params);
    const { json, note } = await appraisals.certificate(caller, id);
    return reply
      .type(form === "json" ? "application/json; charset=utf-8" : "text/plain; charset=utf-8")
      .header("content-disposition", `attachment; filename="destruction-${id}.${form}"`)
      .send(form === "json" ? json : note);
  });
}

function appraisalAnswer({ patient, queuedAt, until, words, may, ...rest }: Appraisal): AppraisalAnswer {
  const instant = (at: number) => new Date(at).toISOString();
  return {
    ...rest,
    patientId: patient,
    queuedAt: instant(queuedAt),
    until: until === undefined ? undefined : instant(until),
    due: words && { since: instant(words.due.since), words: words.due.words, source: words.due.source },
    steps: (words?.steps ?? []).map(({ event, at, by, why }) => ({ event, at: instant(at), by, why })),
    may: { ...may },
    altered: words === undefined,
    hasCertificate: words?.certificate !== undefined,
  };
}

async function officer(authenticate: Authenticate, request: FastifyRequest): Promise<Caller> {
  const caller = await requirePermission(authenticate, request, "retention.manage");
  if (caller.kind === "person" && caller.app === undefined) return caller;
  throw new Refusal(403, "access/not-permitted", "This is for people themselves. Sign in to do it.");
}

function stateOf(
  { jurisdictions: chosen, services: given, own }: RetentionSettings,
  holds: readonly Hold[],
): RetentionState {
  return {
    choice: { jurisdictions: [...chosen], services: [...given] },
    own: own.map(({ category, years, source }) => {
      const what = category === "every" ? "Every record" : categories[category].label;
      return `${what}: ${years} years from the last contact (${source})`;
    }),
    jurisdictions: jurisdictionIds.map((id) => ({ id, name: jurisdictions[id].name })),
    services: Object.entries(serviceNames).map(([id, name]) => ({ id, name })),
    holds: holds.map(holdAnswer),
  };
}

function holdAnswer({ at, lifted, ...hold }: Hold): LegalHold {
  return {
    ...hold,
    at: new Date(at).toISOString(),
    lifted: lifted && { ...lifted, at: new Date(lifted.at).toISOString() },
  };
}

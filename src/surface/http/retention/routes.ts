import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { type LegalHold, type RetentionState, liftHold, newHold, retentionChoice } from "../../../../contract/index.ts";
import {
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
import { planRuns } from "./plan-runs.ts";
import { answerRetentionProblem } from "./problem-handler.ts";

export interface RetentionRoutesPorts {
  readonly retention: Retention;
  readonly settings: Settings;
  readonly authenticate: Authenticate;
  readonly now: Clock;
  readonly onFailure: (error: unknown) => void;
}

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

  app.post("/api/retention/plan", async (request, reply) => {
    const caller = await officer(authenticate, request);
    runs.start(caller);
    return reply.code(202).send(runs.progress(caller.tenant));
  });

  app.get("/api/retention/plan", async (request) => runs.progress((await officer(authenticate, request)).tenant));
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

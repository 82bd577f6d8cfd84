import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  type RightsLaws,
  type RightsRequest as RequestAnswer,
  newRightsRequest,
  ownRightsRequest,
  rightsChange,
  uuid,
} from "../../../../contract/index.ts";
import {
  type RequestChange,
  type Rights,
  type RightsRequest,
  laws,
  periodWords,
  requestKinds,
  statutes,
} from "../../../assurance/rights/index.ts";
import { parseResourceId } from "../../../foundation/kernel/index.ts";
import { parseInput, requireCaller, requireStepUp } from "../identity/index.ts";
import { rightsOfficer, whoseRecord } from "./callers.ts";
import { type OwnKeptPorts, ownKeptRoutes } from "./own-kept-routes.ts";
import { type LetterRoutesPorts, letterRoutes } from "./letter-routes.ts";
import { answerRightsProblem } from "./problem-handler.ts";
import { type RestrictionRoutesPorts, restrictionRoutes } from "./restriction-routes.ts";

export interface RightsRoutesPorts extends LetterRoutesPorts, OwnKeptPorts, RestrictionRoutesPorts {
  readonly rights: Rights;
}

const requestPath = z.object({ id: uuid });
const wanted = z.object({ which: z.enum(["open", "closed"]).default("open") });

/** Fastify plugin: what people ask for about their own records, for them and for who answers. */
export async function rightsRoutes(app: FastifyInstance, { rights, ...ports }: RightsRoutesPorts): Promise<void> {
  const { authenticate, now } = ports;
  app.setErrorHandler(answerRightsProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.get("/api/rights/laws", async (request) => {
    await requireCaller(authenticate, request);
    return lawsAnswer();
  });

  app.get("/api/rights/requests", async (request) => {
    const caller = await rightsOfficer(authenticate, request);
    const requests = await rights.list(caller, parseInput(wanted, request.query).which);
    return { requests: requests.map(answerOf), isWhole: await rights.isWhole(caller) };
  });

  app.post("/api/rights/requests", async (request, reply) => {
    const caller = await rightsOfficer(authenticate, request);
    const { patientId, ...rest } = parseInput(newRightsRequest, request.body);
    const made = await rights.receive(caller, { ...rest, patient: parseResourceId(patientId) });
    return reply.code(201).send(answerOf(made));
  });

  app.get("/api/rights/requests/:id", async (request) => {
    const caller = await rightsOfficer(authenticate, request);
    return answerOf(await rights.read(caller, parseInput(requestPath, request.params).id));
  });

  app.post("/api/rights/requests/:id", async (request) => {
    const caller = await rightsOfficer(authenticate, request);
    const { id } = parseInput(requestPath, request.params);
    const { revision, ...change } = parseInput(rightsChange, request.body);
    if (change.event === "decide") requireStepUp(caller, now());
    return answerOf(await rights.change(caller, id, revision, change satisfies RequestChange));
  });

  app.get("/api/rights/mine", async (request) => {
    const { caller } = await whoseRecord(authenticate, request);
    return { requests: (await rights.mine(caller)).map(forThePerson) };
  });

  app.post("/api/rights/mine", async (request, reply) => {
    const { caller, patient } = await whoseRecord(authenticate, request);
    const asked = parseInput(ownRightsRequest, request.body);
    const relation = caller.role === "patient" ? "self" : "other";
    const made = await rights.receive(caller, {
      ...asked,
      patient,
      asker: { name: caller.name, relation },
      channel: "portal",
    });
    return reply.code(201).send(forThePerson(made));
  });

  letterRoutes(app, ports);
  ownKeptRoutes(app, ports);
  restrictionRoutes(app, ports);

  app.post("/api/rights/mine/:id/withdraw", async (request) => {
    const { caller } = await whoseRecord(authenticate, request);
    return forThePerson(await rights.withdrawMine(caller, parseInput(requestPath, request.params).id));
  });
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function answerOf(request: RightsRequest): RequestAnswer {
  const { patient, createdAt, closedAt, words, may, statute, grounds, ...rest } = request;
  return {
    ...rest,
    patientId: patient,
    createdAt: instant(createdAt),
    closedAt: closedAt === undefined ? undefined : instant(closedAt),
    words: words && {
      ...words,
      items: [...words.items],
      steps: words.steps.map((step) => ({ ...step, at: instant(step.at) })),
    },
    may: [...may],
    right: statute?.right,
    clock: statute?.clock,
    grounds: grounds.map(({ id, words: why, source }) => ({ id, words: why, source })),
  };
}

/** Who asked may take it back, and no more. */
function forThePerson(request: RightsRequest): RequestAnswer {
  return answerOf({ ...request, may: request.may.filter((event) => event === "withdraw") });
}

function lawsAnswer(): RightsLaws {
  return {
    laws: laws.map((law) => ({
      law,
      kinds: requestKinds.flatMap((kind) => {
        const statute = statutes[law][kind];
        if (statute === undefined) return [];
        const { right, clock, answer, extension } = statute;
        return [{ kind, right, clock, answer: periodWords(answer), extension: extension && periodWords(extension) }];
      }),
    })),
  };
}

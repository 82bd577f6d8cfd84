import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import {
  type Erasure as ErasureAnswer,
  type Fate as FateAnswer,
  type RetainedBody as BodyAnswer,
  type Retained as RetainedAnswer,
  type ErasureChoice,
  type ErasuresOver,
  type RetainedList,
  erasureApproval,
  erasureDecision,
  erasurePlanRequest,
  newErasure,
  readRetained,
  retainedDecision,
  uuid,
} from "../../../../contract/index.ts";
import {
  type Choice,
  type Erasure,
  type Erasures,
  type Fate,
  type Retained,
  fateWords,
} from "../../../assurance/erasure/index.ts";
import type { Caller, Permission } from "../../../custody/access/index.ts";
import { type Clock, parseResourceId } from "../../../foundation/kernel/index.ts";
import { type Authenticate, Refusal, parseInput, requirePermission, requireStepUp } from "../identity/index.ts";
import { typedSecret } from "../signature-answer.ts";
import { answerErasureProblem } from "./problem-handler.ts";

export interface ErasureRoutesPorts {
  readonly erasures: Erasures;
  readonly authenticate: Authenticate;
  readonly now: Clock;
}

const erasurePath = z.object({ id: uuid });
const wanted = z.object({ request: uuid.optional() });
const certificatePath = z.object({ id: uuid, form: z.enum(["json", "txt", "keys.txt"]) });

/** Fastify plugin: what becomes of a record that somebody asks to have erased, and what stays of it. */
export async function erasureRoutes(
  app: FastifyInstance,
  { erasures, authenticate, now }: ErasureRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerErasureProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });
  const officer = (request: FastifyRequest) => themself(authenticate, request, "retention.manage");
  const proven = async (request: FastifyRequest) => {
    const caller = await officer(request);
    requireStepUp(caller, now());
    return caller;
  };

  const stayed = async (caller: Caller, erasure: string, list: readonly Retained[]): Promise<RetainedList> => ({
    retained: list.map((one) => retainedAnswer(caller, one)),
    missing: await erasures.retained.missing(caller, erasure),
  });

  app.post("/api/erasures/plan", async (request) => {
    const caller = await officer(request);
    const { patientId, records, choices } = parseInput(erasurePlanRequest, request.body);
    const wanted = { records, choices: choices.map(choiceOf) };
    const { fates, named, untied } = await erasures.plan(caller, parseResourceId(patientId), wanted);
    return { fates: fates.map(fateAnswer), named, untied };
  });

  app.get("/api/erasures", async (request) => {
    const caller = await officer(request);
    const asked = parseInput(wanted, request.query);
    const list = (await erasures.list(caller, asked)).map(erasureAnswer);
    const erasuresHere = asked.request === undefined ? list.map((one) => ({ ...one, fates: [] })) : list;
    return { erasures: erasuresHere, isWhole: await erasures.isWhole(caller) };
  });

  app.get("/api/erasures/over", async (request): Promise<ErasuresOver> => {
    const over = await erasures.retained.over(await officer(request));
    return {
      erasures: over.map(({ erasure, patient, records }) => ({
        id: erasure,
        patientId: patient,
        records: records.length,
      })),
    };
  });

  app.get("/api/erasures/:id", async (request) => {
    const caller = await officer(request);
    return erasureAnswer(await erasures.read(caller, parseInput(erasurePath, request.params).id));
  });

  app.post("/api/erasures", async (request, reply) => {
    const caller = await proven(request);
    const { patientId, requestId, records, choices, why } = parseInput(newErasure, request.body);
    const made = await erasures.propose(caller, {
      patient: parseResourceId(patientId),
      request: requestId,
      records,
      choices: choices.map(choiceOf),
      why,
    });
    return reply.code(201).send(erasureAnswer(made));
  });

  app.post("/api/erasures/:id", async (request) => {
    const caller = await proven(request);
    const { id } = parseInput(erasurePath, request.params);
    return erasureAnswer(await erasures.decide(caller, { id, ...parseInput(erasureDecision, request.body) }));
  });

  app.post("/api/erasures/:id/approve", async (request) => {
    const caller = await proven(request);
    const { id } = parseInput(erasurePath, request.params);
    const { why, password } = parseInput(erasureApproval, request.body);
    return erasureAnswer(await erasures.approve(caller, { id, why, password: typedSecret(password) }));
  });

  app.get("/api/erasures/:id/certificate.:form", async (request, reply) => {
    const caller = await officer(request);
    const { id, form } = parseInput(certificatePath, request.params);
    const { json, note, formerKeys } = await erasures.certificate(caller, id);
    const text = form === "json" ? json : form === "txt" ? note : formerKeys;
    if (text === undefined) throw new Refusal(404, "erasure/unknown", "These keys are not gone yet.");
    return reply
      .type(form === "json" ? "application/json; charset=utf-8" : "text/plain; charset=utf-8")
      .header("content-disposition", `attachment; filename="erasure-${id}.${form}"`)
      .send(text);
  });

  app.get("/api/erasures/:id/retained", async (request) => {
    const caller = await officer(request);
    const { id } = parseInput(erasurePath, request.params);
    await erasures.read(caller, id);
    return stayed(caller, id, await erasures.retained.list(caller, id));
  });

  app.post("/api/erasures/:id/retained", async (request) => {
    const caller = await proven(request);
    const { id: erasure } = parseInput(erasurePath, request.params);
    const { event, why } = parseInput(retainedDecision, request.body);
    await erasures.read(caller, erasure);
    const { proposeEnd, giveBack } = erasures.retained;
    return stayed(caller, erasure, await (event === "propose" ? proposeEnd : giveBack)(caller, { erasure, why }));
  });

  app.post("/api/erasures/:id/retained/approve", async (request) => {
    const caller = await proven(request);
    const { id: erasure } = parseInput(erasurePath, request.params);
    const { why, password } = parseInput(erasureApproval, request.body);
    await erasures.read(caller, erasure);
    const sent = { erasure, why, password: typedSecret(password) };
    return stayed(caller, erasure, await erasures.retained.approveEnd(caller, sent));
  });

  app.post("/api/retained/:id", async (request): Promise<BodyAnswer> => {
    const caller = await themself(authenticate, request, "retained.read");
    requireStepUp(caller, now());
    const { id } = parseInput(erasurePath, request.params);
    const { record, whom, versions } = await erasures.retained.read(caller, {
      id,
      ...parseInput(readRetained, request.body),
    });
    return {
      record,
      whom,
      versions: versions.map(({ writtenAt, ...version }) => ({ ...version, writtenAt: instant(writtenAt) })),
    };
  });
}

async function themself(authenticate: Authenticate, request: FastifyRequest, needs: Permission): Promise<Caller> {
  const caller = await requirePermission(authenticate, request, needs);
  if (caller.kind === "person" && caller.app === undefined) return caller;
  throw new Refusal(403, "access/not-permitted", "This is for people themselves. Sign in to do it.");
}

const instant = (at: number) => new Date(at).toISOString();
const lastMoment = 86_400_000 - 1;

/** Until the end of that day. */
function choiceOf({ record, ground, until }: ErasureChoice): Choice {
  return { record, ground, until: Date.parse(`${until}T00:00:00Z`) + lastMoment };
}

function fateAnswer(fate: Fate): FateAnswer {
  return {
    record: fate.record,
    action: fate.action,
    words: fateWords(fate),
    source: fate.rule === undefined ? undefined : { ...fate.rule.source },
    holds: fate.holds.map(({ number }) => number),
    until: fate.until === undefined ? undefined : instant(fate.until),
  };
}

function erasureAnswer({
  patient,
  request,
  proposedAt,
  changedAt,
  words,
  formerKeys,
  may,
  ...rest
}: Erasure): ErasureAnswer {
  return {
    ...rest,
    scope: words?.records === undefined ? "whole" : "records",
    patientId: patient,
    requestId: request,
    proposedAt: instant(proposedAt),
    changedAt: instant(changedAt),
    fates: (words?.fates ?? []).map(fateAnswer),
    steps: (words?.steps ?? []).map(({ event, at, by, why }) => ({ event, at: instant(at), by: by.name, why })),
    may: { ...may },
    altered: words === undefined,
    hasCertificate: words?.certificate !== undefined,
    clearedAt: words?.cleared && instant(words.cleared.at),
    formerKeys: formerKeys && {
      endedAt: formerKeys.endedAt === undefined ? undefined : instant(formerKeys.endedAt),
      hasCertificate: formerKeys.certificates.length > 0,
    },
  };
}

function retainedAnswer(
  caller: Caller,
  { id, state, until, holds, isOver, proposer, facts }: Retained,
): RetainedAnswer {
  return {
    id,
    state,
    fate: facts && fateAnswer(facts.fate),
    versions: facts?.versions,
    until: until === undefined ? undefined : instant(until),
    holds: holds.map(({ number }) => number),
    isOver,
    isMine: proposer === caller.id,
  };
}

import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import {
  approveRecoveryRequest,
  beginRecoveryRequest,
  recoveryTicketRequest,
  selfRecoveryRequest,
  startRecoveryRequest,
  uuid,
} from "../../../../contract/index.ts";
import type { RecoveryRow, RecoveryTicket } from "../../../../contract/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import type { RecoveryInfo } from "../../../custody/identity/index.ts";
import type { JudgeDecision } from "../../../custody/signatures/index.ts";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { decisionSignatureAnswer, typedSecret } from "../signature-answer.ts";
import { refuseCrossSite } from "./cross-site.ts";
import { requireCaller, requirePermission } from "./guard.ts";
import { instant } from "./instant.ts";
import { parseInput } from "./parse-input.ts";
import type { RoutePorts } from "./ports.ts";
import { nextStepAnswer } from "./session-answer.ts";
import { originOf } from "./session-routes.ts";
import { refusalOfSignIn } from "./sign-in-refusal.ts";
import { requireStepUp } from "./step-up.ts";

const recoveryPath = z.object({ id: uuid });

/** Lost access: what approvers do, and what the person without access does. */
export function recoveryRoutes(app: FastifyInstance, ports: RoutePorts): void {
  const { recovery, organisations } = ports.identity;
  const pageOf = (origin: string) => (ticket: string) => `${origin}/recover#${ticket}`;

  /** Whoever approves, or manages people. */
  async function requireParty(request: FastifyRequest): Promise<Caller> {
    const caller = await requireCaller(ports.authenticate, request);
    if (caller.permissions.has("people.manage")) return caller;
    return requirePermission(ports.authenticate, request, "recovery.approve");
  }

  const rowsOf = async (infos: readonly RecoveryInfo[], caller: Caller) => {
    const judge = await ports.decisions.judge(caller.tenant);
    return Promise.all(infos.map((info) => recoveryAnswer(info, caller, judge)));
  };
  const rowOf = async (info: RecoveryInfo, caller: Caller) =>
    recoveryAnswer(info, caller, await ports.decisions.judge(caller.tenant));

  app.get("/api/recoveries", async (request) => {
    const caller = await requireParty(request);
    return { recoveries: await rowsOf(await recovery.list(caller.tenant), caller) };
  });

  app.post("/api/recoveries", async (request, reply) => {
    const caller = await requireParty(request);
    requireStepUp(caller, ports.now());
    const { personId, reason } = parseInput(startRecoveryRequest, request.body);
    const started = await recovery.start(caller, caller.tenant, parsePersonId(personId), reason);
    return reply.code(201).send(await rowOf(started, caller));
  });

  app.post("/api/recoveries/:id/approve", async (request) => {
    const caller = await requirePermission(ports.authenticate, request, "recovery.approve");
    requireStepUp(caller, ports.now());
    const { id } = parseInput(recoveryPath, request.params);
    const { password } = parseInput(approveRecoveryRequest, request.body ?? {});
    const signing = { meaning: "approval", password: typedSecret(password) } as const;
    const askToSign = () => ports.decisions.signer(caller, signing);
    const approved = await recovery.approve(caller, caller.tenant, id, askToSign);
    return {
      recovery: await rowOf(approved.recovery, caller),
      link: pageOf(ports.publicOrigin)(approved.ticket),
      half: approved.half,
    };
  });

  app.post("/api/recoveries/:id/refuse", async (request) => {
    const caller = await requirePermission(ports.authenticate, request, "recovery.approve");
    requireStepUp(caller, ports.now());
    const { id } = parseInput(recoveryPath, request.params);
    return rowOf(await recovery.refuse(caller, caller.tenant, id), caller);
  });

  app.post("/api/recovery", async (request, reply) => {
    refuseCrossSite(request);
    const { organisation: shortName, username, recoveryCode } = parseInput(selfRecoveryRequest, request.body);
    const organisation = await organisations.named(shortName);
    const claim = { username, code: recoveryCode };
    const linkOf = pageOf(ports.publicOrigin);
    const outcome = await recovery.startByCode(organisation, claim, originOf(request), linkOf);
    if (outcome.kind === "refused") throw refusalOfSignIn(outcome);
    return reply.code(202).send({});
  });

  app.post("/api/recovery/ticket", async (request): Promise<RecoveryTicket> => {
    refuseCrossSite(request);
    const { ticket } = parseInput(recoveryTicketRequest, request.body);
    const outcome = await recovery.present(ticket, originOf(request));
    if (outcome.kind === "refused") throw refusalOfSignIn(outcome);
    const { way, state, organisation, readyAt, until, needsOtherHalf } = outcome;
    return {
      way,
      state,
      organisation,
      readyAt: readyAt === undefined ? undefined : instant(readyAt),
      until: instant(until),
      needsOtherHalf,
    };
  });

  app.post("/api/recovery/begin", async (request) => {
    refuseCrossSite(request);
    const { ticket, otherHalf } = parseInput(beginRecoveryRequest, request.body);
    const outcome = await recovery.begin(ticket, otherHalf, originOf(request));
    if (outcome.kind === "refused") throw refusalOfSignIn(outcome);
    return nextStepAnswer(outcome);
  });
}

async function recoveryAnswer(info: RecoveryInfo, caller: Caller, judge: JudgeDecision): Promise<RecoveryRow> {
  const mine = info.approvals.some(({ id }) => id === caller.id);
  const awaits = info.state === "asked" || info.state === "half-approved";
  return {
    id: info.id,
    person: { ...info.person },
    way: info.way,
    state: info.state,
    reason: info.reason,
    startedBy: info.startedBy,
    startedAt: instant(info.startedAt),
    approvals: await Promise.all(
      info.approvals.map(async ({ id, name, at, signed }) => ({
        name,
        at: instant(at),
        mine: id === caller.id,
        signature: decisionSignatureAnswer(signed && (await judge(signed.decision, signed.signature))),
      })),
    ),
    readyAt: info.readyAt === undefined ? undefined : instant(info.readyAt),
    until: instant(info.until),
    mayApprove: awaits && !mine && caller.id !== info.person.id && caller.permissions.has("recovery.approve"),
  };
}

import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { type LedgerState, uuid } from "../../../../contract/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { asRole } from "../../../custody/access/index.ts";
import { parseResourceId } from "../../../foundation/kernel/index.ts";
import { parseInput, requirePermission } from "../identity/index.ts";
import { LedgerError, parseBundlePath } from "../../../custody/ledger/index.ts";
import { accessList, accessProof, entryProof } from "./access-list.ts";
import type { LedgerRoutesPorts } from "./ports.ts";
import { answerLedgerProblem } from "./problem-handler.ts";
import { publicationOf, retentionOf } from "./publication-of.ts";
import { verificationRuns } from "./verification-runs.ts";

const chartPath = z.object({ patientId: uuid });
const entryName = z.string().regex(/^\d{1,16}\.\d{1,5}$/, "expected a ledger entry id");
const entryPath = z.object({ entryId: entryName });
const page = z.object({ before: entryName.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) });
const bundlePath = z.object({ "*": z.string().max(100) });
const daysShown = 30;

/** Fastify plugin: who looked at a record, proofs of it, and the ledger's own soundness. */
export async function ledgerRoutes(app: FastifyInstance, ports: LedgerRoutesPorts): Promise<void> {
  const { authenticate, ledger, reader, now } = ports;
  const runs = verificationRuns(ports);
  app.addHook("onClose", () => runs.close());
  app.setErrorHandler(answerLedgerProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.get("/api/patients/:patientId/accesses", async (request) => {
    const caller = await requirePermission(authenticate, request, "accesses.read");
    const { patientId } = parseInput(chartPath, request.params);
    const { before, limit } = parseInput(page, request.query);
    return accessList(ports, caller, parseResourceId(patientId), { before, limit });
  });

  app.get("/api/patients/:patientId/accesses/proof", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "accesses.read");
    const { patientId } = parseInput(chartPath, request.params);
    const proof = await accessProof(ports, caller, parseResourceId(patientId));
    return sendProof(reply, `who-looked-${new Date(now()).toISOString().slice(0, 10)}`, proof);
  });

  // A proof holds sealed bytes and hashes, and whose record it is as a pseudonym.
  app.get("/api/ledger/entries/:entryId/proof", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "accesses.read");
    const { entryId } = parseInput(entryPath, request.params);
    return sendProof(reply, `who-looked-${entryId}`, await entryProof(ports, caller, entryId));
  });

  // With the key numbers in it, a bundle tells whose record is busy, as a pseudonym: not for everybody, though C2SP would allow it.
  app.get("/api/ledger/tile/entries/*", async (request, reply) => {
    const { tenant } = await requirePermission(authenticate, request, "ledger.verify");
    const name = parseBundlePath(`tile/entries/${parseInput(bundlePath, request.params)["*"]}`);
    if (name === undefined) throw new LedgerError("ledger/unknown-entry", "there is no such bundle");
    return reply.type("application/octet-stream").send(await reader.entryBundle(tenant, name));
  });

  app.get("/api/ledger/state", async (request): Promise<LedgerState> => {
    const { tenant } = await requirePermission(authenticate, request, "ledger.verify");
    const { size, rootHash, checkpoint, checkpointAt, verifierKey, entriesPerDay } = await reader.standing(
      tenant,
      daysShown,
      now(),
    );
    return {
      size,
      rootHash,
      checkpoint,
      checkpointAt: checkpointAt === undefined ? undefined : new Date(checkpointAt).toISOString(),
      verifierKey,
      entriesPerDay: entriesPerDay.map(({ day, entries }) => ({
        day: new Date(day).toISOString().slice(0, 10),
        entries,
      })),
      retention: retentionOf(await ports.retention(tenant)),
      publication: publicationOf(await ports.publication(tenant), ports.witnesses(tenant)),
    };
  });

  app.post("/api/ledger/verify", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "ledger.verify");
    if (runs.progress(caller.tenant).state !== "running") {
      await ledger.witness(caller.tenant, [{ entry: checking(caller, now()) }]);
      runs.start(caller.tenant);
    }
    return reply.code(202).send(runs.progress(caller.tenant));
  });

  app.get("/api/ledger/verify", async (request) => {
    const { tenant } = await requirePermission(authenticate, request, "ledger.verify");
    return runs.progress(tenant);
  });
}

function sendProof(reply: FastifyReply, name: string, proof: string): FastifyReply {
  return reply
    .type("text/plain; charset=utf-8")
    .header("content-disposition", `attachment; filename="${name}.tlog-proof"`)
    .send(proof);
}

function checking(caller: Caller, at: number) {
  const { kind, id, name, role, from, requestId } = caller;
  const why = asRole(caller) ?? "with ledger.verify";
  return {
    at,
    action: "verify",
    actor: { kind, id, name, role },
    why,
    from,
    requestId,
    resources: [],
    count: 0,
    detail: "checked the whole ledger",
  } as const;
}

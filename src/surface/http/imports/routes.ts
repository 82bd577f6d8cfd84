import type { IncomingMessage } from "node:http";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ImportError, type Spool, type Spooled } from "../../../care/importing/index.ts";
import {
  type Authenticate,
  Refusal,
  answerProblem,
  parseInput,
  requirePermission,
  sendRefusal,
} from "../identity/index.ts";
import { chartRefusal, sentence } from "../chart-refusal.ts";
import { type ImportJobsPorts, importJobs } from "./import-jobs.ts";

export interface ImportRoutesPorts extends ImportJobsPorts {
  readonly authenticate: Authenticate;
  /** Where uploads wait; opened when the routes are. */
  readonly openSpool: () => Promise<Spool>;
}

export const mostUploadBytes = 256 * 1024 * 1024;
const mostWaiting = 10;
const upload = z.object({ name: z.string().trim().min(1).max(255) });
const jobPath = z.object({ id: z.string().min(1).max(64) });

/** Fastify plugin: files that people import in the browser. */
export async function importRoutes(app: FastifyInstance, ports: ImportRoutesPorts): Promise<void> {
  const { authenticate } = ports;
  const spool = await ports.openSpool();
  const jobs = importJobs(ports);
  app.addHook("onClose", () => jobs.close());
  app.setErrorHandler(answerImportProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });
  // The body goes to the disk as it comes, whatever the browser says that it is.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, payload, done) => done(null, payload));

  app.get("/api/imports", async (request) => {
    const { tenant } = await requirePermission(authenticate, request, "import");
    return { imports: jobs.list(tenant) };
  });

  app.post("/api/imports", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "import");
    const { name } = parseInput(upload, request.query);
    if (jobs.unfinished(caller.tenant) >= mostWaiting) {
      throw new Refusal(
        429,
        "import/too-many",
        `${mostWaiting} imports are waiting already. Wait until one is done, or stop one.`,
        { headers: { "retry-after": "10" } },
      );
    }
    return reply.code(202).send(jobs.add(caller, await receive(spool, name, request)));
  });

  app.get("/api/imports/:id", async (request) => {
    const { tenant } = await requirePermission(authenticate, request, "import");
    const job = jobs.get(tenant, parseInput(jobPath, request.params).id);
    if (job === undefined) throw unknownImport();
    return job;
  });

  app.delete("/api/imports/:id", async (request, reply) => {
    const { tenant } = await requirePermission(authenticate, request, "import");
    if (!jobs.stop(tenant, parseInput(jobPath, request.params).id)) throw unknownImport();
    return reply.code(204).send();
  });
}

function unknownImport(): Refusal {
  return new Refusal(
    404,
    "import/unknown",
    "There is no such import. Imports are forgotten when the server starts anew.",
  );
}

/** @throws Refusal */
async function receive(spool: Spool, name: string, request: FastifyRequest): Promise<Spooled> {
  const body = request.body as IncomingMessage | undefined;
  if (body === undefined || body === null) throw new Refusal(400, "import/empty-file", "The file is empty.");
  const announced = Number(request.headers["content-length"] ?? 0);
  const tooLarge = `The file is larger than ${mostUploadBytes / 1024 / 1024} MiB. Import it on the server: wardbook import FILE.`;
  // Closing says so before the rest of the file has come.
  if (announced > mostUploadBytes)
    throw new Refusal(413, "import/too-large", tooLarge, { headers: { connection: "close" } });
  try {
    return await spool.receive(name, body, mostUploadBytes);
  } catch (error) {
    if (error instanceof ImportError && error.code === "import/too-large")
      throw new Refusal(413, error.code, tooLarge, { headers: { connection: "close" } });
    if (codeOf(error) === "ENOSPC")
      throw new Refusal(507, "import/no-room", "The server's disk is full. Make room there, then send the file again.");
    if (request.raw.destroyed)
      throw new Refusal(400, "import/broken-upload", "The file did not arrive whole. Send it again.");
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function answerImportProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof ImportError) return sendRefusal(reply, new Refusal(422, error.code, sentence(error.message)));
  const refusal = chartRefusal(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { parseLogName, readPublicFile } from "../../../custody/ledger/index.ts";
import { Refusal, answerProblem } from "../identity/index.ts";

export interface PublicLogPorts {
  /** Holds a folder for each log. */
  readonly directory: string;
}

const text = "text/plain; charset=utf-8";

/** Fastify plugin: what anybody may read of a ledger, without proving who they are. Hashes and signatures, and no entry.
 *  Source: C2SP tlog-tiles. */
export async function publicLogRoutes(app: FastifyInstance, { directory }: PublicLogPorts): Promise<void> {
  app.setErrorHandler(answerProblem);

  async function file(log: string, name: string): Promise<Buffer> {
    const folder = parseLogName(log);
    const bytes = folder === undefined ? undefined : await readPublicFile(join(directory, folder), name);
    // No log, no such tile, no name of one: all the same from outside.
    if (bytes === undefined) throw new Refusal(404, "http/unknown-address", "There is nothing here.");
    return bytes;
  }

  for (const name of ["checkpoint", "policy", "pruned"] as const) {
    app.get<{ Params: { log: string } }>(`/log/:log/${name}`, async (request, reply) =>
      reply
        .header("cache-control", "no-cache")
        .type(text)
        .send(await file(request.params.log, name)),
    );
  }
  app.get<{ Params: { log: string; "*": string } }>("/log/:log/tile/*", async (request, reply) => {
    const bytes = await file(request.params.log, `tile/${request.params["*"]}`);
    return reply
      .header("cache-control", "public, max-age=31536000, immutable")
      .type("application/octet-stream")
      .send(bytes);
  });
}

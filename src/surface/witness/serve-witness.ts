import { type IncomingMessage, createServer } from "node:http";
import type { Witness } from "../../custody/ledger/index.ts";

export interface ServeWitnessOptions {
  readonly witness: Witness;
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly onFailure: (error: unknown) => void;
}

export interface ServedWitness {
  readonly port: number;
  close(): Promise<void>;
}

// Sixteen signatures of ML-DSA-44, and a proof.
const longestRequest = 128 * 1024;
const requestMilliseconds = 10_000;

/** Answers POST /add-checkpoint, and nothing else. */
export async function serveWitness({ witness, host, port, onFailure }: ServeWitnessOptions): Promise<ServedWitness> {
  const server = createServer({ requestTimeout: requestMilliseconds }, (request, response) => {
    const answer = (status: number, type: string, body: string) => {
      response.writeHead(status, {
        "content-type": type,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      });
      response.end(body);
    };
    const text = "text/plain; charset=utf-8";
    if (request.url !== "/add-checkpoint") return answer(404, text, "there is nothing here\n");
    if (request.method !== "POST") return answer(405, text, "checkpoints are sent here with POST\n");
    readBody(request)
      .then(async (body) => {
        if (body === undefined) return answer(413, text, "no checkpoint is that long\n");
        const { status, type, body: said } = await witness.addCheckpoint(body);
        return answer(status, type, said);
      })
      .catch((error: unknown) => {
        onFailure(error);
        if (response.headersSent) response.destroy();
        else answer(500, text, "the checkpoint could not be remembered, so it is not cosigned\n");
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

/** @returns undefined for one that is too long */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longestRequest) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

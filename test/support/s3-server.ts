import { createHash, randomBytes } from "node:crypto";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Trouble } from "./fake-server.ts";
import { type SignedRequest, isSigned, sha256Hex } from "./signature-v4.ts";

// Speaks Amazon S3's REST protocol as its public API reference has it: GetObject, PutObject and DeleteObject in one versioned bucket
// with object lock, addressed by path. Requests are taken only with a Signature Version 4 and a checksum that fit.

export interface Version {
  /** undefined: a delete marker. */
  readonly bytes: Buffer | undefined;
  readonly lockedUntil: Date | undefined;
}

export interface S3Server {
  readonly address: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly trouble: Trouble;
  /** Method and key of each request. */
  readonly requests: readonly string[];
  /** Versions of each key, oldest first. */
  readonly objects: Map<string, Version[]>;
  hasObjectLock: boolean;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body?: Buffer | undefined;
}

function refuse(status: number, code: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return { status, body: Buffer.from(body) };
}

export async function s3Server(): Promise<S3Server> {
  const bucket = "ledgers";
  const secretAccessKey = randomBytes(20).toString("hex");
  const accessKeyId = "AKIDEXAMPLE";
  const state = { hasObjectLock: true };
  const trouble: Trouble = {};
  const requests: string[] = [];
  const objects = new Map<string, Version[]>();

  function put(key: string, { headers, body }: SignedRequest): Answer {
    const versions = objects.get(key) ?? [];
    const { "x-amz-object-lock-mode": mode, "x-amz-object-lock-retain-until-date": until } = headers;
    const checksum = headers["x-amz-checksum-sha256"];
    if (checksum !== undefined && checksum !== createHash("sha256").update(body).digest("base64"))
      return refuse(400, "BadDigest");
    if (mode !== undefined) {
      if (!state.hasObjectLock || checksum === undefined) return refuse(400, "InvalidRequest");
      if (mode !== "COMPLIANCE" || !(Date.parse(String(until)) > Date.now())) return refuse(400, "InvalidArgument");
    }
    if (headers["if-none-match"] === "*" && versions.at(-1)?.bytes !== undefined)
      return refuse(412, "PreconditionFailed");
    const lockedUntil = mode === undefined ? undefined : new Date(String(until));
    objects.set(key, [...versions, { bytes: body, lockedUntil }]);
    return { status: 200 };
  }

  function answer(request: SignedRequest): Answer {
    if (request.headers["x-amz-content-sha256"] !== sha256Hex(request.body))
      return refuse(400, "XAmzContentSHA256Mismatch");
    if (!isSigned(request, "s3", secretAccessKey)) return refuse(403, "SignatureDoesNotMatch");
    const [, asked, ...parts] = (request.path.split("?")[0] ?? "").split("/");
    if (asked !== bucket) return refuse(404, "NoSuchBucket");
    const key = parts.map(decodeURIComponent).join("/");
    requests.push(`${request.method} ${key}`);
    if (request.method === "PUT") return put(key, request);
    if (request.method !== "GET") return refuse(405, "MethodNotAllowed");
    const newest = objects.get(key)?.at(-1)?.bytes;
    return newest === undefined ? refuse(404, "NoSuchKey") : { status: 200, body: newest };
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = "GET", url = "/", headers } = incoming;
    if (trouble.hangsUp === true) return void incoming.socket.destroy();
    const { status } = trouble;
    const troubles = status !== undefined && status.times > 0;
    if (status !== undefined && troubles) trouble.status = { ...status, times: status.times - 1 };
    const said =
      status !== undefined && troubles
        ? refuse(status.code, "SlowDown")
        : answer({ method, path: url, headers, body: Buffer.concat(chunks) });
    response.writeHead(said.status, { "content-type": "application/xml" });
    response.end(said.body);
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    bucket,
    region: "eu-west-2",
    accessKeyId,
    secretAccessKey,
    trouble,
    requests,
    objects,
    get hasObjectLock() {
      return state.hasObjectLock;
    },
    set hasObjectLock(value: boolean) {
      state.hasObjectLock = value;
    },
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

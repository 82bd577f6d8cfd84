import { type Socket, connect } from "node:net";

/** One answer, as the bytes came. */
export interface HttpAnswer {
  readonly status: number;
  /** The head as text, status line included. */
  readonly head: string;
  readonly body: Buffer;
}

export interface HttpRequest {
  readonly method: "GET" | "POST";
  /** From the root of the server, query included. */
  readonly path: string;
  readonly contentType?: string;
  readonly body?: string;
}

/** A kept-alive connection with one request under way at a time. */
export interface HttpConnection {
  /** @param header more header lines, each ended by CRLF. Rejects when the connection breaks. */
  send(request: HttpRequest, header: string): Promise<HttpAnswer>;
  close(): void;
}

const endOfHead = Buffer.from("\r\n\r\n");
const endOfLine = Buffer.from("\r\n");
const empty = Buffer.alloc(0);

/** The complete body that starts at an offset, or undefined while bytes are missing. */
function chunkedBody(bytes: Buffer, start: number): Buffer | undefined {
  const parts: Buffer[] = [];
  let offset = start;
  for (;;) {
    const line = bytes.indexOf(endOfLine, offset);
    if (line === -1) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", offset, line), 16);
    const next = line + 2 + size + 2;
    if (Number.isNaN(size)) throw new Error("the answer is not chunked as it says");
    if (bytes.length < next) return undefined;
    if (size === 0) return Buffer.concat(parts);
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    offset = next;
  }
}

/** Whether the last piece may be the end of the last chunk. */
function endsChunks(pieces: readonly Buffer[]): boolean {
  const last = pieces.at(-1);
  return last !== undefined && (last.length < endOfHead.length || last.subarray(-endOfHead.length).equals(endOfHead));
}

/** The answer, or undefined while bytes of it are missing. */
function parseAnswer(bytes: Buffer): HttpAnswer | undefined {
  const end = bytes.indexOf(endOfHead);
  if (end === -1) return undefined;
  const head = bytes.toString("latin1", 0, end);
  const status = Number(head.slice(9, 12));
  const start = end + 4;
  if (status === 204 || status === 304) return { status, head, body: empty };
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
  if (length !== undefined) {
    const whole = start + Number(length);
    return bytes.length < whole ? undefined : { status, head, body: bytes.subarray(start, whole) };
  }
  const body = /\r\ntransfer-encoding: *chunked/i.test(head) ? chunkedBody(bytes, start) : empty;
  return body === undefined ? undefined : { status, head, body };
}

/** Connects at the first request, and again when the server has hung up in between. It parses only as much HTTP as a FHIR server's
 *  answers need, because generator, server and database share the same few cores. */
export function openConnection(base: URL): HttpConnection {
  let socket: Socket | undefined;
  let waiting: { resolve: (answer: HttpAnswer) => void; reject: (reason: Error) => void } | undefined;
  let received: Buffer[] = [];
  let receivedBytes = 0;
  let wanted = 0;
  let inChunks = false;

  function broken(reason: Error): void {
    socket?.destroy();
    socket = undefined;
    waiting?.reject(reason);
    waiting = undefined;
  }

  function onData(chunk: Buffer): void {
    received.push(chunk);
    receivedBytes += chunk.length;
    // A long answer comes in many pieces: joining them at each would cost more than the server does.
    if (receivedBytes < wanted || (inChunks && !endsChunks(received))) return;
    const bytes = received.length === 1 ? chunk : Buffer.concat(received, receivedBytes);
    let answer: HttpAnswer | undefined;
    try {
      answer = parseAnswer(bytes);
    } catch (error) {
      broken(error instanceof Error ? error : new Error("unreadable answer"));
      return;
    }
    if (answer === undefined) {
      received = [bytes];
      const end = bytes.indexOf(endOfHead);
      const [, length] = end === -1 ? [] : (/\r\ncontent-length: *(\d+)/i.exec(bytes.toString("latin1", 0, end)) ?? []);
      if (length !== undefined) wanted = end + 4 + Number(length);
      else inChunks = end !== -1;
      return;
    }
    received = [];
    receivedBytes = 0;
    wanted = 0;
    inChunks = false;
    const { resolve } = waiting ?? {};
    waiting = undefined;
    if (/\r\nconnection: *close/i.test(answer.head)) {
      socket?.destroy();
      socket = undefined;
    }
    resolve?.(answer);
  }

  function connected(): Socket {
    if (socket !== undefined) return socket;
    const opened = connect({ host: base.hostname, port: Number(base.port || 80), noDelay: true });
    opened.on("data", onData);
    opened.on("error", (error) => opened === socket && broken(error));
    opened.on("close", () => opened === socket && broken(new Error("the server hung up")));
    socket = opened;
    return opened;
  }

  return {
    send(request, header) {
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        received = [];
        receivedBytes = 0;
        wanted = 0;
        inChunks = false;
        const { method, path, body } = request;
        const head = `${method} ${path} HTTP/1.1\r\nHost: ${base.host}\r\nAccept: application/fhir+json\r\n${header}`;
        if (body === undefined) connected().write(`${head}\r\n`);
        else
          connected().write(
            `${head}Content-Type: ${request.contentType ?? "application/fhir+json"}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
          );
      });
    },
    close() {
      const open = socket;
      socket = undefined;
      open?.destroy();
    },
  };
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { unattendedHeader } from "../../../contract/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { Refusal } from "./identity/index.ts";

export interface StreamLimits {
  /** Streams at once of one person or program, and in all. */
  readonly mostPerCaller: number;
  readonly most: number;
  /** How often it is looked whether the session still is: for what time alone ends. */
  readonly lookMilliseconds: number;
}

/** What let somebody in may be gone. */
export interface Revocation {
  readonly tenant: TenantId;
  /** A person's id; absent: it may be anybody's of the organisation. */
  readonly who?: string | undefined;
}

/** Tells of revocations as they are committed, by whichever process. */
export interface Revocations {
  /** @param tell given nothing where it may be anybody's @returns what ends it */
  heed(tell: (revocation: Revocation | undefined) => void): () => void;
}

export const usualStreamLimits: StreamLimits = { mostPerCaller: 6, most: 1_000, lookMilliseconds: 5_000 };

/** One page that listens. */
export interface LiveStream {
  /** Who listens, as they were found last: roles change while a page is open. */
  readonly caller: () => Caller;
  /** @returns false where the page reads nothing: it has more waiting than it is worth adding to */
  send(event: string, data: object): boolean;
}

interface Stream {
  /** Who may listen; asked again while the stream lasts. @throws Refusal */
  readonly admit: (request: FastifyRequest) => Promise<Caller>;
  /** Begins to tell. @returns what ends it */
  readonly attend: (stream: LiveStream) => () => void;
}

/** Looks between two comments that keep proxies from taking the line for dead. */
const looksAwake = 4;
/** Bytes that wait for a page that reads nothing: it is told everything when it comes back. */
const mostWaiting = 16 * 1024;

/** Server-sent events of one kind, for open pages: at most so many, none after its session, none that a stopping server waits for. */
export function liveStreams(app: FastifyInstance, limits: StreamLimits, revocations: Revocations) {
  const open = new Map<string, number>();
  const streams = new Map<() => void, (revocation: Revocation | undefined) => void>();
  let told = 0;
  const unheed = revocations.heed((revocation) => {
    told += 1;
    for (const heed of streams.values()) heed(revocation);
  });
  app.addHook("preClose", async () => {
    unheed();
    for (const end of streams.keys()) end();
  });

  return async (request: FastifyRequest, reply: FastifyReply, { admit, attend }: Stream): Promise<FastifyReply> => {
    // A page that is left open is no sign of anybody: the session ends as if it weren't there.
    request.headers[unattendedHeader] = "1";
    const toldBefore = told;
    let caller = await admit(request);
    // Somebody who left meanwhile would be counted for the whole session: nothing tells of their end any more.
    if (reply.raw.destroyed) return reply.hijack();
    const { tenant, kind, id } = caller;
    const name = `${tenant}/${kind}/${id}`;
    const mine = open.get(name) ?? 0;
    if (mine >= limits.mostPerCaller || streams.size >= limits.most)
      throw new Refusal(429, "live/too-many", "Too many pages are open. Close some of them, or load this one again.", {
        headers: { "retry-after": "30" },
      });
    open.set(name, mine + 1);
    const headers = reply.getHeaders();
    reply.hijack();
    for (const [header, value] of Object.entries(headers)) if (value !== undefined) reply.raw.setHeader(header, value);
    reply.raw.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
      // Its connection is nobody's to wait for when the server stops.
      connection: "close",
    });
    reply.raw.write("retry: 3000\nevent: hello\ndata: {}\n\n");
    const isBehind = () => reply.raw.writableLength > mostWaiting;
    const stop = attend({
      caller: () => caller,
      send(event, data) {
        if (isBehind()) return false;
        reply.raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        return true;
      },
    });
    let looks = 0;
    const watch = setInterval(() => {
      look();
      looks += 1;
      if (looks % looksAwake === 0 && !isBehind()) reply.raw.write(": \n\n");
    }, limits.lookMilliseconds);

    let looking: Promise<void> | undefined;
    let again = false;
    /** What is told while it looks may be of after the answer that it gets. */
    function look(): void {
      again = looking !== undefined;
      looking ??= lookOnce().finally(() => {
        looking = undefined;
        if (again && !ended) look();
      });
    }

    async function lookOnce(): Promise<void> {
      const still = await admit(request).catch(() => undefined);
      if (ended) return;
      if (still === undefined || still.tenant !== tenant || still.id !== id) end();
      else caller = still;
    }

    let ended = false;
    function end(): void {
      if (ended) return;
      ended = true;
      clearInterval(watch);
      stop();
      streams.delete(end);
      const left = (open.get(name) ?? 1) - 1;
      if (left === 0) open.delete(name);
      else open.set(name, left);
      reply.raw.end();
    }

    streams.set(end, (revocation) => {
      if (revocation === undefined || (revocation.tenant === tenant && (revocation.who ?? id) === id)) look();
    });
    reply.raw.on("close", end);
    // It may have been theirs, and they weren't among those who listen yet.
    if (told !== toldBefore) look();
    return reply;
  };
}

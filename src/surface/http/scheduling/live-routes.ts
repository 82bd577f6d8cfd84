import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type LiveBoard, unattendedHeader } from "../../../../contract/index.ts";
import type { LiveBoards } from "../../../care/scheduling/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { type Authenticate, Refusal } from "../identity/index.ts";
import { answerSchedulingProblem } from "./problem-handler.ts";
import { requireScope } from "./require-scope.ts";

export interface LiveRoutesPorts {
  readonly boards: Pick<LiveBoards, "listen">;
  readonly authenticate: Authenticate;
  readonly limits?: LiveLimits;
}

export interface LiveLimits {
  /** Streams at once of one person or program, and in all. */
  readonly mostPerCaller: number;
  readonly most: number;
  /** How often it is looked whether the session still is. */
  readonly lookMilliseconds: number;
  /** Changes of this long go out together. */
  readonly gatherMilliseconds: number;
}

const usualLimits: LiveLimits = { mostPerCaller: 6, most: 1_000, lookMilliseconds: 5_000, gatherMilliseconds: 200 };

/** Fastify plugin: tells open pages that a board changed. No word of whom or what leaves this way: pages ask again, as themselves. */
export async function liveRoutes(
  app: FastifyInstance,
  { boards, authenticate, limits = usualLimits }: LiveRoutesPorts,
): Promise<void> {
  const open = new Map<string, number>();
  const streams = new Set<() => void>();
  app.setErrorHandler(answerSchedulingProblem);
  app.addHook("preClose", async () => {
    for (const end of streams) end();
  });

  // Without a HEAD, which would stream too.
  app.get("/api/live", { exposeHeadRoute: false }, async (request, reply) => {
    // A page that is left open is no sign of anybody: the session ends as if it weren't there.
    request.headers[unattendedHeader] = "1";
    const caller = await requireBoard(authenticate, request);
    const name = `${caller.tenant}/${caller.kind}/${caller.id}`;
    const mine = open.get(name) ?? 0;
    if (mine >= limits.mostPerCaller || streams.size >= limits.most)
      throw new Refusal(429, "live/too-many", "Too many pages are open. Close some of them, or load this one again.", {
        headers: { "retry-after": "30" },
      });
    open.set(name, mine + 1);
    const stream = startStream(reply);
    const stopListening = boards.listen(caller.tenant, stream.changed);
    const watch = setInterval(() => void look(request, caller), limits.lookMilliseconds);
    const flush = setInterval(() => stream.flush(), limits.gatherMilliseconds);

    async function look(of: FastifyRequest, { tenant, id }: Caller): Promise<void> {
      const still = await requireBoard(authenticate, of).catch(() => undefined);
      if (still === undefined || still.tenant !== tenant || still.id !== id) end();
      else stream.stayAwake();
    }

    let ended = false;
    function end(): void {
      if (ended) return;
      ended = true;
      clearInterval(watch);
      clearInterval(flush);
      stopListening();
      streams.delete(end);
      const left = (open.get(name) ?? 1) - 1;
      if (left === 0) open.delete(name);
      else open.set(name, left);
      reply.raw.end();
    }

    streams.add(end);
    reply.raw.on("close", end);
    return reply;
  });
}

/** Whoever reaches one patient alone hears nothing of everybody's coming and going. Asked again while the stream lasts: roles change.
 *  @throws Refusal */
async function requireBoard(authenticate: Authenticate, request: FastifyRequest): Promise<Caller> {
  const caller = await requireScope(authenticate, request, "s", "Appointment");
  if (caller.reach !== "patient" && caller.patient === undefined) return caller;
  throw new Refusal(403, "access/not-permitted", "This tells of everybody's appointments, and you see one patient's.");
}

/** Looks between two comments that keep proxies from taking the line for dead. */
const looksAwake = 4;
/** Bytes that wait for a page that reads nothing: it is told everything when it comes back. */
const mostWaiting = 16 * 1024;

function startStream(reply: FastifyReply) {
  const headers = reply.getHeaders();
  reply.hijack();
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
    // Its connection is nobody's to wait for when the server stops.
    connection: "close",
  });
  reply.raw.write("retry: 3000\nevent: hello\ndata: {}\n\n");
  let waiting: Set<string> | undefined;
  let isAny = false;
  let looks = 0;
  return {
    changed(branchIds: readonly string[]) {
      waiting = new Set([...(waiting ?? []), ...branchIds]);
      isAny ||= branchIds.length === 0;
    },
    flush() {
      if (waiting === undefined || reply.raw.writableLength > mostWaiting) return;
      const said: LiveBoard = { branchIds: isAny ? [] : [...waiting] };
      waiting = undefined;
      isAny = false;
      reply.raw.write(`event: board\ndata: ${JSON.stringify(said)}\n\n`);
    },
    stayAwake() {
      looks += 1;
      if (looks % looksAwake === 0 && reply.raw.writableLength <= mostWaiting) reply.raw.write(": \n\n");
    },
  };
}

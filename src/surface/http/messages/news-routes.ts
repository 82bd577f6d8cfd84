import type { FastifyInstance } from "fastify";
import { unattendedHeader } from "../../../../contract/index.ts";
import type { MessageNews } from "../../../care/messages/index.ts";
import { type Authenticate, Refusal } from "../identity/index.ts";
import { answerMessagesProblem } from "./problem-handler.ts";
import { requireColleague } from "./require-colleague.ts";

export interface MessageNewsPorts {
  readonly news: Pick<MessageNews, "listen">;
  readonly authenticate: Authenticate;
}

/** Streams at once of one person, and in all; as of `/api/live`. */
const mostPerCaller = 6;
const most = 1_000;
const lookMilliseconds = 5_000;
/** Looks between two comments that keep proxies from taking the line for dead. */
const looksAwake = 4;

/** Fastify plugin: tells open pages that a message came. No word of it leaves this way: pages ask again, as themselves. */
export async function messageNewsRoutes(app: FastifyInstance, { news, authenticate }: MessageNewsPorts): Promise<void> {
  const open = new Map<string, number>();
  const streams = new Set<() => void>();
  app.setErrorHandler(answerMessagesProblem);
  app.addHook("preClose", async () => {
    for (const end of streams) end();
  });

  app.get("/api/messages/live", { exposeHeadRoute: false }, async (request, reply) => {
    // A page that is left open is no sign of anybody: the session ends as if it weren't there.
    request.headers[unattendedHeader] = "1";
    let caller = await requireColleague(authenticate, request);
    const name = `${caller.tenant}/${caller.id}`;
    const mine = open.get(name) ?? 0;
    if (mine >= mostPerCaller || streams.size >= most)
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
    const stop = news.listen(
      caller.tenant,
      () => caller,
      () => reply.raw.write("event: messages\ndata: {}\n\n"),
    );
    let looks = 0;
    const watch = setInterval(() => void look(), lookMilliseconds);

    async function look(): Promise<void> {
      const still = await requireColleague(authenticate, request).catch(() => undefined);
      if (still === undefined || still.tenant !== caller.tenant || still.id !== caller.id) return end();
      caller = still;
      looks += 1;
      if (looks % looksAwake === 0) reply.raw.write(": \n\n");
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

    streams.add(end);
    reply.raw.on("close", end);
    return reply;
  });
}

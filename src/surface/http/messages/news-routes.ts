import type { FastifyInstance } from "fastify";
import type { MessageNews } from "../../../care/messages/index.ts";
import type { Authenticate } from "../identity/index.ts";
import { type Revocations, liveStreams, usualStreamLimits } from "../live-streams.ts";
import { answerMessagesProblem } from "./problem-handler.ts";
import { requireColleague } from "./require-colleague.ts";

export interface MessageNewsPorts {
  readonly news: Pick<MessageNews, "listen">;
  readonly authenticate: Authenticate;
  readonly revocations: Revocations;
}

/** Fastify plugin: tells open pages that a message came. No word of it leaves this way: pages ask again, as themselves. */
export async function messageNewsRoutes(
  app: FastifyInstance,
  { news, authenticate, revocations }: MessageNewsPorts,
): Promise<void> {
  app.setErrorHandler(answerMessagesProblem);
  const stream = liveStreams(app, usualStreamLimits, revocations);
  // Without a HEAD, which would stream too.
  app.get("/api/messages/live", { exposeHeadRoute: false }, (request, reply) =>
    stream(request, reply, {
      admit: (of) => requireColleague(authenticate, of),
      // One that isn't sent is no loss: the page has as much to read already, and asks once it does.
      attend: ({ caller, send }) => news.listen(caller().tenant, caller, () => send("messages", {})),
    }),
  );
}

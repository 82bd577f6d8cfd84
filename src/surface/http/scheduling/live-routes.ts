import type { FastifyInstance, FastifyRequest } from "fastify";
import type { LiveBoard } from "../../../../contract/index.ts";
import type { LiveBoards } from "../../../care/scheduling/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { type Authenticate, Refusal } from "../identity/index.ts";
import { type LiveStream, type StreamLimits, liveStreams, usualStreamLimits } from "../live-streams.ts";
import { answerSchedulingProblem } from "./problem-handler.ts";
import { requireScope } from "./require-scope.ts";

export interface LiveRoutesPorts {
  readonly boards: Pick<LiveBoards, "listen">;
  readonly authenticate: Authenticate;
  readonly limits?: LiveLimits;
}

export interface LiveLimits extends StreamLimits {
  /** Changes of this long go out together. */
  readonly gatherMilliseconds: number;
}

const usualLimits: LiveLimits = { ...usualStreamLimits, gatherMilliseconds: 200 };

/** Fastify plugin: tells open pages that a board changed. No word of whom or what leaves this way: pages ask again, as themselves. */
export async function liveRoutes(
  app: FastifyInstance,
  { boards, authenticate, limits = usualLimits }: LiveRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerSchedulingProblem);
  const stream = liveStreams(app, limits);
  // Without a HEAD, which would stream too.
  app.get("/api/live", { exposeHeadRoute: false }, (request, reply) =>
    stream(request, reply, {
      admit: (of) => requireBoard(authenticate, of),
      attend: ({ caller, send }) => tellBoards(boards, caller().tenant, send, limits.gatherMilliseconds),
    }),
  );
}

/** Whoever reaches one patient alone hears nothing of everybody's coming and going. Asked again while the stream lasts: roles change.
 *  @throws Refusal */
async function requireBoard(authenticate: Authenticate, request: FastifyRequest): Promise<Caller> {
  const caller = await requireScope(authenticate, request, "s", "Appointment");
  if (caller.reach !== "patient" && caller.patient === undefined) return caller;
  throw new Refusal(403, "access/not-permitted", "This tells of everybody's appointments, and you see one patient's.");
}

/** Gathers what changes, and keeps it for a page that reads nothing. @returns what ends it */
function tellBoards(
  boards: LiveRoutesPorts["boards"],
  tenant: Caller["tenant"],
  send: LiveStream["send"],
  gatherMilliseconds: number,
): () => void {
  let waiting: Set<string> | undefined;
  let isAny = false;
  const stopListening = boards.listen(tenant, (branchIds) => {
    waiting = new Set([...(waiting ?? []), ...branchIds]);
    isAny ||= branchIds.length === 0;
  });
  const flush = setInterval(() => {
    if (waiting === undefined) return;
    const said: LiveBoard = { branchIds: isAny ? [] : [...waiting] };
    if (!send("board", said)) return;
    waiting = undefined;
    isAny = false;
  }, gatherMilliseconds);
  return () => {
    clearInterval(flush);
    stopListening();
  };
}

import type { FastifyInstance, FastifyRequest } from "fastify";
import type { LiveBoard } from "../../../../contract/index.ts";
import type { BoardNews, LiveBoards } from "../../../care/scheduling/index.ts";
import { type Caller, isAtSitesOf } from "../../../custody/access/index.ts";
import { type Authenticate, Refusal } from "../identity/index.ts";
import {
  type LiveStream,
  type Revocations,
  type StreamLimits,
  liveStreams,
  usualStreamLimits,
} from "../live-streams.ts";
import { answerSchedulingProblem } from "./problem-handler.ts";
import { requireScope } from "./require-scope.ts";

export interface LiveRoutesPorts {
  readonly boards: Pick<LiveBoards, "listen">;
  readonly authenticate: Authenticate;
  readonly revocations: Revocations;
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
  { boards, authenticate, revocations, limits = usualLimits }: LiveRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerSchedulingProblem);
  const stream = liveStreams(app, limits, revocations);
  // Without a HEAD, which would stream too.
  app.get("/api/live", { exposeHeadRoute: false }, (request, reply) =>
    stream(request, reply, {
      admit: (of) => requireBoard(authenticate, of),
      attend: (page) => tellBoards(boards, page, limits.gatherMilliseconds),
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

/** Gathers what changes, and keeps it for a page that reads nothing. Whoever is held to sites isn't told of other branches. @returns what ends it */
function tellBoards(
  boards: LiveRoutesPorts["boards"],
  { caller, send }: LiveStream,
  gatherMilliseconds: number,
): () => void {
  const waiting = new Map<BoardNews["of"], ReadonlySet<string>>();
  const stopListening = boards.listen(caller().tenant, ({ of, branchIds }) => {
    const own = branchIds.filter((id) => isAtSitesOf(caller(), id));
    if (branchIds.length > 0 && own.length === 0) return;
    const before = waiting.get(of);
    const isAny = branchIds.length === 0 || before?.size === 0;
    waiting.set(of, new Set(isAny ? [] : [...(before ?? []), ...own]));
  });
  const flush = setInterval(() => {
    for (const [of, branchIds] of waiting) {
      const said: LiveBoard = { branchIds: [...branchIds] };
      if (send(of, said)) waiting.delete(of);
    }
  }, gatherMilliseconds);
  return () => {
    clearInterval(flush);
    stopListening();
  };
}

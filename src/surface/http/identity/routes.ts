import type { FastifyInstance } from "fastify";
import { createAttemptLimit } from "./attempt-limit.ts";
import { demonstrationRoutes } from "./demonstration-routes.ts";
import { peopleRoutes } from "./people-routes.ts";
import type { IdentityRoutesPorts } from "./ports.ts";
import { answerProblem } from "./problem-handler.ts";
import { sessionRoutes } from "./session-routes.ts";
import { setUpRoutes } from "./set-up-routes.ts";

/** Fastify plugin: session, set-up, demonstration, people and roles. */
export async function identityRoutes(app: FastifyInstance, options: IdentityRoutesPorts): Promise<void> {
  const ports = { ...options, countAttempt: createAttemptLimit(options.now) };
  app.setErrorHandler(answerProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });
  sessionRoutes(app, ports);
  setUpRoutes(app, ports);
  demonstrationRoutes(app, ports);
  peopleRoutes(app, ports);
}

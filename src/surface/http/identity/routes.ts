import type { FastifyInstance } from "fastify";
import { accountRoutes } from "./account-routes.ts";
import { demonstrationRoutes } from "./demonstration-routes.ts";
import { passkeyRoutes } from "./passkey-routes.ts";
import { peopleRoutes } from "./people-routes.ts";
import { signInPolicyRoutes } from "./policy-routes.ts";
import type { IdentityRoutesPorts } from "./ports.ts";
import { answerProblem } from "./problem-handler.ts";
import { recoveryRoutes } from "./recovery-routes.ts";
import { requestBudgetRoutes } from "./request-budget-routes.ts";
import { sessionListRoutes } from "./session-list-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { setUpRoutes } from "./set-up-routes.ts";

/** Fastify plugin: session, account, recovery, set-up, demonstration, people, roles and sign-in policy. */
export async function identityRoutes(app: FastifyInstance, ports: IdentityRoutesPorts): Promise<void> {
  app.setErrorHandler(answerProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });
  sessionRoutes(app, ports);
  passkeyRoutes(app, ports);
  sessionListRoutes(app, ports);
  accountRoutes(app, ports);
  recoveryRoutes(app, ports);
  signInPolicyRoutes(app, ports);
  requestBudgetRoutes(app, ports);
  setUpRoutes(app, ports);
  demonstrationRoutes(app, ports);
  peopleRoutes(app, ports);
}

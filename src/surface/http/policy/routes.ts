import type { FastifyInstance } from "fastify";
import { choiceRoutes } from "./choice-routes.ts";
import { consentRoutes } from "./consent-routes.ts";
import { ownConsentRoutes } from "./own-consent-routes.ts";
import type { PolicyRoutesPorts } from "./ports.ts";
import { previewRoutes } from "./preview-routes.ts";
import { peopleRoutes } from "./people-routes.ts";
import { answerPolicyProblem } from "./problem-handler.ts";
import { roleRoutes } from "./role-routes.ts";
import { seenByPartyRoute } from "./seen-by-party-route.ts";
import { seenByRoutes } from "./seen-by-routes.ts";
import { settingsRoutes } from "./settings-routes.ts";

/** Fastify plugin: roles, previews, sensitivities, consents, and what an organisation decides about relations. */
export async function policyRoutes(app: FastifyInstance, ports: PolicyRoutesPorts): Promise<void> {
  app.setErrorHandler(answerPolicyProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });
  roleRoutes(app, ports);
  choiceRoutes(app, ports);
  peopleRoutes(app, ports);
  previewRoutes(app, ports);
  consentRoutes(app, ports);
  ownConsentRoutes(app, ports);
  seenByRoutes(app, ports);
  seenByPartyRoute(app, ports);
  settingsRoutes(app, ports);
}

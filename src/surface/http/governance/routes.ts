import type { FastifyInstance } from "fastify";
import { accessReviewRoutes } from "./access-review-routes.ts";
import { breakGlassRoutes } from "./break-glass-routes.ts";
import { failedSignInRoutes } from "./failed-sign-in-routes.ts";
import type { GovernanceRoutesPorts } from "./ports.ts";
import { answerGovernanceProblem } from "./problem-handler.ts";
import { proxyRoutes } from "./proxy-routes.ts";
import { roleRequestRoutes } from "./role-request-routes.ts";
import { governanceSettingsRoutes } from "./settings-routes.ts";
import { taskRoutes } from "./task-routes.ts";
import { vendorAccessRoutes } from "./vendor-access-routes.ts";

/** Fastify plugin: exceptional access, its reviews, and officers' tasks. */
export async function governanceRoutes(app: FastifyInstance, ports: GovernanceRoutesPorts): Promise<void> {
  app.setErrorHandler(answerGovernanceProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });
  breakGlassRoutes(app, ports);
  vendorAccessRoutes(app, ports);
  accessReviewRoutes(app, ports);
  taskRoutes(app, ports);
  roleRequestRoutes(app, ports);
  proxyRoutes(app, ports);
  failedSignInRoutes(app, ports);
  governanceSettingsRoutes(app, ports);
}

import type { FastifyInstance } from "fastify";
import { appRoutes } from "./app-routes.ts";
import { clientRoutes } from "./client-routes.ts";
import { consentRoutes } from "./consent-routes.ts";
import { federationRoutes } from "./federation-routes.ts";
import type { OauthRoutesPorts } from "./ports.ts";
import { answerOauthProblem } from "./problem-handler.ts";
import { protocolRoutes } from "./protocol-routes.ts";

/** Fastify plugin: the protocol's addresses, consent, allowed apps, launches and the administration of clients. */
export async function oauthRoutes(app: FastifyInstance, ports: OauthRoutesPorts): Promise<void> {
  app.setErrorHandler(answerOauthProblem);
  await app.register(async (inner) => {
    inner.addHook("onSend", async (_request, reply) => {
      reply.header("cache-control", "no-store");
    });
    consentRoutes(inner, ports);
    appRoutes(inner, ports);
    clientRoutes(inner, ports);
    federationRoutes(inner, ports);
  });
  await app.register(protocolRoutes, ports);
}

import type { FastifyInstance } from "fastify";
import { answerProblem, requirePermission } from "../identity/index.ts";
import { keysStateOf } from "./keys-state.ts";
import type { KeysRoutesPorts } from "./ports.ts";

/** Fastify plugin: an organisation's keys, for those who change how it is protected. */
export async function keysRoutes(app: FastifyInstance, ports: KeysRoutesPorts): Promise<void> {
  const { authenticate } = ports;
  app.setErrorHandler(answerProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.get("/api/keys", async (request) => {
    const { tenant } = await requirePermission(authenticate, request, "policies.manage");
    return keysStateOf(ports, tenant);
  });
}

import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addClientRequest } from "../../../../contract/index.ts";
import type { ClientRow } from "../../../../contract/index.ts";
import type { Client } from "../../../custody/identity/index.ts";
import { requirePermission } from "./guard.ts";
import { parseInput } from "./parse-input.ts";
import { instant } from "./people-routes.ts";
import type { RoutePorts } from "./ports.ts";

const clientPath = z.object({ id: z.string().min(1).max(64) });

export function clientRoutes(app: FastifyInstance, { identity: { clients }, authenticate }: RoutePorts): void {
  app.get("/api/clients", async (request) => {
    const caller = await requirePermission(authenticate, request, "clients.manage");
    return { clients: (await clients.list(caller.tenant)).map(rowOf) };
  });

  app.post("/api/clients", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "clients.manage");
    const { client, secret } = await clients.add(caller, caller.tenant, parseInput(addClientRequest, request.body));
    return reply.code(201).send({ client: rowOf(client), secret: secret.expose() });
  });

  app.delete("/api/clients/:id", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "clients.manage");
    await clients.end(caller, caller.tenant, parseInput(clientPath, request.params).id);
    return reply.code(204).send();
  });
}

function rowOf({ id, name, scopes, addedAt, lastTokenAt, state }: Client): ClientRow {
  return {
    id,
    name,
    scopes: [...scopes],
    createdAt: instant(addedAt),
    lastTokenAt: lastTokenAt === undefined ? undefined : instant(lastTokenAt),
    state,
  };
}

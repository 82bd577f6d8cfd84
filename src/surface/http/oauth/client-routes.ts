import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import {
  addClientRequest,
  approveClientRequest,
  changeClientRequest,
  refuseClientRequest,
} from "../../../../contract/index.ts";
import type { ClientRow } from "../../../../contract/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { AuthorizationError, type Client, type Own, handsOf, isOwn } from "../../../custody/authorization/index.ts";
import { displayName } from "../../../custody/identity/index.ts";
import { isUuid, parsePersonId } from "../../../foundation/kernel/index.ts";
import { listClientBudgets } from "../edge/index.ts";
import { parseInput, requirePermission, requireStepUp } from "../identity/index.ts";
import type { OauthRoutesPorts } from "./ports.ts";

const clientPath = z.object({ id: z.string().regex(/^[\w.-]{1,64}$/) });

/** Programs and apps of the organisation. There is no open registration: somebody with `clients.manage` adds each one. */
export function clientRoutes(
  app: FastifyInstance,
  { authorization: { clients }, identity: { people }, authenticate, usage, now }: OauthRoutesPorts,
): void {
  /** What a program may do outlives the session in which it was said. */
  async function manager(request: FastifyRequest): Promise<Caller> {
    const caller = await requirePermission(authenticate, request, "clients.manage");
    requireStepUp(caller, now());
    return caller;
  }

  /** Who approves has to know whose hands it is in. */
  async function rowOf(client: Client, caller: Caller): Promise<ClientRow> {
    const found = client.asked.length === 0 ? [] : handsOf(client).filter(isUuid);
    const hands = await Promise.all(found.map((id) => people.get(caller.tenant, parsePersonId(id))));
    return {
      ...answerOf(client, caller),
      inHandsOf: hands.flatMap((one) => (one === undefined ? [] : [displayName(one)])),
    };
  }

  app.get("/api/clients", async (request) => {
    const caller = await requirePermission(authenticate, request, "clients.manage");
    const all = await clients.list(caller.tenant);
    return { clients: await Promise.all(all.map((client) => rowOf(client, caller))) };
  });

  app.post("/api/clients", async (request, reply) => {
    const caller = await manager(request);
    const { jwks, ...asked } = parseInput(addClientRequest, request.body);
    const { client, secret } = await clients.add(
      caller,
      caller.tenant,
      { ...asked, keys: jwks?.keys ?? [] },
      own(caller),
    );
    return reply.code(201).send({ client: await rowOf(client, caller), secret: secret?.expose() });
  });

  app.patch("/api/clients/:id", async (request) => {
    const caller = await manager(request);
    const { jwks, ...change } = parseInput(changeClientRequest, request.body);
    const { id } = parseInput(clientPath, request.params);
    const next = { ...change, keys: jwks?.keys };
    return { client: await rowOf(await clients.change(caller, caller.tenant, id, next, own(caller)), caller) };
  });

  app.post("/api/clients/:id/approve", async (request) => {
    const caller = await manager(request);
    const { asked, scope } = parseInput(approveClientRequest, request.body);
    const { id } = parseInput(clientPath, request.params);
    const approved = await clients.approve(caller, caller.tenant, id, { id: asked, scopes: scope });
    return { client: await rowOf(approved, caller) };
  });

  app.post("/api/clients/:id/refuse", async (request) => {
    const caller = await manager(request);
    const { asked } = parseInput(refuseClientRequest, request.body);
    const { id } = parseInput(clientPath, request.params);
    return { client: await rowOf(await clients.refuse(caller, caller.tenant, id, asked), caller) };
  });

  app.get("/api/clients/:id/requests", async (request) => {
    const { tenant } = await requirePermission(authenticate, request, "clients.manage");
    const { id } = parseInput(clientPath, request.params);
    const client = (await clients.list(tenant)).find((one) => one.id === id && one.state === "active");
    if (client === undefined) throw new AuthorizationError("clients/unknown", "there is no such client");
    const set = client.requestBudgets ?? {};
    return listClientBudgets(set, (await usage?.({ tenant, client: id }, set)) ?? {});
  });

  app.post("/api/clients/:id/secret", async (request) => {
    const caller = await manager(request);
    const { id } = parseInput(clientPath, request.params);
    const { client, secret } = await clients.replaceSecret(caller, caller.tenant, id, own(caller));
    return { client: await rowOf(client, caller), secret: secret.expose() };
  });

  app.delete("/api/clients/:id", async (request, reply) => {
    const caller = await manager(request);
    await clients.end(caller, caller.tenant, parseInput(clientPath, request.params).id);
    return reply.code(204).send();
  });
}

function own(caller: Caller): Own {
  return (scope, purpose) => isOwn(caller, scope, purpose);
}

function answerOf(client: Client, caller: Caller): Omit<ClientRow, "inHandsOf"> {
  const { id, name, kind, scopes, redirectUris, launchUrl, maker, logoText, contacts, purpose, keys, state } = client;
  const { requestBudgets, asked } = client;
  return {
    id,
    name,
    kind,
    scopes: [...scopes],
    redirectUris: [...redirectUris],
    launchUrl,
    maker,
    logoText,
    contacts: [...contacts],
    purpose,
    requestBudgets,
    asked: asked.map((one) => ({
      id: one.id,
      scopes: one.scopes.split(" "),
      by: one.byName,
      at: instant(one.at),
      mayApprove: one.by !== caller.id,
    })),
    keys: keys.map((key) => String(key["kid"])),
    createdAt: instant(client.addedAt),
    changedAt: client.changedAt === undefined ? undefined : instant(client.changedAt),
    lastTokenAt: client.lastTokenAt === undefined ? undefined : instant(client.lastTokenAt),
    state,
  };
}

export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  type CheckRoleAnswer,
  type RoleBookList,
  type RoleDefinitionRow,
  type StoredRoleRow,
  checkRoleRequest,
  putRoleRequest,
  roleId,
} from "../../../../contract/index.ts";
import type { Caller, RoleId } from "../../../custody/access/index.ts";
import { PolicyError, type RoleDefinition, type StoredRole, cautionsOf } from "../../../custody/policy/index.ts";
import { sentence } from "../chart-refusal.ts";
import { Refusal, parseInput, requireCaller, requirePermission, requireStepUp } from "../identity/index.ts";
import type { PolicyRoutesPorts } from "./ports.ts";

const rolePath = z.object({ id: roleId });
const revisionQuery = z.object({ revision: z.coerce.number().int().min(0) });

/** An organisation's roles: looking, checking, changing. */
export function roleRoutes(app: FastifyInstance, ports: PolicyRoutesPorts): void {
  const { authenticate, policy, people, now } = ports;
  const { roles } = policy;

  app.get("/api/policy/roles", async (request): Promise<RoleBookList> => {
    const caller = await requireCaller(authenticate, request);
    if (!caller.permissions.has("roles.manage") && !caller.permissions.has("people.manage"))
      throw new Refusal(
        403,
        "access/not-permitted",
        "Your role does not include roles. An administrator can change your role.",
      );
    const counts = await people.countByRole(caller.tenant);
    return { roles: (await roles.of(caller.tenant)).all().map((stored) => rowOf(stored, caller, counts)) };
  });

  app.put("/api/policy/roles/:id", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "roles.manage");
    requireStepUp(caller, now());
    const { id } = parseInput(rolePath, request.params);
    const { revision, definition } = parseInput(putRoleRequest, request.body);
    const isNew = (await roles.of(caller.tenant)).get(id) === undefined;
    const stored = await roles.put(caller, id, definitionFrom(definition), revision);
    return reply.code(isNew ? 201 : 200).send(rowOf(stored, caller, await people.countByRole(caller.tenant)));
  });

  app.delete("/api/policy/roles/:id", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "roles.manage");
    requireStepUp(caller, now());
    const { id } = parseInput(rolePath, request.params);
    const { revision } = parseInput(revisionQuery, request.query);
    await roles.remove(caller, id, revision);
    return reply.code(204).send();
  });

  app.post("/api/policy/roles/check", async (request): Promise<CheckRoleAnswer> => {
    const caller = await requirePermission(authenticate, request, "roles.manage");
    const { id, definition: given } = parseInput(checkRoleRequest, request.body);
    const definition = definitionFrom(given);
    try {
      await roles.check(caller, id, definition);
      return { faults: [], cautions: [...cautionsOf(definition)] };
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      const { code, message, path, faults } = error;
      return faults.length > 0
        ? { faults: [...faults], cautions: [] }
        : { faults: [], cautions: [...cautionsOf(definition)], refusal: { code, message: sentence(message), path } };
    }
  });
}

/** The words as they came: the role book says what is wrong with them, each with its place. */
export function definitionFrom(given: RoleDefinitionRow): RoleDefinition {
  return given as RoleDefinition;
}

function rowOf(
  { id, definition, revision, builtIn, changedAt }: StoredRole,
  caller: Caller,
  people: ReadonlyMap<RoleId, number>,
): StoredRoleRow {
  const { scopes, permissions, fieldRules, clearances, purposes, ...words } = definition;
  return {
    id,
    definition: {
      ...words,
      scopes: [...scopes],
      permissions: [...permissions],
      fieldRules: fieldRules.map((rule) => ({ ...rule })),
      clearances: clearances === null ? null : [...clearances],
      purposes: [...purposes],
    },
    revision,
    builtIn,
    changedAt: changedAt === undefined ? undefined : new Date(changedAt).toISOString(),
    people: people.get(id) ?? 0,
    cautions: [...cautionsOf(definition)],
    mine: caller.role === id,
  };
}

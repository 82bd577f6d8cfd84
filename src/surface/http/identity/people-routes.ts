import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addPersonRequest, changePersonRequest, uuid } from "../../../../contract/index.ts";
import type { PersonRow, RoleList } from "../../../../contract/index.ts";
import type { Person } from "../../../custody/identity/index.ts";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { requirePermission } from "./guard.ts";
import { instant } from "./instant.ts";
import { refuseUnknownRole, rolesOf } from "./known-role.ts";
import { parseInput } from "./parse-input.ts";
import type { RoutePorts } from "./ports.ts";
import { requireStepUp } from "./step-up.ts";

const personPath = z.object({ id: uuid });

export function peopleRoutes(app: FastifyInstance, ports: RoutePorts): void {
  const { authenticate } = ports;
  const { people } = ports.identity;

  app.get("/api/people", async (request) => {
    const caller = await requirePermission(authenticate, request, "people.manage");
    return { people: (await people.list(caller.tenant)).map(rowOf) };
  });

  app.post("/api/people", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "people.manage");
    requireStepUp(caller, ports.now());
    const person = parseInput(addPersonRequest, request.body);
    await refuseUnknownRole(ports, caller.tenant, person.role);
    const added = await people.add(caller, caller.tenant, person);
    return reply.code(201).send({ person: rowOf(added.person), temporaryPassword: added.temporaryPassword?.expose() });
  });

  app.patch("/api/people/:id", async (request) => {
    const caller = await requirePermission(authenticate, request, "people.manage");
    const { id } = parseInput(personPath, request.params);
    const change = parseInput(changePersonRequest, request.body);
    const { unlock: _unlock, ...sensitive } = change;
    if (Object.values(sensitive).some((value) => value !== undefined)) requireStepUp(caller, ports.now());
    if (change.role !== undefined) await refuseUnknownRole(ports, caller.tenant, change.role);
    const changed = await people.change(caller, caller.tenant, parsePersonId(id), change);
    return { person: rowOf(changed.person), temporaryPassword: changed.temporaryPassword?.expose() };
  });

  app.get("/api/roles", async (request): Promise<RoleList> => {
    const caller = await requirePermission(authenticate, request, "people.manage");
    const counts = await people.countByRole(caller.tenant);
    const known = await rolesOf(ports, caller.tenant);
    return {
      roles: known.map(({ id, role: { label, summary, scopes } }) => ({
        name: id,
        label,
        summary,
        scopes: scopes.map((scope) => scope.text),
        people: counts.get(id) ?? 0,
      })),
    };
  });
}

function rowOf(person: Person): PersonRow {
  const { id, username, given, family, jobTitle, email, facilities, role, state, lastSignInAt, authenticators } =
    person;
  return {
    id,
    username,
    given,
    family,
    jobTitle,
    email,
    facilities: facilities === undefined ? undefined : [...facilities],
    role,
    state,
    lastSignInAt: lastSignInAt === undefined ? undefined : instant(lastSignInAt),
    authenticators,
  };
}

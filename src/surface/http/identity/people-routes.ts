import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addPersonRequest, changePersonRequest, uuid } from "../../../../contract/index.ts";
import type { PersonRow, RoleList } from "../../../../contract/index.ts";
import type { Leaver } from "../../../assurance/retention/index.ts";
import { IdentityError, type Person } from "../../../custody/identity/index.ts";
import { type TenantId, parsePersonId } from "../../../foundation/kernel/index.ts";
import { requirePermission } from "./guard.ts";
import { instant } from "./instant.ts";
import { refuseUnknownRole, rolesOf } from "./known-role.ts";
import { parseInput } from "./parse-input.ts";
import type { RoutePorts } from "./ports.ts";
import { requireStepUp } from "./step-up.ts";

const practitionerPrefix = "Practitioner/";
const personPath = z.object({ id: uuid });

export function peopleRoutes(app: FastifyInstance, ports: RoutePorts): void {
  const { authenticate } = ports;
  const { people } = ports.identity;

  /** The reference, when nobody else bears it: two people of one practitioner would share its patients. */
  async function practitionerOf(
    tenant: TenantId,
    practitioner: string | null | undefined,
    bearer?: string,
  ): Promise<string | null | undefined> {
    if (practitioner === undefined || practitioner === null) return practitioner;
    const reference = `${practitionerPrefix}${practitioner}`;
    const taken = (await people.list(tenant)).some((one) => one.practitioner === reference && one.id !== bearer);
    if (taken) throw new IdentityError("people/practitioner-taken", "this practitioner is another person here already");
    return reference;
  }

  app.get("/api/people", async (request) => {
    const caller = await requirePermission(authenticate, request, "people.manage");
    const leavers = (await ports.leavers?.foresee(caller.tenant)) ?? [];
    const leaving = new Map(leavers.map((leaver) => [leaver.id, leaver]));
    return { people: (await people.list(caller.tenant)).map((person) => rowOf(person, leaving.get(person.id))) };
  });

  app.post("/api/people", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "people.manage");
    requireStepUp(caller, ports.now());
    const person = parseInput(addPersonRequest, request.body);
    await refuseUnknownRole(ports, caller.tenant, person.role);
    const practitioner = await practitionerOf(caller.tenant, person.practitioner);
    const added = await people.add(caller, caller.tenant, { ...person, practitioner: practitioner ?? undefined });
    return reply.code(201).send({ person: rowOf(added.person), temporaryPassword: added.temporaryPassword?.expose() });
  });

  app.patch("/api/people/:id", async (request) => {
    const caller = await requirePermission(authenticate, request, "people.manage");
    const { id } = parseInput(personPath, request.params);
    const change = parseInput(changePersonRequest, request.body);
    const { unlock: _unlock, ...sensitive } = change;
    if (Object.values(sensitive).some((value) => value !== undefined)) requireStepUp(caller, ports.now());
    if (change.role !== undefined) await refuseUnknownRole(ports, caller.tenant, change.role);
    const practitioner = await practitionerOf(caller.tenant, change.practitioner, id);
    const changed = await people.change(caller, caller.tenant, parsePersonId(id), { ...change, practitioner });
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

function rowOf(person: Person, leaver?: Leaver): PersonRow {
  const { id, username, given, family, jobTitle, email, facilities, role, state, lastSignInAt, authenticators } =
    person;
  const practitioner = person.practitioner?.startsWith(practitionerPrefix)
    ? person.practitioner.slice(practitionerPrefix.length)
    : undefined;
  return {
    id,
    username,
    given,
    family,
    jobTitle,
    email,
    facilities: facilities === undefined ? undefined : [...facilities],
    role,
    practitioner,
    state,
    lastSignInAt: lastSignInAt === undefined ? undefined : instant(lastSignInAt),
    removal: leaver && { on: instant(leaver.dueAt), heldBy: [...leaver.heldBy] },
    removedAt: person.removedAt === undefined ? undefined : instant(person.removedAt),
    authenticators,
  };
}

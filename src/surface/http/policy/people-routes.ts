import type { FastifyInstance } from "fastify";
import type { PreviewPeople } from "../../../../contract/index.ts";
import { displayName } from "../../../custody/identity/index.ts";
import { Refusal, requireCaller } from "../identity/index.ts";
import type { PolicyRoutesPorts } from "./ports.ts";

/** Through whose eyes a role or a consent can be looked at. */
export function peopleRoutes(app: FastifyInstance, ports: PolicyRoutesPorts): void {
  const { authenticate, people, policy } = ports;

  app.get("/api/policy/people", async (request): Promise<PreviewPeople> => {
    const { tenant, permissions } = await requireCaller(authenticate, request);
    if (!permissions.has("roles.manage") && !permissions.has("consents.manage"))
      throw new Refusal(403, "access/not-permitted", "Your role includes neither roles nor consents.");
    const roles = await policy.roles.of(tenant);
    const everybody = permissions.has("people.manage");
    const found = (await people.list(tenant)).filter((person) => {
      if (person.state === "ended") return false;
      return everybody || (person.patient === undefined && roles.get(person.role)?.role.reach !== "patient");
    });
    return {
      people: found.map((person) => ({
        id: person.id,
        name: displayName(person),
        jobTitle: person.jobTitle,
        role: { id: person.role, label: roles.get(person.role)?.definition.label ?? person.role },
        practitioner: person.practitioner,
      })),
    };
  });
}

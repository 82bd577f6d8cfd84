import type { FastifyInstance } from "fastify";
import { demonstrationRequest, demonstrationSignIn } from "../../../../contract/index.ts";
import type { DemonstrationPeople } from "../../../../contract/index.ts";
import { type Organisation, displayName } from "../../../custody/identity/index.ts";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { refuseCrossSite } from "./cross-site.ts";
import { groupsOf } from "./demonstration-groups.ts";
import { rolesOf } from "./known-role.ts";
import { parseInput } from "./parse-input.ts";
import type { DemonstrationPort, RoutePorts } from "./ports.ts";
import { Refusal } from "./refusal.ts";
import { answerNewSession, originOf } from "./session-routes.ts";
import { refuseWrongToken } from "./set-up-token.ts";

/** Sign-in without credentials, and only into an organisation flagged as demonstration: its patients are made up. */
export function demonstrationRoutes(app: FastifyInstance, ports: RoutePorts): void {
  const { organisations, people, signIn } = ports.identity;

  async function demonstration(): Promise<Organisation> {
    const found = (await organisations.all()).find((organisation) => organisation.demonstration);
    if (found === undefined) throw absent();
    return found;
  }

  app.get("/api/demonstration/people", async (): Promise<DemonstrationPeople> => {
    const { tenant } = await demonstration();
    const present = (await people.list(tenant)).filter((person) => person.state !== "ended");
    const told = present.map((person) => ({
      personId: person.id,
      displayName: displayName(person),
      jobTitle: person.jobTitle ?? "",
      role: person.role,
    }));
    const roles = new Map((await rolesOf(ports, tenant)).map(({ id, role }) => [id, role]));
    return { groups: groupsOf(told, roles), people: told };
  });

  app.post("/api/demonstration/session", async (request, reply) => {
    refuseCrossSite(request);
    const { personId } = parseInput(demonstrationSignIn, request.body);
    const outcome = await signIn.asDemonstrationPerson(
      await demonstration(),
      parsePersonId(personId),
      originOf(request),
    );
    if (outcome === undefined) throw absent();
    return answerNewSession(ports, request, reply, outcome.cookie);
  });

  if (ports.demonstration !== undefined) makingRoutes(app, ports, ports.demonstration);
}

function makingRoutes(app: FastifyInstance, ports: RoutePorts, making: DemonstrationPort): void {
  app.post("/api/demonstration", async (request, reply) => {
    refuseCrossSite(request);
    const { token } = parseInput(demonstrationRequest, request.body);
    await refuseWrongToken(ports.setUp, token);
    await making.start();
    return reply.code(202).send(making.progress());
  });

  app.get("/api/demonstration/progress", () => {
    const progress = making.progress();
    // The next question about the installation must see the new organisation.
    if (progress.state === "done") ports.identity.organisations.forgetRemembered();
    return progress;
  });
}

function absent(): Refusal {
  return new Refusal(404, "demonstration/none", "This installation has no demonstration organisation.");
}

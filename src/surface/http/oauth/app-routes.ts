import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { type AppList, launchRequest } from "../../../../contract/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { AuthorizationError, launchSeconds } from "../../../custody/authorization/index.ts";
import { parseResourceId } from "../../../foundation/kernel/index.ts";
import { parseInput, requireCaller } from "../identity/index.ts";
import { instant } from "./client-routes.ts";
import { personOf, whoseOf } from "./consent-routes.ts";
import { notInContext, patientName } from "./patient-name.ts";
import type { OauthRoutesPorts } from "./ports.ts";
import { sentenceOf } from "./scope-words.ts";

const appPath = z.object({ id: z.string().min(1).max(64) });

/** Apps that people allowed, and apps that a chart opens. */
export function appRoutes(app: FastifyInstance, { authorization, chart, authenticate }: OauthRoutesPorts): void {
  const { apps, clients, launches } = authorization;

  app.get("/api/apps", async (request) => {
    const caller = requirePerson(await requireCaller(authenticate, request));
    const allowed = await apps.list(caller.tenant, personOf(caller));
    const answer: AppList = {
      apps: allowed.map(({ grant, client }) => ({
        id: grant.id,
        client: { id: client.id, name: client.name, maker: client.maker, logoText: client.logoText },
        may: grant.scope.split(" ").map((scope) => sentenceOf(scope, whoseOf(caller))),
        patient: grant.patient === undefined ? undefined : `Patient/${grant.patient}`,
        allowedAt: instant(grant.givenAt),
        lastUsedAt: instant(grant.usedAt),
        until: instant(grant.until),
        withSession: grant.session !== undefined,
      })),
    };
    return answer;
  });

  app.delete("/api/apps/:id", async (request, reply) => {
    const caller = requirePerson(await requireCaller(authenticate, request));
    await apps.withdraw(caller, caller.tenant, personOf(caller), parseInput(appPath, request.params).id);
    return reply.code(204).send();
  });

  app.get("/api/launches", async (request) => {
    const caller = requirePerson(await requireCaller(authenticate, request));
    const known = await clients.list(caller.tenant);
    const open = known.filter((client) => client.state === "active" && client.launchUrl !== undefined);
    return { apps: open.map(({ id, name, maker, logoText }) => ({ id, name, maker, logoText })) };
  });

  app.post("/api/launches", async (request) => {
    const caller = requirePerson(await requireCaller(authenticate, request));
    const asked = parseInput(launchRequest, request.body);
    const patient = parseResourceId(asked.patient);
    const encounter = asked.encounter === undefined ? undefined : parseResourceId(asked.encounter);
    await patientName(chart, caller, patient);
    if (encounter !== undefined) await encounterOf(caller, patient, encounter);
    const begun = await launches.begin(caller, caller.tenant, {
      client: asked.client,
      person: personOf(caller),
      patient,
      encounter,
    });
    return { ...begun, expiresInSeconds: launchSeconds };
  });

  /** An app is never told of a visit that is another patient's. */
  async function encounterOf(caller: Caller, patient: string, id: ReturnType<typeof parseResourceId>): Promise<void> {
    const message = "there is no such visit of this patient";
    const { value } = await chart.read(caller, { type: "Encounter", id }).catch((cause: unknown) => {
      throw notInContext(cause, "encounter", message);
    });
    const { subject } = JSON.parse(value.body.toString()) as { subject?: { reference?: string } };
    if (subject?.reference !== `Patient/${patient}`)
      throw new AuthorizationError("oauth/patient-needed", message, { path: "encounter" });
  }
}

/** Only somebody who is signed in themselves: a program that acts for them gives nothing away and takes nothing back. */
function requirePerson(caller: Caller): Caller {
  if (caller.kind !== "person" || caller.sessionId === undefined)
    throw new AuthorizationError("oauth/no-app", "sign in to see the apps that you allowed");
  return caller;
}

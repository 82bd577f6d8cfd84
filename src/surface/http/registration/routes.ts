import type { FastifyInstance } from "fastify";
import { type AlikePatients, newcomer } from "../../../../contract/index.ts";
import type { Registration } from "../../../care/registration/index.ts";
import { type Authenticate, parseInput } from "../identity/index.ts";
import { alikeAnswer } from "./patient-answer.ts";
import { answerRegistrationProblem } from "./problem-handler.ts";
import { requireScope } from "./require-scope.ts";

export interface RegistrationRoutesPorts {
  readonly registration: Registration;
  readonly authenticate: Authenticate;
}

/** Fastify plugin: registration at the desk. What the caller may see and do of it the chart decides, record by record. */
export async function registrationRoutes(
  app: FastifyInstance,
  { registration, authenticate }: RegistrationRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerRegistrationProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.post("/api/registration/alike", async (request): Promise<AlikePatients> => {
    const caller = await requireScope(authenticate, request, "s", "Patient");
    const alike = await registration.alike(caller, parseInput(newcomer, request.body));
    return { alike: alike.map(alikeAnswer) };
  });
}

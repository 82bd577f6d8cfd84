import type { FastifyInstance } from "fastify";
import { passkeyEnrolOptionsRequest, passkeyEnrolRequest, passkeySignInRequest } from "../../../../contract/index.ts";
import { refuseCrossSite } from "./cross-site.ts";
import { parseInput } from "./parse-input.ts";
import type { RoutePorts } from "./ports.ts";
import { Refusal } from "./refusal.ts";
import { answerNewSession, originOf } from "./session-routes.ts";
import { refusalOfSignIn } from "./sign-in-refusal.ts";

/** Signing in with a passkey, and enrolling the first one on the way in. */
export function passkeyRoutes(app: FastifyInstance, ports: RoutePorts): void {
  const { signIn } = ports.identity;

  app.post("/api/session/passkey/options", async (request) => {
    refuseCrossSite(request);
    const options = await signIn.passkeyOptions();
    if (options === undefined) throw unavailable();
    return { options };
  });

  app.post("/api/session/passkey", async (request, reply) => {
    refuseCrossSite(request);
    const { response } = parseInput(passkeySignInRequest, request.body);
    const outcome = await signIn.withPasskey(response, originOf(request));
    if (outcome.kind === "refused") throw refusalOfSignIn(outcome);
    return answerNewSession(ports, request, reply, outcome.cookie);
  });

  app.post("/api/session/passkey/enrol-options", async (request) => {
    refuseCrossSite(request);
    const { challenge } = parseInput(passkeyEnrolOptionsRequest, request.body);
    const outcome = await signIn.passkeyEnrolmentOptions(challenge);
    if (outcome.kind === "refused") throw refusalOfSignIn(outcome);
    return { options: outcome.options };
  });

  app.post("/api/session/passkey/enrol", async (request, reply) => {
    refuseCrossSite(request);
    const { challenge, response, name } = parseInput(passkeyEnrolRequest, request.body);
    const outcome = await signIn.enrolPasskey({ challenge, attestation: response, name }, originOf(request));
    if (outcome.kind === "refused") throw refusalOfSignIn(outcome);
    return answerNewSession(ports, request, reply, outcome.cookie);
  });
}

function unavailable(): Refusal {
  return new Refusal(
    404,
    "session/no-passkeys",
    "Passkeys need this server to have a domain name and encryption. Sign in with your password.",
  );
}

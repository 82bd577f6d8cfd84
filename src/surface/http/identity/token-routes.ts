import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Secret } from "../../../foundation/kernel/index.ts";
import type { RoutePorts } from "./ports.ts";
import { originOf } from "./session-routes.ts";

/** Source: RFC 6749 §5.2. */
type TokenError = "invalid_request" | "invalid_client" | "unsupported_grant_type" | "invalid_scope";

interface Refused {
  readonly error: TokenError;
  readonly description?: string | undefined;
}

interface Credentials {
  readonly clientId: string;
  readonly secret: Secret<string>;
}

const largestForm = 16_384;

/** `POST /oauth/token`: client credentials (RFC 6749 §4.4), by Basic authentication or in the form. */
export async function tokenRoutes(app: FastifyInstance, ports: RoutePorts): Promise<void> {
  const formType = "application/x-www-form-urlencoded";
  app.addContentTypeParser(formType, { parseAs: "string", bodyLimit: largestForm }, (_request, body, done) => {
    done(null, new URLSearchParams(String(body)));
  });

  app.post("/oauth/token", async (request, reply) => {
    ports.countAttempt(request.ip);
    reply.header("cache-control", "no-store").header("pragma", "no-cache");
    const form = request.body;
    if (!(form instanceof URLSearchParams))
      return refuse(reply, { error: "invalid_request", description: `send ${formType}` });
    const read = readForm(form, request);
    if ("error" in read) return refuse(reply, read, request);
    const outcome = await ports.identity.tokens.issue(read, originOf(request));
    if (outcome.kind === "refused") return refuse(reply, outcome, request);
    return {
      access_token: outcome.accessToken.expose(),
      token_type: "Bearer",
      expires_in: outcome.expiresInSeconds,
      scope: outcome.scope,
    };
  });
}

function readForm(
  form: URLSearchParams,
  request: FastifyRequest,
): (Credentials & { readonly scope: string | undefined }) | Refused {
  const names = [...form.keys()];
  if (new Set(names).size !== names.length)
    return { error: "invalid_request", description: "a parameter comes more than once" };
  const grantType = form.get("grant_type");
  if (grantType === null) return { error: "invalid_request", description: "grant_type is missing" };
  if (grantType !== "client_credentials") return { error: "unsupported_grant_type" };
  const credentials = readCredentials(form, request.headers.authorization);
  return "error" in credentials ? credentials : { ...credentials, scope: form.get("scope") ?? undefined };
}

function readCredentials(form: URLSearchParams, authorization: string | undefined): Credentials | Refused {
  const clientId = form.get("client_id");
  const secret = form.get("client_secret");
  if (authorization === undefined)
    return clientId === null || secret === null
      ? { error: "invalid_client" }
      : { clientId, secret: new Secret(secret) };
  if (secret !== null) return { error: "invalid_request", description: "one way of authentication at a time" };
  const basic = readBasic(authorization);
  if (basic === undefined) return { error: "invalid_client" };
  return clientId === null || clientId === basic.clientId
    ? basic
    : { error: "invalid_request", description: "two different client ids" };
}

/** Source: RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
function readBasic(authorization: string): Credentials | undefined {
  const encoded = /^basic +([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString();
  const colon = text.indexOf(":");
  if (colon < 1) return undefined;
  return { clientId: decodeFormPart(text.slice(0, colon)), secret: new Secret(decodeFormPart(text.slice(colon + 1))) };
}

function decodeFormPart(text: string): string {
  return new URLSearchParams(`v=${text.replaceAll("&", "%26")}`).get("v") ?? "";
}

function refuse(reply: FastifyReply, { error, description }: Refused, request?: FastifyRequest): FastifyReply {
  if (error === "invalid_client" && request?.headers.authorization !== undefined)
    reply.header("www-authenticate", 'Basic realm="wardbook"');
  reply.code(error === "invalid_client" ? 401 : 400);
  return reply.send(description === undefined ? { error } : { error, error_description: description });
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { smartConfiguration, smartStyle } from "../../../custody/authorization/index.ts";
import { mayRead } from "./cross-origin.ts";
import type { OauthRoutesPorts } from "./ports.ts";

const askedForConsent = "wardbook_consent";

/** Every address of the protocol, answered by the library. */
export async function protocolRoutes(app: FastifyInstance, { authorization }: OauthRoutesPorts): Promise<void> {
  const open = ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/oauth/jwks"];
  const issuer = new URL(authorization.issuer);
  // The library reads the body itself, with limits of its own.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null));

  /** The address that browsers use, whatever proxy brought the request: the library makes links of it. */
  function statePublicAddress({ headers }: FastifyRequest["raw"]): void {
    headers.host = issuer.host;
    headers["x-forwarded-host"] = issuer.host;
    headers["x-forwarded-proto"] = issuer.protocol.slice(0, -1);
    delete headers["x-forwarded-for"];
  }

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { raw } = request;
    const unreadable = !open.includes(request.routeOptions.url ?? "") && !(await mayRead(request, authorization));
    statePublicAddress(raw);
    const provider = await authorization.providers.current();
    const headers = reply.getHeaders();
    reply.hijack();
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) reply.raw.setHeader(name, value);
    await authorization.from({ from: request.ip, requestId: request.id, unreadable }, async () =>
      provider.callback()(raw, reply.raw),
    );
    return reply;
  }

  for (const url of open) {
    app.get(url, answer);
    app.options(url, answer);
  }
  for (const url of ["/oauth/token", "/oauth/introspect", "/oauth/revoke"]) {
    app.post(url, answer);
    app.options(url, answer);
  }
  app.get("/oauth/authorize", (request, reply) => {
    request.raw.url = withConsent(request.raw.url ?? "");
    return answer(request, reply);
  });
  app.get("/oauth/authorize/:uid", answer);

  app.get("/fhir/.well-known/smart-configuration", (_request, reply) =>
    openly(reply).send(smartConfiguration(authorization.issuer)),
  );
  app.get("/oauth/smart-style.json", (_request, reply) => openly(reply).send(smartStyle));
}

/** Nothing here is secret, and apps in browsers read it. */
function openly(reply: FastifyReply): FastifyReply {
  return reply
    .header("access-control-allow-origin", "*")
    .header("cross-origin-resource-policy", "cross-origin")
    .header("cache-control", "public, max-age=300")
    .type("application/json; charset=utf-8");
}

/**
 * OpenID Connect lets an app stay signed in (`offline_access`) only if it also says `prompt=consent`; SMART App Launch doesn't know
 * that rule. Consent is asked here either way, so it is said for the app, noting whether the app itself insisted.
 */
export function withConsent(url: string): string {
  const [path = "", query = ""] = url.split(/\?(.*)/s, 2);
  const parameters = new URLSearchParams(query);
  parameters.delete(askedForConsent);
  const prompts = (parameters.get("prompt") ?? "").split(" ").filter((one) => one !== "");
  if (prompts.includes("consent")) parameters.set(askedForConsent, "asked");
  else if (!prompts.includes("none") && (parameters.get("scope") ?? "").split(" ").includes("offline_access"))
    parameters.set("prompt", [...prompts, "consent"].join(" "));
  return `${path}?${parameters}`;
}

import { randomToken } from "../../foundation/crypto/index.ts";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { sendRefusal } from "./fhir/fhir-routes.ts";
import { HttpError } from "./fhir/outcome.ts";
import { contentSecurityPolicy } from "./security-headers.ts";

const noncePlace = "__CSP_NONCE__";
const notBuilt = "The web app is not built: run npm run build.";

/** The web app: its assets, and its one page for every other address (the app's own router takes it from there). */
export async function webApp(app: FastifyInstance, options: { readonly directory: string }): Promise<void> {
  const page = await readFile(join(options.directory, "index.html"), "utf8").catch(() => undefined);

  function sendPage(reply: FastifyReply): FastifyReply {
    if (page === undefined) return reply.code(503).type("text/plain; charset=utf-8").send(notBuilt);
    const nonce = randomToken(16);
    return reply
      .header("content-security-policy", contentSecurityPolicy(nonce))
      .header("cache-control", "no-store")
      .type("text/html; charset=utf-8")
      .send(page.replaceAll(noncePlace, nonce));
  }

  if (page !== undefined) {
    await app.register(fastifyStatic, {
      root: options.directory,
      index: false,
      wildcard: true,
      preCompressed: true,
      // File names carry a hash of their content.
      setHeaders: (reply, path) =>
        reply.header("cache-control", path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"),
    });
  }
  app.get("/", (_request, reply) => sendPage(reply));
  app.setNotFoundHandler((request, reply) => {
    // A method that no route knows (PROPFIND, say) ends up here too.
    if (request.url.startsWith("/fhir"))
      return sendRefusal(request, reply, new HttpError("http/unsupported-method", "no FHIR address takes this method"));
    const wantsPage =
      (request.method === "GET" || request.method === "HEAD") && (request.headers.accept ?? "").includes("text/html");
    if (wantsPage) return sendPage(reply);
    return reply.code(404).type("text/plain; charset=utf-8").send("There is nothing here.");
  });
}

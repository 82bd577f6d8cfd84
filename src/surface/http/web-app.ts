import { randomToken } from "../../foundation/crypto/index.ts";
import { readFile, readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { sendRefusal } from "./fhir/fhir-routes.ts";
import { HttpError } from "./fhir/outcome.ts";
import { answerRefusal, edgeRefusal } from "./edge/answer-refusal.ts";
import { pageHeaders } from "./security-headers.ts";

const noncePlace = "__CSP_NONCE__";
/** Addresses that no page of the web app has. */
const isProgram = /^\/(?:api|log|oauth(?!\/consent\/[^/]+$)|assets|\.well-known)(?:\/|$)/;
const notBuilt = "The web app is not built: run npm run build.";

export interface WebAppOptions {
  readonly directory: string;
  /** Methods that an address takes; none for an address that isn't there. */
  readonly methodsOf: (path: string) => readonly string[];
}

/** The web app: its assets, and its one page for every other address (the app's own router takes it from there). */
export async function webApp(app: FastifyInstance, options: WebAppOptions): Promise<void> {
  const page = await readFile(join(options.directory, "index.html"), "utf8").catch(() => undefined);

  function sendPage(reply: FastifyReply): FastifyReply {
    if (page === undefined) return reply.code(503).type("text/plain; charset=utf-8").send(notBuilt);
    const nonce = randomToken(16);
    return reply.headers(pageHeaders(nonce)).type("text/html; charset=utf-8").send(page.replaceAll(noncePlace, nonce));
  }

  if (page !== undefined) {
    await app.register(fastifyStatic, {
      root: options.directory,
      // Its own routes list the whole directory for each file that is asked for.
      serve: false,
      preCompressed: true,
      // File names carry a hash of their content.
      setHeaders: (reply, path) =>
        reply.header("cache-control", path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"),
    });
    const files = await filesIn(options.directory);
    app.get("/*", (request, reply) => {
      const path = request.url.split("?", 1)[0] ?? "";
      return files.has(path) ? reply.sendFile(path) : reply.callNotFound();
    });
  }
  app.get("/", (_request, reply) => sendPage(reply));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "";
    const isFhir = /^\/fhir(?:\/|$)/.test(path);
    const methods = options.methodsOf(path);
    // A method that no route knows (TRACE, PROPFIND, say) ends up here too.
    if (methods.length > 0 && !methods.includes(request.method)) {
      reply.header("allow", methods.join(", "));
      if (isFhir)
        return sendRefusal(
          request,
          reply,
          new HttpError("http/unsupported-method", "no FHIR address takes this method"),
        );
      return answerRefusal(
        request,
        reply,
        edgeRefusal(405, "http/unsupported-method", "This address does not take that method."),
      );
    }
    const isRead = request.method === "GET" || request.method === "HEAD";
    const wantsPage =
      isRead && (request.headers.accept ?? "").includes("text/html") && !isFhir && !isProgram.test(path);
    if (wantsPage) return sendPage(reply);
    return answerRefusal(request, reply, edgeRefusal(404, "http/unknown-address", "There is nothing here."));
  });
}

/** Addresses of what was built for browsers to ask for: not the page, what it compresses to, and what a build notes. */
async function filesIn(directory: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return new Set(
    entries
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => `/${relative(directory, join(parentPath, name)).split(sep).join("/")}`)
      .filter((path) => path !== "/index.html" && !/\/\.|\.(?:br|gz)$/.test(path)),
  );
}

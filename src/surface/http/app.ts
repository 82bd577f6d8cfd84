import type { Socket } from "node:net";
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyPluginAsync } from "fastify";
import type { PemPair } from "../../foundation/platform/tls/index.ts";
import type { AppOrigins } from "../../custody/authorization/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import { type FhirRoutesPorts, asHttpError, fhirRoutes, sendRefusal } from "./fhir/fhir-routes.ts";
import { HttpError, refusalOf } from "./fhir/outcome.ts";
import { type Authenticate, answerProblem } from "./identity/index.ts";
import type { AuditEvents } from "./audit-events/index.ts";
import { allowedMethods } from "./edge/allowed-methods.ts";
import type { Edge } from "./edge/index.ts";
import { crossOrigin } from "./oauth/index.ts";
import { originFor } from "./origin.ts";
import { securityHeaders } from "./security-headers.ts";
import { webApp } from "./web-app.ts";

export interface AppPorts {
  readonly chart: Chart;
  readonly auditEvents: AuditEvents;
  readonly authenticate: Authenticate;
  /** What every request meets first. */
  readonly edge: Edge;
  /** From where browsers may bring apps' requests. */
  readonly appOrigins: AppOrigins;
  /** TLS that ends here; undefined when it ends elsewhere, or nothing leaves this machine. */
  readonly tls: PemPair | undefined;
  /** True when browsers shall never again come without TLS: not with a trial's certificate. */
  readonly keepsToTls: boolean;
  /** What browsers use, such as "https://records.example": no slash at the end. */
  readonly publicOrigin: string;
  readonly webDirectory: string;
  readonly version: string;
  readonly startedAt: string;
  readonly log: FastifyBaseLogger;
  /** Route groups of `/api` and `/oauth`. */
  readonly routes: readonly FastifyPluginAsync[];
}

/** A request so malformed that it never became one is answered like any other. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const refused =
    error.code === "HPE_HEADER_OVERFLOW"
      ? new HttpError("http/headers-too-large", "the headers are too large")
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? new HttpError("http/timeout", "the request took too long to arrive")
        : new HttpError("http/malformed-request", "this is not an HTTP request");
  const { status, outcome } = refusalOf(refused);
  const head = [
    `HTTP/1.1 ${status} Refused`,
    "content-type: application/fhir+json; charset=utf-8",
    `content-length: ${Buffer.byteLength(outcome)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${outcome}`);
}

export interface Route {
  readonly method: string;
  /** With parameters as `:name`, and `*` for the rest. */
  readonly url: string;
}

export interface App {
  readonly server: FastifyInstance;
  /** Everything that answers, for tests that try every door. */
  readonly routes: readonly Route[];
}

/** The server's routes and what surrounds them. */
export async function createApp(ports: AppPorts): Promise<App> {
  const { edge, tls } = ports;
  const { connections, trusts } = edge;
  const httpOptions = {
    headersTimeout: connections.headersSeconds * 1000,
    connectionsCheckingInterval: Math.min(connections.headersSeconds * 1000, 10_000),
  };
  const app = Fastify({
    loggerInstance: ports.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trusts === undefined ? false : (address) => trusts(address),
    requestTimeout: connections.requestSeconds * 1000,
    keepAliveTimeout: connections.idleSeconds * 1000,
    maxRequestsPerSocket: connections.mostRequests,
    bodyLimit: 1024 * 1024,
    ...(tls === undefined
      ? { http: httpOptions }
      : {
          https: {
            ...httpOptions,
            cert: tls.certificate,
            key: tls.key,
            minVersion: "TLSv1.3" as const,
            handshakeTimeout: connections.headersSeconds * 1000,
          },
        }),
    routerOptions: { maxParamLength: 400, ignoreDuplicateSlashes: false },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => void sendRefusal(request, reply, asHttpError(error)),
  });
  const routes: Route[] = [];
  app.addHook("onRoute", ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url });
  });
  securityHeaders(app, { keepsToTls: ports.keepsToTls });
  const elsewhere = crossOrigin(ports);
  elsewhere.headers(app);
  edge.register(app);
  elsewhere.preflights(app);
  app.setErrorHandler(answerProblem);
  const fhir: FhirRoutesPorts = { ...ports, originOf: originFor(ports), chargeMore: edge.chargeMore };
  await app.register(fhirRoutes, fhir);
  for (const routes of ports.routes) await app.register(routes);
  await app.register(webApp, { directory: ports.webDirectory, methodsOf: (path) => methodsOf(path) });
  const methodsOf = allowedMethods(routes);
  return { server: app, routes };
}

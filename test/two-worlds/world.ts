import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import type { Caller, Permission } from "../../src/custody/access/index.ts";
import { compose } from "../../src/compose.ts";
import type { House } from "../../src/house.ts";
import { parseResourceText, type FhirResource, type ResourceType } from "../../src/foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../src/foundation/kernel/index.ts";
import type { ConnectionSettings } from "../../src/foundation/platform/database/index.ts";
import { parseScopes, speaksOf } from "../../src/custody/access/index.ts";
import { routesOf } from "../../src/routes.ts";
import { type Route, fhirRoutes, openAuditEvents } from "../../src/surface/http/index.ts";
import { createSetUp } from "../../src/surface/set-up/index.ts";
import type { Happening } from "./population.ts";
import { start } from "./times.ts";

/** One question, as an HTTP request. */
export interface Ask {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  /** What kind of question it is, for the report. */
  readonly kind: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly bytes: Buffer;
  readonly microseconds: number;
}

/** Who asks, but for what a request makes of them. */
export type Asker = Omit<Caller, "tenant" | "id" | "from" | "requestId">;

export interface Listener {
  /** All that was heard until this was. */
  until(word: string): Promise<string>;
}

export interface World {
  /** Somebody who works there, by their account's id. */
  readonly colleague: string;
  /** Every route that answers here, but for the app's own files. */
  readonly routes: readonly Route[];
  happen(happenings: readonly Happening[]): Promise<void>;
  happenElsewhere(happenings: readonly Happening[]): Promise<void>;
  /** Sets the clock, then asks as this caller. */
  ask(at: number, facts: Asker, ask: Ask): Promise<Answer>;
  /** Listens as this caller, until the world is closed. */
  listen(facts: Asker, path: string): Promise<Listener>;
  close(): Promise<void>;
}

const origin = "http://wardbook.example";
const person = "00000000-0000-4000-8000-00000000000a";
const counted = [
  "Account",
  "Appointment",
  "ChargeItem",
  "Invoice",
  "Patient",
  "PaymentNotice",
  "Schedule",
  "Slot",
  "Task",
];

/** Figures are for whoever sees something of all that is counted: who sees none of a kind would be told of it by a rule of its own. */
function mayCount(caller: Caller): Caller {
  const sees = (type: string) =>
    caller.scopes.some((scope) => speaksOf(scope.type, type as ResourceType) && scope.permissions.includes("s"));
  if (!counted.every(sees)) return caller;
  return { ...caller, permissions: new Set<Permission>([...caller.permissions, "reports.read"]) };
}

const heard = [
  "etag",
  "last-modified",
  "location",
  "content-type",
  "cache-control",
  "retry-after",
  "allow",
  "content-disposition",
  "x-wardbook-copy",
];
const operator = { kind: "system", id: "test", name: "test" } as const;

/** A whole installation on a database of its own, whose clock stands still unless told. */
export async function openWorld(database: {
  readonly owner: ConnectionSettings;
  readonly dataDirectory: string;
}): Promise<World> {
  let time = start;
  const now = () => time;
  const house = await compose({
    dataDirectory: database.dataDirectory,
    owner: database.owner,
    passphrase: undefined,
    now,
    log: { info: () => undefined, warn: () => undefined, error: (error) => console.error(error) },
    publicOrigin: origin,
  });
  const tenant = await house.keyring.createTenant({ name: "Clinic", shortName: "clinic", demonstration: false });
  const other = await house.keyring.createTenant({ name: "Other", shortName: "other", demonstration: false });
  const { person: colleague } = await house.identity.people.add(operator, tenant, {
    username: "colleague",
    given: "Ines",
    family: "Duarte",
    role: "clinician",
  });
  // Policy that was asked once places patients at their facilities as they are written, as in a house that is in use.
  await house.policy.sizeOf(tenant);
  let caller: Caller | undefined;
  /** Who listens: their streams ask again who they are, while others ask. */
  const listeners: Caller[] = [];
  const whoAsks = ({ headers }: FastifyRequest) => {
    const listener = headers["x-listener"];
    return listener === undefined ? caller : listeners[Number(listener)];
  };
  const authenticate = async (request: FastifyRequest) => {
    const asking = whoAsks(request);
    return asking && mayCount(asking);
  };
  const app: FastifyInstance = Fastify({
    genReqId: () => "request",
    logger: { level: "error", stream: { write: (line: string) => console.error(line) } },
  });
  const routes: Route[] = [];
  app.addHook("onRoute", ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url });
  });
  const { chart, ledger, ledgerReader: reader, keyring } = house;
  await app.register(fhirRoutes, {
    chart,
    auditEvents: openAuditEvents({ chart, ledger, reader, keyring, now }),
    authenticate: async () => caller,
    originOf: () => origin,
    chargeMore: async () => undefined,
    version: "test",
    startedAt: new Date(start).toISOString(),
  });
  const log = app.log;
  const setUp = await createSetUp({ ...house, now, onFailure: (error) => console.error(error) });
  const { dataDirectory } = database;
  const usage = async () => ({});
  for (const group of routesOf({ house, authenticate, usage, setUp, dataDirectory, publicOrigin: origin, now, log }))
    await app.register(group);

  const stored = new Set<string>();
  const happenIn = async (where: TenantId, happenings: readonly Happening[]) => {
    for (const one of happenings) {
      time = one.at;
      await carryOut(house, where, one, stored);
    }
  };
  const as = (facts: Asker): Caller => ({
    ...facts,
    tenant,
    id: person,
    from: "192.0.2.1",
    requestId: "request",
    provenAt: time,
  });

  return {
    colleague: colleague.id,
    routes,
    happen: (happenings) => happenIn(tenant, happenings),
    happenElsewhere: (happenings) => happenIn(other, happenings),
    async ask(at, facts, { method, url, headers = {}, body }) {
      time = at;
      caller = as(facts);
      const began = process.hrtime.bigint();
      const answer = await app.inject({
        method,
        url,
        headers,
        ...(body === undefined ? {} : { payload: body }),
      });
      const microseconds = Number(process.hrtime.bigint() - began) / 1000;
      return {
        status: answer.statusCode,
        headers: Object.fromEntries(
          heard.flatMap((name) => {
            const value = answer.headers[name];
            return value === undefined ? [] : [[name, String(value)]];
          }),
        ),
        body: answer.body,
        bytes: answer.rawPayload,
        microseconds,
      };
    },
    async listen(facts, path) {
      const number = listeners.push(as(facts)) - 1;
      const at = app.server.listening ? app.listeningOrigin : await app.listen({ host: "127.0.0.1", port: 0 });
      const { body } = await fetch(`${at}${path}`, { headers: { "x-listener": String(number) } });
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      return {
        async until(word) {
          while (!text.includes(word)) {
            const { done, value } = (await reader?.read()) ?? { done: true };
            if (done) break;
            text += value;
          }
          return text;
        },
      };
    },
    async close() {
      await app.close();
      await house.close();
    },
  };
}

const loader = {
  kind: "client",
  id: "loader",
  name: "loader",
  scopes: parseScopes("system/*.cruds"),
  permissions: new Set<Permission>(["import"]),
  from: "127.0.0.1",
  requestId: "load",
} as const;

/** What was issued or signed stays, whoever writes it anew or deletes it; and a program doesn't see what is addressed to people. */
const staying: ReadonlySet<unknown> = new Set([
  "chart/deleted",
  "chart/not-found",
  "chart/signed-is-final",
  "chart/against-rule",
]);

/** @param stored what is there, by organisation and id: told of what is new */
async function carryOut(house: House, tenant: TenantId, one: Happening, stored: Set<string>): Promise<void> {
  const caller: Caller = { ...loader, tenant };
  if (one.kind === "delete") {
    await house.chart
      .delete(caller, { type: one.type as ResourceType, id: one.id as ResourceId })
      .catch((error: unknown) => {
        if (!staying.has((error as { readonly code?: unknown }).code)) throw error;
      });
    return;
  }
  const resource = parseResourceText(JSON.stringify(one.resource)) as FhirResource;
  if (resource.resourceType === "Bundle") {
    // An import takes bundles apart; this one is kept whole, under an id of its own.
    await house.chart.create(caller, "Bundle", resource);
    return;
  }
  const name = `${tenant}/${one.resource.id}`;
  const expectStays = (refusal: { readonly code?: unknown }, error: Error) => {
    if (!staying.has(refusal.code) || !stored.has(name)) throw error;
  };
  try {
    const { refused } = await house.chart.importTogether(caller, [{ resource }]);
    for (const one of refused) expectStays(one, new Error(`${one.code} at ${one.path ?? "?"}: ${one.message}`));
  } catch (error) {
    expectStays(error as { readonly code?: unknown }, error as Error);
  }
  stored.add(name);
}

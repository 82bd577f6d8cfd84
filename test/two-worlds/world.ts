import Fastify, { type FastifyInstance } from "fastify";
import type { Caller, Permission } from "../../src/custody/access/index.ts";
import { type House, compose } from "../../src/compose.ts";
import { parseResourceText, type FhirResource, type ResourceType } from "../../src/foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../src/foundation/kernel/index.ts";
import type { ConnectionSettings } from "../../src/foundation/platform/database/index.ts";
import { parseScopes, speaksOf } from "../../src/custody/access/index.ts";
import { fhirRoutes, openAuditEvents } from "../../src/surface/http/index.ts";
import { paymentRoutes } from "../../src/surface/http/payments/index.ts";
import { receptionRoutes } from "../../src/surface/http/public/index.ts";
import { reminderRoutes } from "../../src/surface/http/reminders/index.ts";
import { reportRoutes } from "../../src/surface/http/reports/index.ts";
import { registrationRoutes } from "../../src/surface/http/registration/index.ts";
import { schedulingRoutes } from "../../src/surface/http/scheduling/index.ts";
import { defaultSettings } from "../../src/care/billing/index.ts";
import { wireReports } from "../../src/wire-reports.ts";
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
  readonly microseconds: number;
}

export interface World {
  happen(happenings: readonly Happening[]): Promise<void>;
  happenElsewhere(happenings: readonly Happening[]): Promise<void>;
  /** Sets the clock, then asks as this caller. */
  ask(at: number, facts: Omit<Caller, "tenant" | "id" | "from" | "requestId">, ask: Ask): Promise<Answer>;
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

const heard = ["etag", "last-modified", "location", "content-type", "cache-control", "retry-after", "allow"];

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
  // Policy that was asked once places patients at their facilities as they are written, as in a house that is in use.
  await house.policy.sizeOf(tenant);
  let caller: Caller | undefined;
  const app: FastifyInstance = Fastify({
    genReqId: () => "request",
    logger: { level: "error", stream: { write: (line: string) => console.error(line) } },
  });
  await app.register(fhirRoutes, {
    chart: house.chart,
    auditEvents: openAuditEvents({
      chart: house.chart,
      ledger: house.ledger,
      reader: house.ledgerReader,
      keyring: house.keyring,
      now,
    }),
    authenticate: async () => caller,
    originOf: () => origin,
    chargeMore: async () => undefined,
    version: "test",
    startedAt: new Date(start).toISOString(),
  });
  await app.register(schedulingRoutes, {
    scheduling: house.clinic.scheduling(house.chart),
    authenticate: async () => caller,
  });
  await app.register(registrationRoutes, {
    registration: house.registration.open({ chart: house.chart, rehearsal: house.rehearsal }),
    settings: house.identity.settings,
    authenticate: async () => caller,
    now,
  });
  const { settings } = house.identity;
  const authenticate = async () => caller;
  await app.register(receptionRoutes, { reception: house.reception, settings, authenticate });
  await app.register(reminderRoutes, { reminders: house.reminders, settings, authenticate });
  await app.register(paymentRoutes, {
    payments: house.payments,
    settings: house.identity.settings,
    authenticate: async () => caller,
  });
  await app.register(reportRoutes, {
    reports: wireReports({
      ...house,
      timeZone: async (of) => (await house.policy.settingsOf(of)).timeZone,
      billing: () => Promise.resolve(defaultSettings),
      now,
    }),
    authenticate: async () => (caller === undefined ? undefined : mayCount(caller)),
    now,
  });

  const happenIn = async (where: TenantId, happenings: readonly Happening[]) => {
    for (const one of happenings) {
      time = one.at;
      await carryOut(house, where, one);
    }
  };

  return {
    happen: (happenings) => happenIn(tenant, happenings),
    happenElsewhere: (happenings) => happenIn(other, happenings),
    async ask(at, facts, { method, url, headers = {}, body }) {
      time = at;
      caller = { ...facts, tenant, id: person, from: "192.0.2.1", requestId: "request" };
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
        microseconds,
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

async function carryOut(house: House, tenant: TenantId, one: Happening): Promise<void> {
  const caller: Caller = { ...loader, tenant };
  if (one.kind === "delete") {
    await house.chart.delete(caller, { type: one.type as ResourceType, id: one.id as ResourceId });
    return;
  }
  const resource = parseResourceText(JSON.stringify(one.resource)) as FhirResource;
  if (resource.resourceType === "Bundle") {
    // An import takes bundles apart; this one is kept whole, under an id of its own.
    await house.chart.create(caller, "Bundle", resource);
    return;
  }
  const { refused } = await house.chart.importTogether(caller, [{ resource }]);
  for (const { code, message, path } of refused) {
    if (code !== "chart/deleted") throw new Error(`${code} at ${path ?? "?"}: ${message}`);
  }
}

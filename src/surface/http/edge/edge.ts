import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Caller } from "../../../custody/access/index.ts";
import type { Clock, Secret } from "../../../foundation/kernel/index.ts";
import type { Proxies } from "../../../foundation/platform/config/index.ts";
import type { Queryable } from "../../../foundation/platform/database/index.ts";
import type { Authenticate, Refusal } from "../identity/index.ts";
import { type BudgetUsage, createBudgetUsage } from "./budget-usage.ts";
import { budgets as usualBudgets } from "./budgets.ts";
import { isInOurFormat } from "./acceptable.ts";
import { answerRefusal } from "./answer-refusal.ts";
import { limitBodies } from "./body-limits.ts";
import type { Check } from "./check.ts";
import { answerUnencrypted } from "./encrypted.ts";
import { isForUs } from "./known-host.ts";
import { isKnownMethod } from "./known-methods.ts";
import { isFromOurPages } from "./other-origin.ts";
import { type Budgets, type RateLimitsPorts, createRateLimits } from "./rate-limits.ts";
import { readFromDatabase, takeFromDatabase } from "./shared-budgets.ts";
import { type ConnectionLimits, limitConnections, usualConnectionLimits } from "./slow-clients.ts";
import { TooManyRequests } from "./too-many-requests.ts";
import { type Trusts, translateForwarded, trustOf } from "./trusted-proxies.ts";

export interface EdgePorts {
  readonly publicOrigin: string;
  readonly proxies: Proxies;
  /** True where TLS ends here. */
  readonly isEncrypted: boolean;
  readonly installation: Queryable;
  /** Under which addresses and accounts are counted in the database. */
  readonly secret: Secret<string>;
  readonly now: Clock;
  /** What an organisation set for all its requests. At once for what was asked within the last second. */
  readonly budgetsOf: RateLimitsPorts["budgetsOf"];
  /** Tests break limits sooner. */
  readonly budgets?: Partial<Budgets> | undefined;
  readonly connections?: Partial<ConnectionLimits> | undefined;
}

/** What every request meets before any route does. */
export interface Edge {
  readonly connections: ConnectionLimits;
  /** Undefined when no proxy is declared. */
  readonly trusts: Trusts | undefined;
  /** Hooks of all routes. Call it before the first route. */
  register(app: FastifyInstance): void;
  /** As before, and counts who was found. */
  counting(authenticate: Authenticate): Authenticate;
  /** Counts the entries of a batch or transaction: each is a request. @throws TooManyRequests */
  chargeMore(request: FastifyRequest, caller: Caller, points: number): Promise<void>;
  /** How much of the budgets that can be set is used now. */
  readonly usage: BudgetUsage;
}

export function createEdge(ports: EdgePorts): Edge {
  const connections = { ...usualConnectionLimits, ...ports.connections };
  const trusts = ports.proxies.length === 0 ? undefined : trustOf(ports.proxies);
  const { publicOrigin } = ports;
  const mustBeEncrypted = publicOrigin.startsWith("https:");
  let isFirst = true;
  const limits = createRateLimits({
    now: ports.now,
    budgets: ports.budgets,
    budgetsOf: ports.budgetsOf,
    take(budget) {
      const clears = isFirst;
      isFirst = false;
      return takeFromDatabase(ports, { ...budget, clears });
    },
  });
  const forUs = isForUs(publicOrigin);
  const otherChecks: readonly Check[] = [isKnownMethod, isFromOurPages(publicOrigin), isInOurFormat];
  return {
    connections,
    trusts,
    chargeMore: limits.chargeMore,
    usage: createBudgetUsage((budget) => readFromDatabase(ports, budget), { ...usualBudgets, ...ports.budgets }),
    register(app) {
      limits.prepare(app);
      // One hook for all: each one more costs every read.
      app.addHook("onRequest", (request, reply, done) => {
        if (trusts !== undefined) translateForwarded(request.raw, trusts);
        const goOn = () => {
          const refusal = refusalOf(request, otherChecks);
          if (refusal === undefined) done();
          else answerRefusal(request, reply, refusal);
        };
        const stop = (error: unknown) => {
          if (error instanceof TooManyRequests) answerRefusal(request, reply, error);
          else done(error as Error);
        };
        const stranger = forUs(request);
        if (stranger !== undefined) {
          answerRefusal(request, reply, stranger);
          return;
        }
        if (trusts !== undefined && mustBeEncrypted && answerUnencrypted(request, reply, publicOrigin)) return;
        try {
          const counting = limits.countAddress(request, reply);
          if (counting === undefined) goOn();
          else void counting.then(goOn, stop);
        } catch (error) {
          stop(error);
        }
      });
      app.addHook("onSend", (request, _reply, payload, done) => {
        limits.addHeaders(request);
        done(null, payload);
      });
      limitBodies(app);
      const stop = limitConnections(app.server, { limits: connections, trusts, isEncrypted: ports.isEncrypted });
      app.addHook("onClose", async () => stop());
    },
    counting(authenticate) {
      return async (request: FastifyRequest): Promise<Caller | undefined> => {
        const caller = await authenticate(request);
        const counting = limits.countCaller(request, caller);
        if (counting !== undefined) await counting;
        return caller;
      };
    },
  };
}

function refusalOf(request: FastifyRequest, checks: readonly Check[]): Refusal | undefined {
  for (const check of checks) {
    const refusal = check(request);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Caller } from "../../../custody/access/index.ts";
import type { Clock, Secret } from "../../../foundation/kernel/index.ts";
import type { Proxies } from "../../../foundation/platform/config/index.ts";
import type { Queryable } from "../../../foundation/platform/database/index.ts";
import type { Authenticate } from "../identity/index.ts";
import { refuseOtherFormats } from "./acceptable.ts";
import { limitBodies } from "./body-limits.ts";
import { refuseUnknownHosts } from "./known-host.ts";
import { refuseOtherOrigins } from "./other-origin.ts";
import { type Budgets, createRateLimits } from "./rate-limits.ts";
import { takeFromDatabase } from "./shared-budgets.ts";
import { type ConnectionLimits, limitConnections, usualConnectionLimits } from "./slow-clients.ts";
import { type Trusts, trustOf } from "./trusted-proxies.ts";

export interface EdgePorts {
  readonly publicOrigin: string;
  readonly proxies: Proxies;
  /** True where TLS ends here. */
  readonly isEncrypted: boolean;
  readonly installation: Queryable;
  /** Under which addresses and accounts are counted in the database. */
  readonly secret: Secret<string>;
  readonly now: Clock;
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
}

export function createEdge(ports: EdgePorts): Edge {
  const connections = { ...usualConnectionLimits, ...ports.connections };
  const trusts = ports.proxies.length === 0 ? undefined : trustOf(ports.proxies);
  let isFirst = true;
  const limits = createRateLimits({
    now: ports.now,
    budgets: ports.budgets,
    take(budget) {
      const clears = isFirst;
      isFirst = false;
      return takeFromDatabase(ports, { ...budget, clears });
    },
  });
  return {
    connections,
    trusts,
    register(app) {
      refuseUnknownHosts(app, { publicOrigin: ports.publicOrigin, trusts });
      limits.register(app);
      refuseOtherOrigins(app, ports.publicOrigin);
      refuseOtherFormats(app);
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

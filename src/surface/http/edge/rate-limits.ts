import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Caller, RequestBudgets } from "../../../custody/access/index.ts";
import { sourceBlock } from "../../../custody/identity/index.ts";
import type { Clock, TenantId } from "../../../foundation/kernel/index.ts";
import { type Budget, type Payer, budgets as usualBudgets, windowSeconds } from "./budgets.ts";
import { type CountKey, type Standing, type Take, createLeases } from "./leases.ts";
import { type RouteClass, routeClassOf } from "./route-class.ts";
import { TooManyRequests } from "./too-many-requests.ts";

export type Budgets = Readonly<Record<RouteClass, Budget>>;

export interface RateLimitsPorts {
  readonly take: (budget: { name: string; limit: number; windowSeconds: number }) => Take;
  readonly now: Clock;
  /** What an organisation set for all its requests. At once, where it can. */
  readonly budgetsOf: (tenant: TenantId) => RequestBudgets | Promise<RequestBudgets>;
  readonly budgets?: Partial<Budgets> | undefined;
}

export interface RateLimits {
  /** Makes room for what is counted. Call it before the first route. */
  prepare(app: FastifyInstance): void;
  /** Counts the address that a request comes from. Call it once, first. @throws TooManyRequests */
  countAddress(request: FastifyRequest, reply: FastifyReply): void | Promise<void>;
  /** Counts a proven caller; or, when nobody is proven, the address. @throws TooManyRequests */
  countCaller(request: FastifyRequest, caller: Caller | undefined): void | Promise<void>;
  /** Counts requests that came inside of one that is counted already. @throws TooManyRequests */
  chargeMore(request: FastifyRequest, caller: Caller, points: number): Promise<void>;
  /** Says in an answer how much is left. */
  addHeaders(request: FastifyRequest): void;
}

interface Counter {
  /** The usual one. */
  readonly limit: number;
  /** As the header has it: in quotation marks. */
  readonly name: string;
  readonly policyOf: (limit: number) => string;
  readonly count: CountKey;
}

type Counters = Readonly<Partial<Record<Payer, Counter>>>;

/** What has been counted of a request. */
interface Counted {
  readonly reply: FastifyReply;
  readonly routeClass: RouteClass;
  readonly counters: Counters;
  /** The scarcest budget so far, as the header has it. */
  scarcest: Counter | undefined;
  limit: number;
  left: number;
  resetAt: number;
  callerIsCounted: boolean;
}

// On the request itself: a WeakMap cost the collector more than all the counting.
const counted = Symbol("counted");
declare module "fastify" {
  interface FastifyRequest {
    [counted]?: Counted | undefined;
  }
}

const asUsual: RequestBudgets = {};
/** People at their limit before an organisation is at its own. */
const fewestSharing = 5;
const payers = ["address", "unproven", "account", "client", "tenant"] as const;

/** Rate limits by address, account, client and organisation, of every route.
 *  Header fields: draft-ietf-httpapi-ratelimit-headers-10. */
export function createRateLimits({ take, now, budgetsOf, budgets = {} }: RateLimitsPorts): RateLimits {
  const all: Budgets = { ...usualBudgets, ...budgets };
  const counters = Object.fromEntries(
    Object.entries(all).map(([routeClass, budget]) => [routeClass, countersOf(routeClass, budget)]),
  ) as Readonly<Record<RouteClass, Counters>>;
  function countersOf(routeClass: string, budget: Budget): Counters {
    const made: Partial<Record<Payer, Counter>> = {};
    for (const payer of payers) {
      const limit = budget[payer];
      if (limit === undefined) continue;
      const name = `${routeClass}-${payer}`;
      const policy = (inForce: number) => `"${name}";q=${inForce};w=${windowSeconds}`;
      const usualPolicy = policy(limit);
      made[payer] = {
        limit,
        name: `"${name}"`,
        policyOf: (inForce) => (inForce === limit ? usualPolicy : policy(inForce)),
        count: createLeases({
          take: take({ name, limit, windowSeconds }),
          limit,
          windowMilliseconds: windowSeconds * 1000,
          now,
        }),
      };
    }
    return made;
  }

  function note(state: Counted, counter: Counter, standing: Standing, limit: number): void {
    const left = Math.max(0, standing.left) + standing.remaining;
    if (state.scarcest === undefined || left / limit <= state.left / state.limit) {
      state.scarcest = counter;
      state.limit = limit;
      state.left = standing.left < 0 ? 0 : left;
      state.resetAt = standing.resetAt;
    }
    if (standing.left < 0) throw new TooManyRequests(secondsUntil(standing.resetAt));
  }

  function secondsUntil(time: number): number {
    return Math.max(1, Math.ceil((time - now()) / 1000));
  }

  /** @param set where it isn't the usual limit */
  function countOne(state: Counted, payer: Payer, key: string, points = 1, set?: number): void | Promise<void> {
    const counter = state.counters[payer];
    if (counter === undefined) return undefined;
    const limit = set ?? counter.limit;
    const standing = counter.count(key, points, limit);
    if (!(standing instanceof Promise)) return note(state, counter, standing, limit);
    const counting = standing.then((found) => note(state, counter, found, limit));
    // Another budget may refuse first: then nobody waits for this one.
    counting.catch(() => undefined);
    return counting;
  }

  function countCaller(request: FastifyRequest, caller: Caller | undefined): void | Promise<void> {
    const state = request[counted];
    if (state === undefined || state.callerIsCounted) return undefined;
    state.callerIsCounted = true;
    try {
      if (caller === undefined) return refusing(state, countOne(state, "unproven", networkOf(request)));
      return refusing(state, charge(state, caller, 1));
    } catch (error) {
      throw withHeaders(state, error);
    }
  }

  function charge(state: Counted, caller: Caller, points: number): void | Promise<void> {
    const set = setBy(caller.tenant);
    if (!(set instanceof Promise)) return chargeAll(state, caller, points, set);
    return set.then((found) => chargeAll(state, caller, points, found));
  }

  function chargeAll(state: Counted, caller: Caller, points: number, set: RequestBudgets): void | Promise<void> {
    const { tenant, id, app, requestBudgets } = caller;
    const ofProgram = requestBudgets?.[state.routeClass];
    const ofPerson = shareOf(state.counters.account?.limit, set[state.routeClass]);
    const own =
      caller.kind === "person"
        ? countOne(state, "account", `${tenant}\n${id}`, points, ofPerson)
        : countOne(state, "client", `${tenant}\n${id}`, points, ofProgram);
    // An app draws on the budgets of its people; on one of its own beside them once somebody set it.
    const program =
      app === undefined || ofProgram === undefined
        ? undefined
        : countOne(state, "client", `${tenant}\n${app.id}`, points, ofProgram);
    const whole = countOne(state, "tenant", String(tenant), points, set[state.routeClass]);
    if (own === undefined && program === undefined && whole === undefined) return undefined;
    return Promise.all([own, program, whole]).then(() => undefined);
  }

  /** What can't be read now is as usual: nobody is held up by it. */
  function setBy(tenant: TenantId): RequestBudgets | Promise<RequestBudgets> {
    try {
      const set = budgetsOf(tenant);
      return set instanceof Promise ? set.catch(() => asUsual) : set;
    } catch {
      return asUsual;
    }
  }

  function refusing(state: Counted, counting: void | Promise<void>): void | Promise<void> {
    return counting instanceof Promise
      ? counting.catch((error: unknown) => {
          throw withHeaders(state, error);
        })
      : counting;
  }

  /** Who answers the error needn't know of the header. */
  function withHeaders(state: Counted, error: unknown): unknown {
    if (error instanceof TooManyRequests) state.reply.headers(error.headers);
    return error;
  }

  /** @throws TooManyRequests */
  function countAddress(request: FastifyRequest, reply: FastifyReply): void | Promise<void> {
    const routeClass = classOf(request);
    const state: Counted = {
      reply,
      routeClass,
      counters: counters[routeClass],
      scarcest: undefined,
      limit: 0,
      left: 0,
      resetAt: 0,
      callerIsCounted: false,
    };
    request[counted] = state;
    const counting = countOne(state, "address", networkOf(request));
    // Where nobody needs to be proven, the answer may be written past the framework's last hook.
    if (routeClass === "fhir") return counting;
    if (counting === undefined) return writeHeaders(state);
    return counting.finally(() => writeHeaders(state));
  }

  function writeHeaders({ scarcest, reply, limit, left, resetAt }: Counted): void {
    if (scarcest === undefined) return;
    reply.header("ratelimit-policy", scarcest.policyOf(limit));
    reply.header("ratelimit", `${scarcest.name};r=${left};t=${secondsUntil(resetAt)}`);
  }

  return {
    async chargeMore(request, caller, points) {
      const state = request[counted];
      if (state === undefined || points <= 0) return;
      try {
        await charge(state, caller, points);
      } catch (error) {
        throw withHeaders(state, error);
      }
    },
    prepare: (app) => void app.decorateRequest(counted),
    countAddress,
    countCaller,
    addHeaders(request) {
      const state = request[counted];
      if (state !== undefined) writeHeaders(state);
    },
  };
}

/** Where an organisation set fewer for all together, no one of its people, a patient say, can use up what the others need. */
function shareOf(usual: number | undefined, set: number | undefined): number | undefined {
  return usual === undefined || set === undefined ? undefined : Math.min(usual, Math.ceil(set / fewestSharing));
}

/** Whoever has one IPv6 address has millions: all of one subscriber's share a budget. */
function networkOf({ ip }: FastifyRequest): string {
  return ip.includes(":") ? sourceBlock(ip) : ip;
}

function classOf(request: FastifyRequest): RouteClass {
  const { method, url } = request;
  // The route's own pattern: an address can be written in many ways, its route in one. Only what is plainly FHIR saves the look-up.
  if (url.startsWith("/fhir/") && url.charCodeAt(6) <= 0x5a) {
    const quick = routeClassOf(method, url);
    if (quick === "fhir") return quick;
  }
  const pattern = request.routeOptions.url;
  // The web app's files take every address that no route has.
  const isNone = pattern === undefined || pattern === "/*";
  return routeClassOf(method, isNone ? (url.split("?", 1)[0] ?? "") : pattern);
}

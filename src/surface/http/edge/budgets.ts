import type { RouteClass } from "./route-class.ts";

/** Whom a budget belongs to. */
export type Payer =
  /** A network address, before anybody is proven. */
  | "address"
  /** A network address whose requests prove nobody. */
  | "unproven"
  /** A person, wherever they are. */
  | "account"
  /** A program. */
  | "client"
  /** An organisation, all its people and programs together. */
  | "tenant";

/** Requests per window; without an entry, nothing is counted. */
export type Budget = Readonly<Partial<Record<Payer, number>>>;

export const windowSeconds = 60;

/** Requests in a minute, unless an organisation or whoever looks after a client sets others. An honest integration, and a hospital behind one address, stay far below; whoever guesses doesn't. */
export const budgets = {
  page: { address: 30_000 },
  public: { address: 30_000 },
  "sign-in": { address: 300 },
  recovery: { address: 60 },
  "set-up": { address: 60 },
  stranger: { address: 300 },
  token: { address: 1_200 },
  oauth: { address: 1_200, unproven: 600 },
  api: { address: 60_000, unproven: 3_000, account: 6_000, client: 60_000, tenant: 600_000 },
  transfer: { address: 600, unproven: 60, account: 120, client: 600, tenant: 1_200 },
  proof: { address: 600, unproven: 60, account: 6, client: 6, tenant: 120 },
  fhir: { address: 1_200_000, unproven: 3_000, account: 12_000, client: 900_000, tenant: 1_800_000 },
} as const satisfies Readonly<Record<RouteClass, Budget>>;

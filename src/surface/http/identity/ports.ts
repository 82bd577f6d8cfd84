import type { DemonstrationProgress } from "../../../../contract/index.ts";
import type { Leavers } from "../../../assurance/retention/index.ts";
import type { Identity } from "../../../custody/identity/index.ts";
import type { Policy, RoleBook } from "../../../custody/policy/index.ts";
import type { Decisions } from "../../../custody/signatures/index.ts";
import type { Clock, TenantId } from "../../../foundation/kernel/index.ts";
import type { BudgetUsage } from "../edge/budget-usage.ts";
import type { AskPolicy, Authenticate } from "./authenticate.ts";

/** The first organisation, made with a token that only the operator has seen. */
export interface SetUpPort {
  /** SHA-256 of the token's UTF-8 text; undefined when no token is outstanding. */
  tokenHash(): Promise<Buffer | undefined>;
  /** Uses the token up; true for one caller only. */
  spendToken(): Promise<boolean>;
  createOrganisation(name: string): Promise<TenantId>;
}

/** Makes the demonstration organisation, in the background. */
export interface DemonstrationPort {
  /** Returns once it has begun. Nothing happens when it runs already or is done. */
  start(): Promise<void>;
  progress(): DemonstrationProgress;
}

export interface IdentityRoutesPorts {
  readonly identity: Identity;
  readonly authenticate: Authenticate;
  readonly setUp: SetUpPort;
  readonly demonstration?: DemonstrationPort | undefined;
  /** What browsers use: "https://ward.example". */
  readonly publicOrigin: string;
  /** Roles of the organisation, and what it knows of callers; without it the built-in roles count as they are. */
  readonly policy?: (AskPolicy & Pick<Policy, "roleOf"> & { readonly roles: Pick<RoleBook, "of"> }) | undefined;
  /** What becomes of ended accounts; not told without it. */
  readonly leavers?: Pick<Leavers, "foresee"> | undefined;
  /** How many requests are being made; not told without it. */
  readonly usage?: BudgetUsage | undefined;
  /** What second persons decide is signed by them. */
  readonly decisions: Decisions;
  readonly now: Clock;
}

/** What each group of routes gets. */
export type RoutePorts = IdentityRoutesPorts;

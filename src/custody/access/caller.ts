import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Facts } from "./facts.ts";
import type { Permission } from "./permissions.ts";

/** Requests a minute, by kind of address. What is absent is as usual. */
export type RequestBudgets = Readonly<Record<string, number | undefined>>;

/** Who makes a request: proven, not claimed. Every door to data takes one. */
export interface Caller extends Facts {
  readonly tenant: TenantId;
  /** A person's UUID, or a client's id. */
  readonly id: string;
  readonly permissions: ReadonlySet<Permission>;
  /** Names the session without opening it: the hash of the cookie's secret, in hexadecimal. Persons only. */
  readonly sessionId?: string | undefined;
  /** Id of the grant behind the bearer token. Clients only. */
  readonly grantId?: string | undefined;
  /** What an administrator set for the program that asks. Absent: as usual. */
  readonly requestBudgets?: RequestBudgets | undefined;
  /** When the session's person last proved both factors, milliseconds since 1970. Persons only. */
  readonly provenAt?: number | undefined;
  /** FHIR reference of the person's practitioner resource, where there is one. */
  readonly practitioner?: string | undefined;
  /** The peer's IP address. */
  readonly from: string;
  readonly requestId: string;
}

import type { TenantId } from "../../../src/foundation/kernel/index.ts";

/** A route, and what odd words and moments make of its body; `undefined`: none. */
export type OddRoute = readonly [
  method: string,
  path: string,
  bodies: (text: string, date: string) => readonly unknown[],
];

/** Ids that the requests name. */
export interface OddIds {
  readonly tenant: TenantId;
  readonly person: string;
  readonly patient: string;
  /** Of a request about that patient's record. */
  readonly request: string;
  /** Of nobody and nothing. */
  readonly id: string;
}

/** For a route whose body doesn't matter. */
export const none = () => [undefined];

import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";

/** What is rotated. `root` wraps organisations' keys, `tenant` wraps data keys, `patient` seals one patient's record, `record` what is
 *  about no single patient, `entries` the ledger's entries about none, `index` blinds search terms, `signing` signs checkpoints, `vault` seals what
 *  is about staff, sessions, apps and settings. */
export const rotationKinds = ["root", "tenant", "patient", "record", "entries", "index", "signing", "vault"] as const;
export type RotationKind = (typeof rotationKinds)[number];
export type TenantRotationKind = Exclude<RotationKind, "root">;
export type DataKeyRotationKind = Exclude<TenantRotationKind, "tenant">;

/** The steps, in their order. Each is durable before the next begins, so a rotation goes on where it was interrupted.
 *  `announced`: every process opens with the new key. `switched`: every process seals with it. `moved`: nothing that should move is under the
 *  old one. `verified`: all of it was read again. */
export const rotationSteps = ["begun", "announced", "switched", "moved", "verified", "done"] as const;
export type RotationStep = (typeof rotationSteps)[number];

export interface Rotation {
  /** 0 for the installation. */
  readonly tenant: TenantId | 0;
  /** Its number: microseconds since 1970. */
  readonly rotation: number;
  readonly kind: RotationKind;
  /** One patient alone. */
  readonly subject: ResourceId | undefined;
  readonly step: RotationStep;
  /** The version of the new root key. */
  readonly target: string | undefined;
  readonly done: number;
  readonly total: number;
  readonly why: string;
  /** Milliseconds since 1970. */
  readonly beganAt: number;
  readonly endedAt: number | undefined;
}

/** How far a step is. */
export interface StepProgress {
  readonly done: number;
  readonly total: number;
}

/** Which state of a purpose's rows a kind is about. */
export const purposeOf = {
  patient: "patient",
  record: "record",
  entries: "ledger",
  index: "index",
  signing: "signing",
  vault: "vault",
} as const satisfies Record<DataKeyRotationKind, string>;

import type { SignInRefusal } from "../candidates/index.ts";

/** Why a step of a recovery is refused. */
export type RecoveryRefusal =
  | SignInRefusal
  /** Code, name or address is wrong, or there is none: one answer. */
  | { readonly kind: "refused"; readonly code: "recovery/refused" }
  | { readonly kind: "refused"; readonly code: "recovery/over" }
  | { readonly kind: "refused"; readonly code: "recovery/wrong-half" }
  | { readonly kind: "refused"; readonly code: "recovery/not-ready" };

export const recoveryRefused = { kind: "refused", code: "recovery/refused" } as const;
export const recoveryOver = { kind: "refused", code: "recovery/over" } as const;
export const wrongHalf = { kind: "refused", code: "recovery/wrong-half" } as const;
export const notReady = { kind: "refused", code: "recovery/not-ready" } as const;

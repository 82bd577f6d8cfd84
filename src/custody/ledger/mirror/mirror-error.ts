import { CodedError } from "../../../foundation/kernel/index.ts";

/** Why a mirror couldn't be kept. It is tried again. */
export type MirrorTroubleCode =
  | "ledger/mirror-package-missing"
  /** It doesn't answer, or asks for patience. */
  | "ledger/mirror-unavailable"
  /** It takes nothing from us, or takes it without locking it. */
  | "ledger/mirror-refused";

export class MirrorTrouble extends CodedError<MirrorTroubleCode> {}

/** What only a manipulation explains, on this side or on the mirror's, or a restored backup. */
export type MirrorConflictCode =
  /** It counts more entries than are published here. */
  | "ledger/mirror-saw-more"
  /** It holds other bytes than were published. */
  | "ledger/mirror-differs"
  /** What was put there is gone. */
  | "ledger/mirror-lost";

export class MirrorConflict extends CodedError<MirrorConflictCode> {}

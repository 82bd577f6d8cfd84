import type { Draft } from "../../../../../contract/index.ts";
import type { DeviceCopy, DraftLinks, Words } from "./draft-copy.ts";

/** What became of one attempt to put the words on the server. */
export type SaveOutcome =
  | {
      readonly kind: "accepted";
      readonly revision: number;
      readonly savedAt: string;
      /** What the words hold that identifies somebody: "a telephone number". */
      readonly noticed?: readonly string[];
    }
  | { readonly kind: "conflicted"; readonly current: Draft }
  /** No answer, or one that time may change. */
  | { readonly kind: "unanswered"; readonly why: string }
  /** `gone`: the server knows no such draft any more; it was signed or discarded elsewhere. */
  | { readonly kind: "refused"; readonly why: string; readonly gone?: boolean };

export type SignOutcome =
  | { readonly kind: "signed"; readonly documentId: string }
  | { readonly kind: "conflicted"; readonly current: Draft }
  | { readonly kind: "refused"; readonly why: string; readonly wrongPassword: boolean };

export type SaveRequest = Words &
  DraftLinks & {
    readonly id: string;
    readonly patientId: string;
    readonly baseRevision: number;
  };

/** The server's side of a draft. Never throws: an outcome is always a value. */
export type DraftServer = {
  readonly save: (request: SaveRequest) => Promise<SaveOutcome>;
  readonly sign: (id: string, revision: number, password: string | undefined) => Promise<SignOutcome>;
  readonly discard: (
    id: string,
  ) => Promise<{ readonly kind: "discarded" } | { readonly kind: "refused"; readonly why: string }>;
};

/** The device's side: sealed storage of one person. Rejects when the device can't keep it. */
export type DraftDevice = {
  readonly put: (copy: DeviceCopy) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
};

export type Timer = { readonly cancel: () => void };

/** Time as the draft sees it, so that tests can hold the clock. */
export type DraftTime = {
  readonly now: () => number;
  readonly after: (milliseconds: number, act: () => void) => Timer;
};

export const browserTime: DraftTime = {
  now: () => Date.now(),
  after: (milliseconds, act) => {
    const handle = setTimeout(act, milliseconds);
    return { cancel: () => clearTimeout(handle) };
  },
};

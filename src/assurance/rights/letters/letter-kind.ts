import type { RequestKind } from "../kind.ts";
import type { RequestWords } from "../opened.ts";
import type { RequestState } from "../state.ts";

/** What is written to who asked. */
export const letterKinds = [
  /** That it came in, and until when it is answered. */
  "acknowledgement",
  /** That they have to show who they are. */
  "identity",
  /** That it takes longer, and why. */
  "extension",
  "decision",
  /** What goes out with what was granted. */
  "delivery",
  /** That something was destroyed, and which certificate says so. */
  "certificate",
  /** That what is restricted will be used again, before it is. */
  "lifting",
] as const;
export type LetterKind = (typeof letterKinds)[number];

interface Standing {
  readonly state: RequestState;
  readonly kind: RequestKind;
  readonly words: RequestWords | undefined;
  /** Whether keys of the patient's were destroyed. */
  readonly isDestroyed: boolean;
  /** Whether what was granted is restricted now. */
  readonly isRestricted: boolean;
}

/** Which letters say something that is so. */
export function lettersFor({ state, kind, words, isDestroyed, isRestricted }: Standing): readonly LetterKind[] {
  if (words === undefined) return [];
  const undecided = state === "received" || state === "identity-asked" || state === "open";
  const decided = state === "decided" || state === "delivered";
  const granted = decided && words.items.some(({ outcome }) => outcome === "granted");
  const fits: Readonly<Record<LetterKind, boolean>> = {
    acknowledgement: undecided,
    identity: state === "received" || state === "identity-asked",
    extension: undecided && words.extension !== undefined,
    decision: decided,
    delivery: granted,
    certificate: granted && kind === "erasure" && isDestroyed,
    lifting: granted && kind === "restriction" && isRestricted,
  };
  return letterKinds.filter((letter) => fits[letter]);
}

/** What the officer has to add before it can be written. */
export const noteOf: Readonly<Record<LetterKind, { readonly needed: boolean; readonly asks: string }>> = {
  acknowledgement: { needed: false, asks: "Anything to add" },
  identity: { needed: false, asks: "What you need, and how they can show it" },
  extension: { needed: false, asks: "Anything to add" },
  decision: { needed: false, asks: "Anything to add" },
  delivery: { needed: true, asks: "What goes with it, and how they open it" },
  certificate: { needed: true, asks: "The certificate: its number, and where it can be seen" },
  lifting: { needed: true, asks: "Why it ends, and from which day on" },
};

import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import type { ClinicKind, Price } from "../../../../../contract/index.ts";
import { useKeepPrice } from "../../../billing/_parts/billing-calls.ts";
import type { KindWords, TypedKind } from "./kind-draft.ts";
import { useKeepKind, useKeepOffer } from "./schedule-calls.ts";

type Saving = {
  readonly kind: ClinicKind | undefined;
  readonly typed: TypedKind;
  readonly words: KindWords;
  /** The version that it is put in place of. */
  readonly version: number;
  readonly prices: readonly Price[];
};

/** Keeps a kind of appointment, then where it is offered to anybody, then which price is its own. Each is a record of its own: where a later
 *  one is refused, those before it are kept, and the next try goes on from there. */
export function useSaveKind() {
  const keepKind = useKeepKind();
  const keepOffer = useKeepOffer();
  const keepPrice = useKeepPrice();
  const kept = useRef<{ readonly words: string; readonly kind: ClinicKind }>(undefined);
  const save = useMutation({
    networkMode: "always",
    async mutationFn({ kind, typed, words, version, prices }: Saving) {
      const said = JSON.stringify(words);
      const before = kept.current;
      const isKept = before?.words === said;
      const id = before?.kind.id ?? kind?.id;
      const now = isKept
        ? before.kind
        : await keepKind.mutateAsync(
            id === undefined
              ? { ...words, requestId: typed.requestId }
              : { ...words, id, version: before?.kind.version ?? version },
          );
      kept.current = { words: said, kind: now };
      if (typed.offeredAt !== undefined) await keepOffer.mutateAsync({ kindId: now.id, branchIds: typed.offeredAt });
      if (typed.priceId === undefined) return now;
      for (const price of prices) {
        const { kindId, ...rest } = price;
        if (kindId === now.id && price.id !== typed.priceId) await keepPrice.mutateAsync(rest);
        if (kindId !== now.id && price.id === typed.priceId) await keepPrice.mutateAsync({ ...rest, kindId: now.id });
      }
      return now;
    },
  });
  return { save, isPartlyKept: save.isError && kept.current !== undefined };
}

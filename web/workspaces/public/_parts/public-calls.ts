import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import {
  type NewPublicBooking,
  type NewPublicEnquiry,
  type PublicPurpose,
  type PublicReceipt,
  publicChallenge,
  publicPage,
  publicReceipt,
  publicTimes,
} from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";
import { isRefusal } from "../../../app/api/request-failure.ts";
import { isUnanswered } from "../../desk/_parts/use-resend.ts";
import { type Solved, solve } from "./solve.ts";

/** Which organisation is meant, where there are several: as its address says. */
export type Organisation = { readonly organisation?: string | undefined };

function query(words: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(words).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return new URLSearchParams(given).toString();
}

/** What the organisation shows to everybody. */
export function usePublicPage(organisation: string | undefined) {
  return useQuery({
    queryKey: ["public-page", organisation],
    queryFn: ({ signal }) => api.get(`/api/public/page?${query({ organisation })}`, publicPage, { signal }),
    retry: false,
  });
}

/** Free times of the week that has this day. */
export function usePublicTimes(
  wish: { readonly kind: string; readonly branch: string; readonly from: string } | undefined,
  organisation: string | undefined,
) {
  return useQuery({
    queryKey: ["public-times", organisation, wish],
    queryFn: ({ signal }) => api.get(`/api/public/times?${query({ organisation, ...wish })}`, publicTimes, { signal }),
    enabled: wish !== undefined,
    retry: false,
    staleTime: 20_000,
  });
}

/** The sum is done while somebody types: it is ready when they send. */
export function useProof(purpose: PublicPurpose, organisation: string | undefined, isWanted: boolean) {
  const under = useRef<{ readonly proof: Promise<Solved>; readonly stop: AbortController } | undefined>(undefined);
  const begin = useRef(() => {
    const stop = new AbortController();
    const proof = (async () => {
      const asked = await api.get(`/api/public/challenge?${query({ organisation, for: purpose })}`, publicChallenge, {
        signal: stop.signal,
      });
      return solve(asked, stop.signal);
    })();
    // Whoever sends hears of it.
    proof.catch(() => undefined);
    under.current = { proof, stop };
    return under.current;
  });
  useEffect(() => {
    if (!isWanted) return;
    begin.current();
    return () => {
      under.current?.stop.abort();
      under.current = undefined;
    };
  }, [isWanted]);
  return {
    /** Each is good for one sending. */
    take: async (): Promise<Solved> => {
      const one = under.current ?? begin.current();
      under.current = undefined;
      return one.proof;
    },
    /** One that the server may never have seen is as good as new. */
    giveBack: (proof: Solved) => {
      under.current ??= { proof: Promise.resolve(proof), stop: new AbortController() };
    },
  };
}

type Proofs = ReturnType<typeof useProof>;

type Sent = NewPublicEnquiry | NewPublicBooking;

/** Sends what was typed, with a sum of its own; one that is too old is done anew, once. */
export function useSendPublic<Body extends Sent>(path: string, { take, giveBack }: Proofs) {
  return useMutation<PublicReceipt, Error, Omit<Body, "proof">>({
    mutationFn: async (typed) => {
      const send = async () => {
        const proof = await take();
        try {
          return await api.post(path, { ...typed, proof }, publicReceipt);
        } catch (error) {
          if (isUnanswered(error)) giveBack(proof);
          throw error;
        }
      };
      try {
        return await send();
      } catch (error) {
        if (isRefusal(error, "public/proof-over") || isRefusal(error, "public/proof-wrong")) return send();
        throw error;
      }
    },
    retry: false,
  });
}

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { nextSignatureQuery } from "./next-signature.ts";

/** A signature that is being asked for. */
export type Signing = {
  readonly takes: "proof" | "password" | "nothing" | undefined;
  readonly password: string;
  readonly type: (password: string) => void;
  /** Whether everything that it takes is typed. */
  readonly ready: boolean;
  /** What the request carries beside what is signed. */
  readonly sent: { readonly password?: string };
  /** To be called after each try: the next signature may take something else, and a wrong password isn't sent twice. */
  readonly tried: () => void;
};

export function useSigning(): Signing {
  const queryClient = useQueryClient();
  const takes = useQuery({ ...nextSignatureQuery, retry: false }).data?.takes;
  const [password, type] = useState("");
  const asks = takes === "password";
  return {
    takes,
    password,
    type,
    ready: !(asks && password === ""),
    sent: asks ? { password } : {},
    tried() {
      type("");
      void queryClient.invalidateQueries({ queryKey: nextSignatureQuery.queryKey });
    },
  };
}

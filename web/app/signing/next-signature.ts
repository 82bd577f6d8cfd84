import { type NextSignature, nextSignature } from "../../../contract/index.ts";
import { api } from "../api.ts";

/** What the next signature takes; the answer changes with every signature. */
export const nextSignatureQuery = {
  queryKey: ["next-signature"],
  queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<NextSignature> =>
    api.get("/api/signatures/next", nextSignature, { signal }),
  staleTime: 0,
  gcTime: 0,
};

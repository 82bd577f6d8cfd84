import { QueryClient } from "@tanstack/react-query";
import { RequestFailure } from "./api/request-failure.ts";

/** Refusals are final; only a missing answer is worth asking again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => error instanceof RequestFailure && error.kind === "unreachable" && count < 2,
    },
    mutations: { retry: false },
  },
});

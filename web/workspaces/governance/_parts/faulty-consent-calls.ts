import { useQuery } from "@tanstack/react-query";
import { faultyConsents } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

/** Consents that can't be applied as they stand, as far as the reader may see them. */
export function useFaultyConsents() {
  return useQuery({
    queryKey: ["faulty-consents"],
    queryFn: ({ signal }) => api.get("/api/policy/faulty-consents", faultyConsents, { signal }),
  });
}

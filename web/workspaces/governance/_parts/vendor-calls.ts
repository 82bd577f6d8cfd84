import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { peopleList, vendorAccess, vendorAccessList, type VendorAccessRequest } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

const vendors = ["vendor-access"];

export function useVendorAccess() {
  return useQuery({
    queryKey: vendors,
    queryFn: ({ signal }) => api.get("/api/vendor-access", vendorAccessList, { signal }),
  });
}

/** People of vendors, whom access can be asked for. */
export function useVendorPeople() {
  return useQuery({
    queryKey: ["people"],
    queryFn: ({ signal }) => api.get("/api/people", peopleList, { signal }),
    select: ({ people }) => people.filter(({ role, state }) => role === "vendor" && state !== "ended"),
  });
}

export type VendorDecision = "approve" | "refuse" | "withdraw" | "end";

export function useDecideVendor() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({
      id,
      decision,
      ...sent
    }: {
      readonly id: string;
      readonly decision: VendorDecision;
      readonly password?: string;
    }) => api.post(`/api/vendor-access/${id}/${decision}`, sent, vendorAccess),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: vendors }),
        queryClient.invalidateQueries({ queryKey: ["tasks"] }),
      ]),
  });
}

export function useAskVendor() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (request: VendorAccessRequest) => api.post("/api/vendor-access", request, vendorAccess),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: vendors }),
  });
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { allSessions, identitySettings, type IdentitySettings } from "../../../../contract/index.ts";
import { api, nothing } from "../../../app/api.ts";

const settings = ["settings", "identity"];
const everybody = ["sessions", "everybody"];

/** What the organisation decides about sign-in and sessions. */
export function useIdentitySettings() {
  return useQuery({
    queryKey: settings,
    queryFn: ({ signal }) => api.get("/api/settings/identity", identitySettings, { signal }),
  });
}

export function useSaveIdentitySettings() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (next: IdentitySettings) => api.put("/api/settings/identity", next, identitySettings),
    onSuccess: async (saved) => {
      queryClient.setQueryData(settings, saved);
      await queryClient.invalidateQueries({ queryKey: ["password-profiles"] });
    },
  });
}

/** Everybody's open sessions. */
export function useAllSessions() {
  return useQuery({
    queryKey: everybody,
    queryFn: ({ signal }) => api.get("/api/sessions", allSessions, { signal }),
    staleTime: 0,
  });
}

/** Ends one session of anybody's, or all of one person. */
export function useEndAnySession() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (which: { readonly session: string } | { readonly person: string }) =>
      api.delete(
        "session" in which ? `/api/sessions/${which.session}` : `/api/people/${which.person}/sessions`,
        nothing,
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: everybody }),
  });
}

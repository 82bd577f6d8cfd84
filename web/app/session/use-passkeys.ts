import { useQuery } from "@tanstack/react-query";
import { installationState } from "../../../contract/index.ts";
import { api } from "../api.ts";
import { knowsPasskeys } from "./passkey.ts";

/** What the door needs to know of the installation. */
export function useInstallation() {
  return useQuery({
    queryKey: ["state"],
    queryFn: ({ signal }) => api.get("/api/state", installationState, { signal }),
    staleTime: 60_000,
  });
}

/** Whether passkeys work here: the browser knows them, and this address is one that they can be tied to. */
export function usePasskeys(): boolean {
  const { data } = useInstallation();
  return knowsPasskeys() && data?.passkeyOrigins?.includes(window.location.origin) === true;
}

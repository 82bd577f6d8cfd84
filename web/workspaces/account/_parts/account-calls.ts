import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import {
  account,
  accountPasskeyOptions,
  accountTotpEnrolment,
  authenticator,
  type changePasswordRequest,
  passwordProfiles,
  session,
  sessionList,
  sessionRow,
} from "../../../../contract/index.ts";
import { api, nothing } from "../../../app/api.ts";
import { makePasskey } from "../../../app/session/passkey.ts";
import { refreshSession, takeNewSession } from "../../../app/session/enter-app.ts";
import { makeRecoveryCodes } from "../../sign-in/_parts/recovery-code-calls.ts";

const own = ["account", "own"];
const sessions = ["account", "sessions"];

/** How the person signs in. */
export function useAccount() {
  return useQuery({ queryKey: own, queryFn: ({ signal }) => api.get("/api/account", account, { signal }) });
}

/** What a new password has to keep. */
export function usePasswordProfiles() {
  return useQuery({
    queryKey: ["password-profiles"],
    queryFn: ({ signal }) => api.get("/api/password-profiles", passwordProfiles, { signal }),
    staleTime: 5 * 60_000,
  });
}

function useOwnChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: own }),
  });
}

/** Makes another passkey and keeps it under a name. */
export function useAddPasskey() {
  return useOwnChange(async (name: string) => {
    const { options } = await api.post("/api/account/passkeys/options", {}, accountPasskeyOptions);
    return api.post("/api/account/passkeys", { response: await makePasskey(options), name }, authenticator);
  });
}

/** A new authenticator app, which waits for its first code. */
export function useBeginApp() {
  return useMutation({ mutationFn: () => api.post("/api/account/totp", {}, accountTotpEnrolment) });
}

export function useConfirmApp() {
  return useOwnChange((sent: { readonly challenge: string; readonly code: string; readonly name: string }) =>
    api.post("/api/account/totp/confirm", sent, authenticator),
  );
}

export function useRenameAuthenticator() {
  return useOwnChange(({ id, name }: { readonly id: string; readonly name: string }) =>
    api.patch(`/api/account/authenticators/${id}`, { name }, authenticator),
  );
}

export function useRemoveAuthenticator() {
  return useOwnChange((id: string) => api.delete(`/api/account/authenticators/${id}`, nothing));
}

/** Ten new codes; those before them stop working. */
export function useNewRecoveryCodes() {
  return useOwnChange(() => makeRecoveryCodes());
}

/** The session goes on under a new cookie, all others end. */
export function useChangePassword() {
  return useOwnChange(async (sent: z.infer<typeof changePasswordRequest>) => {
    takeNewSession(await api.post("/api/account/password", sent, session));
  });
}

export function useChangeEmail() {
  return useOwnChange((email: string | null) => api.patch("/api/account", { email }, account));
}

/** Stops a recovery of the person's own access. */
export function useCancelRecovery() {
  return useOwnChange(async () => {
    await api.delete("/api/account/recovery", nothing);
    await refreshSession();
  });
}

/** Where the person is signed in. */
export function useSessions() {
  return useQuery({
    queryKey: sessions,
    queryFn: ({ signal }) => api.get("/api/account/sessions", sessionList, { signal }),
    staleTime: 0,
  });
}

function useSessionChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: sessions }),
  });
}

export function useNameSession() {
  return useSessionChange(({ id, name }: { readonly id: string; readonly name: string }) =>
    api.patch(`/api/account/sessions/${id}`, { name }, sessionRow),
  );
}

/** Ends one other session, or all others. */
export function useEndSessions() {
  return useSessionChange((which: { readonly id: string } | "others") =>
    api.delete(which === "others" ? "/api/account/sessions" : `/api/account/sessions/${which.id}`, nothing),
  );
}

/** What this session acts for from now on; it goes on under a new cookie. */
export function useChangePurpose() {
  return useMutation({
    mutationFn: async (purpose: string) => {
      takeNewSession(await api.post("/api/session/purpose", { purpose }, session));
    },
  });
}

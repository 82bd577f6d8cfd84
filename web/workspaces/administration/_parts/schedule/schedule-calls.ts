import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type ChangedKind,
  type ChangedRoom,
  type ClinicArrangement,
  type NewKind,
  type NewRoom,
  type TherapistHours,
  clinicArrangement,
  clinicKind,
  keptRoom,
  outside,
  publicPagesSettings,
} from "../../../../../contract/index.ts";
import { api, nothing } from "../../../../app/api.ts";
import { pagesKey } from "../outside/outside-calls.ts";

const base = "/api/scheduling";
const key = ["scheduling", "arrangement"];

export type Therapist = ClinicArrangement["therapists"][number];

/** Therapists' hours, rooms and kinds of appointment, as they are kept. */
export function useArrangement() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get(`${base}/arrangement`, clinicArrangement, { signal }),
  });
}

/** Afterwards the calendar of this window asks again too. */
function useRefresh(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: ["scheduling"] });
}

/** What a change would leave outside. Nothing is changed. @param path of what is changed */
export function useOutside(path: string) {
  return useMutation({
    networkMode: "always",
    mutationFn: (wish: object) => api.post(`${base}/${path}/outside`, wish, outside),
  });
}

export function useKeepHours() {
  return useMutation({
    networkMode: "always",
    mutationFn: ({ therapistId, ...hours }: TherapistHours & { readonly therapistId: string }) =>
      api.put(`${base}/therapists/${therapistId}/hours`, hours, nothing),
    onSettled: useRefresh(),
  });
}

export function useKeepRoom() {
  return useMutation({
    networkMode: "always",
    mutationFn: (room: NewRoom | (ChangedRoom & { readonly id: string })) => {
      if (!("id" in room)) return api.post(`${base}/rooms`, room, keptRoom);
      const { id, ...changed } = room;
      return api.put(`${base}/rooms/${id}`, changed, keptRoom);
    },
    onSettled: useRefresh(),
  });
}

export function useKeepKind() {
  return useMutation({
    networkMode: "always",
    mutationFn: (kind: NewKind | (ChangedKind & { readonly id: string })) => {
      if (!("id" in kind)) return api.post(`${base}/kinds`, kind, clinicKind);
      const { id, ...changed } = kind;
      return api.put(`${base}/kinds/${id}`, changed, clinicKind);
    },
    onSettled: useRefresh(),
  });
}

/** At which branches anybody may ask for a kind on the public page. */
export function useKeepOffer() {
  const client = useQueryClient();
  return useMutation({
    networkMode: "always",
    mutationFn: ({ kindId, branchIds }: { readonly kindId: string; readonly branchIds: readonly string[] }) =>
      api.put(`/api/reception/offers/${kindId}`, { branchIds }, publicPagesSettings),
    onSuccess: (saved) => client.setQueryData(pagesKey, saved),
  });
}

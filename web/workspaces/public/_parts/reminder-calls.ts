import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ChangedReminderPreference, reminderPreference, unsentReminders } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

const key = (patientId: string) => ["reminder-preference", patientId];

/** What a patient said about reminders. */
export function useReminderPreference(patientId: string) {
  return useQuery({
    queryKey: key(patientId),
    queryFn: ({ signal }) => api.get(`/api/reminders/preference?patient=${patientId}`, reminderPreference, { signal }),
    enabled: patientId !== "",
    staleTime: 60_000,
    retry: false,
  });
}

export function useChangeReminderPreference() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (said: ChangedReminderPreference) => api.put("/api/reminders/preference", said, reminderPreference),
    onSuccess: (saved, { patientId }) => queries.setQueryData(key(patientId), saved),
    onError: (_error, { patientId }) => queries.invalidateQueries({ queryKey: key(patientId) }),
  });
}

/** Mails that could not be sent, of appointments still to come. */
export function useUnsentReminders(isWanted: boolean) {
  return useQuery({
    queryKey: ["unsent-reminders"],
    queryFn: ({ signal }) => api.get("/api/reminders/unsent", unsentReminders, { signal }),
    enabled: isWanted,
    refetchInterval: 5 * 60_000,
    staleTime: 60_000,
    retry: false,
  });
}

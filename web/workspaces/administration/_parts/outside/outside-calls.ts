import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type PublicPagesSettings,
  type ReminderSettings,
  publicPagesSettings,
  reminderSettings,
} from "../../../../../contract/index.ts";
import { api } from "../../../../app/api.ts";

const pagesPath = "/api/reception/settings";
const remindersPath = "/api/reminders/settings";
export const pagesKey = ["settings", "public-pages"];
const remindersKey = ["settings", "reminders"];

export function usePublicPages(enabled = true) {
  return useQuery({
    queryKey: pagesKey,
    queryFn: ({ signal }) => api.get(pagesPath, publicPagesSettings, { signal }),
    enabled,
  });
}

export function useSavePublicPages() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (next: PublicPagesSettings) => api.put(pagesPath, next, publicPagesSettings),
    onSuccess: (saved) => queries.setQueryData(pagesKey, saved),
  });
}

export function useReminderSettings() {
  return useQuery({
    queryKey: remindersKey,
    queryFn: ({ signal }) => api.get(remindersPath, reminderSettings, { signal }),
  });
}

export function useSaveReminderSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (next: ReminderSettings) => api.put(remindersPath, next, reminderSettings),
    onSuccess: (saved) => queries.setQueryData(remindersKey, saved),
  });
}

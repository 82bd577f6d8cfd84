import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { fhir, matches, nextPage } from "../../../app/api.ts";
import {
  type EnquiryStep,
  type EnquiryTask,
  afterStep,
  enquirySearch,
  newTask,
  readEnquiry,
  type TypedEnquiry,
} from "./enquiry.ts";

export const enquiriesKey = ["enquiries"] as const;
const enquiryKey = (id: string) => [...enquiriesKey, "one", id];

/** Those that wait for something, and those that ended. */
export type Which = "open" | "ended";
const statuses: Readonly<Record<Which, string>> = {
  open: "requested,in-progress,on-hold",
  ended: "completed,rejected",
};
export const mostShown = 200;

/** Open ones oldest first, ended ones newest first. Live news brings them up to date; without them it asks each half minute. */
export function useEnquiries(which: Which) {
  return useQuery({
    queryKey: [...enquiriesKey, which],
    queryFn: async ({ signal }) => {
      const bundle = await fhir.search<EnquiryTask>(
        "Task",
        {
          code: enquirySearch,
          status: statuses[which],
          _sort: which === "open" ? "authored-on" : "-authored-on",
          _count: mostShown,
        },
        { signal },
      );
      return { enquiries: matches(bundle).map(readEnquiry), more: nextPage(bundle) !== undefined };
    },
    refetchInterval: 30_000,
    staleTime: 5_000,
  });
}

export function useEnquiry(id: string | undefined) {
  return useQuery({
    queryKey: enquiryKey(id ?? ""),
    queryFn: async ({ signal }) => readEnquiry(await fhir.read<EnquiryTask>("Task", id ?? "", { signal })),
    enabled: id !== undefined,
    staleTime: 60_000,
  });
}

/** Writes down that somebody asked: once, however often it is sent. */
export function useMakeEnquiry() {
  const queries = useQueryClient();
  return useMutation({
    networkMode: "always",
    mutationFn: (typed: TypedEnquiry) =>
      fhir.makeOnce(typed.requestId, [
        { fullUrl: `urn:uuid:${crypto.randomUUID()}`, resource: newTask(typed, new Date()) },
      ]),
    onSuccess: () => queries.invalidateQueries({ queryKey: enquiriesKey }),
  });
}

/** Takes a step with an enquiry as it was seen: what somebody else did meanwhile is not written over. */
export function useStep(by: string) {
  const queries = useQueryClient();
  return useMutation({
    networkMode: "always",
    mutationFn: ({ task, step }: { readonly task: EnquiryTask; readonly step: EnquiryStep }) =>
      fhir.update(afterStep(task, step, by, new Date())),
    onSettled: () => queries.invalidateQueries({ queryKey: enquiriesKey }),
  });
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type CheckpointMailState, type MailRhythm, checkpointMail } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

const path = "/api/ledger/checkpoint-mail";
const key = ["ledger", "checkpoint-mail"];

/** Who is mailed checkpoints, as it is typed. */
export type MailFields = {
  every: MailRhythm;
  /** One address a line. */
  addresses: string;
};

export function fieldsOf({ every, keepers }: CheckpointMailState): MailFields {
  return { every, addresses: keepers.map(({ address }) => address).join("\n") };
}

export function addressesIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((one) => one !== "");
}

export function useCheckpointMail() {
  return useQuery({ queryKey: key, queryFn: ({ signal }) => api.get(path, checkpointMail, { signal }) });
}

export function useSaveCheckpointMail() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ every, addresses }: MailFields) => {
      const saved = await api.put(path, { every, addresses: addressesIn(addresses) }, checkpointMail);
      queryClient.setQueryData(key, saved);
      return fieldsOf(saved);
    },
  });
}

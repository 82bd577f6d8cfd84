import { queryOptions } from "@tanstack/react-query";
import { belongingRecords } from "../../../../../contract/index.ts";
import { api, isRefusal } from "../../../../app/api.ts";

/** The records that were merged into a patient's, as ids. Whoever searches no patients sees none of them. */
export const belongingQuery = (patientId: string) =>
  queryOptions({
    queryKey: ["registration", "belonging", patientId],
    queryFn: async ({ signal }): Promise<readonly string[]> => {
      try {
        const path = `/api/registration/belonging?patient=${patientId}`;
        return (await api.get(path, belongingRecords, { signal })).ids;
      } catch (error) {
        if (isRefusal(error, "access/not-permitted")) return [];
        throw error;
      }
    },
    staleTime: 60_000,
  });

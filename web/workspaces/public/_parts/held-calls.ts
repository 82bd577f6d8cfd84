import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type HeldTime, confirmedHold, heldTimes } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";
import { nothing } from "../../../app/api/json-api.ts";

const key = ["held-times"];

/** Times that are kept for people who asked. Asked again each half minute, as enquiries are. */
export function useHeldTimes(isWanted: boolean) {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get("/api/reception/holds", heldTimes, { signal }),
    enabled: isWanted,
    refetchInterval: 30_000,
    staleTime: 5_000,
  });
}

/** What becomes of a kept time shows on the board, in the calendar and among the enquiries. */
function useSettled() {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([key, ["enquiries"], ["scheduling"]].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
}

type Confirmation = {
  readonly hold: HeldTime;
  readonly patientId: string;
  /** Why although something speaks against it. */
  readonly reason?: string | undefined;
};

export function useConfirmHold() {
  const onSettled = useSettled();
  return useMutation({
    mutationFn: ({ hold, patientId, reason }: Confirmation) =>
      api.post(
        `/api/reception/holds/${hold.id}/confirm`,
        { version: hold.version, patientId, ...(reason === undefined ? {} : { override: { reason } }) },
        confirmedHold,
      ),
    onSettled,
  });
}

export function useReleaseHold() {
  const onSettled = useSettled();
  return useMutation({
    mutationFn: (hold: HeldTime) =>
      api.post(`/api/reception/holds/${hold.id}/release`, { version: hold.version }, nothing),
    onSettled,
  });
}

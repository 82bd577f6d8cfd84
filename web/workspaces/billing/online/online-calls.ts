import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type NewOnlinePayment,
  type NewOnlineRefund,
  onlineList,
  onlinePayment,
  onlineStanding,
} from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

const online = ["billing", "online"];
const base = "/api/payments";

/** Whether one can be paid online here at all. */
export function useOnlineStanding() {
  return useQuery({
    queryKey: [...online, "standing"],
    queryFn: ({ signal }) => api.get(`${base}/standing`, onlineStanding, { signal }),
    staleTime: 5 * 60_000,
  });
}

export function useOnlinePayments(patientId: string, isEnabled: boolean) {
  return useQuery({
    queryKey: [...online, "of", patientId],
    queryFn: ({ signal }) => api.get(`${base}/online?patient=${patientId}`, onlineList, { signal }),
    staleTime: 10_000,
    enabled: isEnabled,
  });
}

/** A mutation after which whatever is shown of money is asked for again. */
function useDo<Asked, Answer>(run: (asked: Asked) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    networkMode: "always",
    mutationFn: run,
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ["billing"] }),
  });
}

export const useAskOnline = () => useDo((asked: NewOnlinePayment) => api.post(`${base}/online`, asked, onlinePayment));

export const useActOnline = () =>
  useDo(({ id, act }: { readonly id: string; readonly act: "look" | "withdraw" }) =>
    api.post(`${base}/online/${id}/${act}`, undefined, onlinePayment),
  );

export const useRefundOnline = () =>
  useDo((asked: NewOnlineRefund) => api.post(`${base}/refunds`, asked, onlinePayment));

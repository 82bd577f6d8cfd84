import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type BillingSettings,
  type ChangedPrice,
  type Invoice,
  type NewCashUp,
  type NewCreditNote,
  type NewInvoice,
  type NewPackage,
  type NewPayment,
  type NewPrice,
  type NewRefund,
  type Payment,
  type SettleAppointment,
  type TransferSessions,
  type UseSession,
  billingSettings,
  billingWaiting,
  carePackage,
  cashUp,
  checkedPaper,
  duesList,
  invoice,
  packageList,
  payment,
  price,
  priceList,
  settledAppointment,
  soldPackage,
  statement,
  tookPayment,
  transferred,
} from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

const billing = ["billing"];
const base = "/api/billing";
const slow = 5 * 60_000;

// Mutations fail at once without a connection, and say so: waiting for one in silence would look like being done.

function useRefresh(): () => void {
  const queryClient = useQueryClient();
  return () => void queryClient.invalidateQueries({ queryKey: billing });
}

/** A mutation after which whatever is shown of money is asked for again. */
function useDo<Asked, Answer>(run: (asked: Asked) => Promise<Answer>) {
  return useMutation({ networkMode: "always", mutationFn: run, onSettled: useRefresh() });
}

export function useBillingSettings() {
  return useQuery({
    queryKey: [...billing, "settings"],
    queryFn: ({ signal }) => api.get(`${base}/settings`, billingSettings, { signal }),
    staleTime: slow,
  });
}

export const useChangeSettings = () =>
  useDo((settings: BillingSettings) => api.put(`${base}/settings`, settings, billingSettings));

export function usePrices(enabled = true) {
  return useQuery({
    queryKey: [...billing, "prices"],
    queryFn: ({ signal }) => api.get(`${base}/prices`, priceList, { signal }),
    enabled,
    staleTime: slow,
  });
}

export const useKeepPrice = () =>
  useDo(({ id, ...asked }: (NewPrice | ChangedPrice) & { readonly id?: string | undefined }) =>
    id === undefined ? api.post(`${base}/prices`, asked, price) : api.put(`${base}/prices/${id}`, asked, price),
  );

export function useStatement(patientId: string) {
  return useQuery({
    queryKey: [...billing, "statement", patientId],
    queryFn: ({ signal }) => api.get(`${base}/statement?patient=${patientId}`, statement, { signal }),
    staleTime: 10_000,
  });
}

export function usePackages(patientId: string, enabled: boolean) {
  return useQuery({
    queryKey: [...billing, "packages", patientId],
    queryFn: ({ signal }) => api.get(`${base}/packages?patient=${patientId}`, packageList, { signal }),
    staleTime: 10_000,
    enabled,
  });
}

export function useInvoice(id: string) {
  return useQuery({
    queryKey: [...billing, "invoice", id],
    queryFn: ({ signal }) => api.get(`${base}/invoices/${id}`, invoice, { signal }),
    staleTime: 10_000,
  });
}

export function useDues(branch: string | undefined, enabled: boolean) {
  return useQuery({
    queryKey: [...billing, "dues", branch],
    queryFn: ({ signal }) =>
      api.get(branch === undefined ? `${base}/dues` : `${base}/dues?branch=${branch}`, duesList, { signal }),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

export function useWaiting(branch: string | undefined, enabled: boolean) {
  return useQuery({
    queryKey: [...billing, "waiting", branch],
    queryFn: ({ signal }) =>
      api.get(branch === undefined ? `${base}/waiting` : `${base}/waiting?branch=${branch}`, billingWaiting, {
        signal,
      }),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

export function useTill(branch: string | undefined, day: string, enabled: boolean) {
  return useQuery({
    queryKey: [...billing, "till", branch, day],
    queryFn: ({ signal }) => api.get(`${base}/cash-up?branch=${branch ?? ""}&day=${day}`, cashUp, { signal }),
    enabled: enabled && branch !== undefined,
    staleTime: 10_000,
  });
}

export const useCashUp = () => useDo((asked: NewCashUp) => api.post(`${base}/cash-up`, asked, cashUp));
export const useMakeInvoice = () => useDo((asked: NewInvoice) => api.post(`${base}/invoices`, asked, invoice));
export const useTakePayment = () => useDo((asked: NewPayment) => api.post(`${base}/payments`, asked, tookPayment));
export const useAskRefund = () => useDo((asked: NewRefund) => api.post(`${base}/refunds`, asked, payment));
export const useSellPackage = () => useDo((asked: NewPackage) => api.post(`${base}/packages`, asked, soldPackage));

export const useCredit = () =>
  useDo(({ id, ...asked }: NewCreditNote & { readonly id: string }) =>
    api.post(`${base}/invoices/${id}/credit`, asked, invoice),
  );

export const useActOnInvoice = () =>
  useDo(({ id, version, act }: Pick<Invoice, "id" | "version"> & { readonly act: "issue" | "discard" }) =>
    api.post(`${base}/invoices/${id}/${act}`, { version }, invoice),
  );

export const useDecideRefund = () =>
  useDo(({ id, version, act }: Pick<Payment, "id" | "version"> & { readonly act: "approve" | "refuse" }) =>
    api.post(`${base}/refunds/${id}/${act}`, { version }, payment),
  );

export const useUseSession = () =>
  useDo(({ id, ...asked }: UseSession & { readonly id: string }) =>
    api.post(`${base}/packages/${id}/sessions`, asked, carePackage),
  );

export const useUndoSession = () =>
  useDo((one: { readonly packageId: string; readonly id: string; readonly version: number }) =>
    api.post(`${base}/packages/${one.packageId}/sessions/${one.id}/undo`, { version: one.version }, carePackage),
  );

export const useFreeze = () =>
  useDo((one: { readonly id: string; readonly version: number; readonly act: "freeze" | "unfreeze" }) =>
    api.post(`${base}/packages/${one.id}/${one.act}`, { version: one.version }, carePackage),
  );

export const useTransfer = () =>
  useDo(({ id, ...asked }: TransferSessions & { readonly id: string }) =>
    api.post(`${base}/packages/${id}/transfer`, asked, transferred),
  );

export const useSettle = () =>
  useDo(({ id, ...asked }: SettleAppointment & { readonly id: string }) =>
    api.post(`${base}/appointments/${id}/settle`, asked, settledAppointment),
  );

export const useCheckPaper = () =>
  useMutation({
    networkMode: "always",
    mutationFn: (asked: { readonly number: string; readonly code: string }) =>
      api.post(`${base}/papers/check`, asked, checkedPaper),
  });

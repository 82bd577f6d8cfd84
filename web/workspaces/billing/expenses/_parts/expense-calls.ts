import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type ChangedVoucher,
  type ExpenseSettings,
  type NewVoucher,
  type PaidFrom,
  type VouchersQuery,
  expenseReceipt,
  expenseSettings,
  voucher,
  voucherList,
} from "../../../../../contract/index.ts";
import { api } from "../../../../app/api.ts";
import { send } from "../../../../app/api/send.ts";

const expenses = ["expenses"];
const base = "/api/expenses";

/** A mutation after which whatever is shown of money is asked for again: the till's cash too. */
function useDo<Asked, Answer>(run: (asked: Asked) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    networkMode: "always",
    mutationFn: run,
    onSettled() {
      void queryClient.invalidateQueries({ queryKey: expenses });
      void queryClient.invalidateQueries({ queryKey: ["billing", "till"] });
    },
  });
}

export function useExpenseSettings() {
  return useQuery({
    queryKey: [...expenses, "settings"],
    queryFn: ({ signal }) => api.get(`${base}/settings`, expenseSettings, { signal }),
    staleTime: 60_000,
  });
}

export const useChangeExpenseSettings = () =>
  useDo(({ currency: _given, ...settings }: ExpenseSettings) => api.put(`${base}/settings`, settings, expenseSettings));

export function useVouchers(query: VouchersQuery, isEnabled = true) {
  return useQuery({
    queryKey: [...expenses, "vouchers", query],
    queryFn: ({ signal }) =>
      api.get(
        `${base}/vouchers?${new URLSearchParams(
          Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
        )}`,
        voucherList,
        { signal },
      ),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    enabled: isEnabled,
  });
}

export const useWriteVoucher = () =>
  useDo(({ id, ...asked }: (NewVoucher | ChangedVoucher) & { readonly id?: string | undefined }) =>
    id === undefined ? api.post(`${base}/vouchers`, asked, voucher) : api.put(`${base}/vouchers/${id}`, asked, voucher),
  );

export type Step = {
  readonly id: string;
  readonly version: number;
  readonly step: "submit" | "approve" | "reject" | "void" | "pay";
  readonly reason?: string;
  readonly method?: PaidFrom;
};

export const useStep = () =>
  useDo(({ id, step, ...asked }: Step) => api.post(`${base}/vouchers/${id}/${step}`, asked, voucher));

export const useKeepReceipt = () =>
  useMutation({
    networkMode: "always",
    mutationFn: (file: { readonly title: string; readonly branchId: string; readonly content: Blob }) =>
      api.upload(
        `${base}/receipts?${new URLSearchParams({ title: file.title.slice(0, 120), branchId: file.branchId })}`,
        file.content,
        expenseReceipt,
      ),
  });

function dataUrlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result)));
    reader.addEventListener("error", () => reject(reader.error ?? new TypeError("this file can't be read")));
    reader.readAsDataURL(blob);
  });
}

/** The file of a receipt, as the browser can show it. */
export function useReceipt(id: string) {
  return useQuery({
    queryKey: [...expenses, "receipt", id],
    async queryFn({ signal }) {
      const answer = await send(`${base}/receipts/${id}`, { method: "GET", accept: "*/*", signal });
      const blob = await answer.blob();
      return { type: blob.type, url: await dataUrlOf(blob) };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { changeClientAnswer, requestBudgetList } from "../../../../../contract/index.ts";
import { api } from "../../../../app/api.ts";
import { type BudgetFields, fieldsOf, limitsOf } from "./budget-fields.ts";

const ofOrganisation = "/api/settings/requests";
const pathOf = (client: string) => `/api/clients/${encodeURIComponent(client)}/requests`;
const keyOf = (path: string) => ["request-budgets", path];
/** What is used changes by the second. */
const refetchInterval = 5_000;

function useBudgets(path: string) {
  return useQuery({
    queryKey: keyOf(path),
    queryFn: ({ signal }) => api.get(path, requestBudgetList, { signal }),
    refetchInterval,
  });
}

export function useOrganisationBudgets() {
  return useBudgets(ofOrganisation);
}

export function useClientBudgets(client: string) {
  return useBudgets(pathOf(client));
}

export function useSaveOrganisationBudgets() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (fields: BudgetFields) => {
      const saved = await api.put(ofOrganisation, limitsOf(fields), requestBudgetList);
      queryClient.setQueryData(keyOf(ofOrganisation), saved);
      return fieldsOf(saved);
    },
  });
}

export function useSaveClientBudgets(client: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (fields: BudgetFields) => {
      const usual = { fhir: null, api: null, transfer: null };
      const requestBudgets = { ...usual, ...limitsOf(fields) };
      await api.patch(`/api/clients/${encodeURIComponent(client)}`, { requestBudgets }, changeClientAnswer);
      await queryClient.invalidateQueries({ queryKey: keyOf(pathOf(client)) });
      await queryClient.invalidateQueries({ queryKey: ["clients"] });
      return fields;
    },
  });
}

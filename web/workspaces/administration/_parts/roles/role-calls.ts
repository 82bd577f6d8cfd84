import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  checkRoleAnswer,
  policyChoices,
  preview,
  previewPeople,
  type PreviewRequest,
  roleBook,
  type RoleDefinitionRow,
  storedRole,
} from "../../../../../contract/index.ts";
import { inReadersLanguage } from "./choices/choice-words.ts";
import { api, nothing } from "../../../../app/api.ts";

const book = ["policy", "roles"];
/** Words don't change while a page is open. */
const longMilliseconds = 10 * 60_000;

export function useRoleBook() {
  return useQuery({ queryKey: book, queryFn: ({ signal }) => api.get("/api/policy/roles", roleBook, { signal }) });
}

const choices = {
  queryKey: ["policy", "choices"],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => api.get("/api/policy/choices", policyChoices, { signal }),
  staleTime: longMilliseconds,
};

/** What roles, previews and consents are made of, in words. */
export function usePolicyChoices() {
  return useQuery({ ...choices, select: inReadersLanguage });
}

/** The same, where all around it is English. */
export function useEnglishChoices() {
  return useQuery(choices);
}

/** Through whose eyes one can look. */
export function usePreviewPeople() {
  return useQuery({
    queryKey: ["policy", "people"],
    queryFn: ({ signal }) => api.get("/api/policy/people", previewPeople, { signal }),
  });
}

/** What storing the role would be refused for, asked while it is typed. */
export function useCheckRole(id: string, definition: RoleDefinitionRow, enabled: boolean) {
  return useQuery({
    queryKey: ["policy", "check", id, definition],
    queryFn: ({ signal }) => api.post("/api/policy/roles/check", { id, definition }, checkRoleAnswer, { signal }),
    enabled,
    placeholderData: (former) => former,
    retry: false,
  });
}

type Put = { readonly id: string; readonly revision: number; readonly definition: RoleDefinitionRow };

export function usePutRole() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: Put) => api.put(`/api/policy/roles/${id}`, body, storedRole),
    onSuccess: () => changed(queryClient),
  });
}

/** Removes an own role; gives a changed built-in one its first form back. */
export function useRemoveRole() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, revision }: Pick<Put, "id" | "revision">) =>
      api.delete(`/api/policy/roles/${id}?revision=${revision}`, nothing),
    onSuccess: () => changed(queryClient),
  });
}

function changed(queryClient: ReturnType<typeof useQueryClient>): Promise<unknown> {
  return Promise.all([
    queryClient.invalidateQueries({ queryKey: ["policy"] }),
    queryClient.invalidateQueries({ queryKey: ["roles"] }),
  ]);
}

/** What somebody gets, by the very code that answers them. */
export function usePreview() {
  return useMutation({ mutationFn: (request: PreviewRequest) => api.post("/api/policy/preview", request, preview) });
}

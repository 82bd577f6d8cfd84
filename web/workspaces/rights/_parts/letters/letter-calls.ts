import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type NewRightsLetter,
  type NewRightsSending,
  type RightsLetterDraft,
  type RightsLetterhead,
  ownRightsLetters,
  rightsLetter,
  rightsLetterList,
  rightsLetterPreview,
  rightsLetterhead,
} from "../../../../../contract/index.ts";
import { api } from "../../../../app/api.ts";

const letters = ["rights", "letters"];
const lettersOf = (request: string) => `/api/rights/requests/${request}/letters`;

/** Where a letter's PDF is had. */
export function pdfOf(request: string, letter: string): string {
  return `${lettersOf(request)}/${letter}/pdf`;
}

/** The same, for who it was sent to. */
export function ownPdfOf(letter: string): string {
  return `/api/rights/mine/letters/${letter}/pdf`;
}

/** @param revision of the request: what may be written depends on how it stands */
export function useLetters(request: string, revision: number) {
  return useQuery({
    queryKey: [...letters, request, revision],
    queryFn: ({ signal }) => api.get(lettersOf(request), rightsLetterList, { signal }),
  });
}

export function useMyLetters() {
  return useQuery({
    queryKey: [...letters, "mine"],
    queryFn: ({ signal }) => api.get("/api/rights/mine/letters", ownRightsLetters, { signal }),
  });
}

export function usePreview(request: string) {
  return useMutation({
    mutationFn: (draft: RightsLetterDraft) => api.post(`${lettersOf(request)}/preview`, draft, rightsLetterPreview),
  });
}

export function useMake(request: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (letter: NewRightsLetter) => api.post(lettersOf(request), letter, rightsLetter),
    // Also after a refusal: the request may have changed.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["rights"] }),
  });
}

export function useSend(request: string, letter: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (sending: NewRightsSending) =>
      api.post(`${lettersOf(request)}/${letter}/sendings`, sending, rightsLetter),
    onSettled: () => queryClient.invalidateQueries({ queryKey: letters }),
  });
}

export function useLetterhead() {
  return useQuery({
    queryKey: [...letters, "head"],
    queryFn: ({ signal }) => api.get("/api/rights/letterhead", rightsLetterhead, { signal }),
  });
}

export function useChangeLetterhead() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (letterhead: RightsLetterhead) => api.put("/api/rights/letterhead", letterhead, rightsLetterhead),
    onSuccess: (saved) => queryClient.setQueryData([...letters, "head"], saved),
  });
}

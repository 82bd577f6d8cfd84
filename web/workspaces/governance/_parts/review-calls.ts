import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  accessReview,
  accessReviewDetail,
  accessReviewList,
  possibleReviewers,
  reviewItem,
} from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

const reviews = ["access-reviews"];

export function useAccessReviews() {
  return useQuery({
    queryKey: reviews,
    queryFn: ({ signal }) => api.get("/api/access-reviews", accessReviewList, { signal }),
  });
}

export function useAccessReview(id: string) {
  return useQuery({
    queryKey: [...reviews, id],
    queryFn: ({ signal }) => api.get(`/api/access-reviews/${id}`, accessReviewDetail, { signal }),
  });
}

export function usePossibleReviewers() {
  return useQuery({
    queryKey: [...reviews, "reviewers"],
    queryFn: ({ signal }) => api.get("/api/access-reviews/reviewers", possibleReviewers, { signal }),
  });
}

function useChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: reviews }),
        queryClient.invalidateQueries({ queryKey: ["tasks"] }),
      ]),
  });
}

export function useOpenReview() {
  return useChange((title: string) => api.post("/api/access-reviews", { title }, accessReviewDetail));
}

type Deciding = { readonly item: string; readonly decision: "keep" | "withdraw"; readonly reason: string };

export function useDecideItem(review: string) {
  return useChange(({ item, ...decision }: Deciding) =>
    api.post(`/api/access-reviews/${review}/items/${item}/decide`, decision, reviewItem),
  );
}

export function useAssignReviewer(review: string) {
  return useChange(({ item, personId }: { readonly item: string; readonly personId: string }) =>
    api.post(`/api/access-reviews/${review}/items/${item}/assign`, { personId }, reviewItem),
  );
}

export function useCloseReview(review: string) {
  return useChange<undefined, unknown>(() => api.post(`/api/access-reviews/${review}/close`, undefined, accessReview));
}

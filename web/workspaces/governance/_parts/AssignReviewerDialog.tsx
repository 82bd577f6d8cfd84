import type { ReviewItem } from "../../../../contract/index.ts";
import { AssignDialog } from "./AssignDialog.tsx";
import { useAssignReviewer, usePossibleReviewers } from "./review-calls.ts";
import { say } from "../words/index.ts";

type Props = { readonly review: string; readonly item: ReviewItem; readonly close: () => void };

/** Says who decides on a grant; nobody decides on their own. */
export function AssignReviewerDialog({ review, item, close }: Props) {
  const reviewers = usePossibleReviewers();
  const assign = useAssignReviewer(review);
  return (
    <AssignDialog
      title={say("whoDecidesOn", { holder: item.holder })}
      label={say("reviewer")}
      chosen={item.reviewer?.id}
      people={reviewers}
      assign={assign}
      onAssign={(personId, onSuccess) => personId !== null && assign.mutate({ item: item.id, personId }, { onSuccess })}
      close={close}
    />
  );
}

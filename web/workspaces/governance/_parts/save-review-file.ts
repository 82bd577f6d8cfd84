import type { AccessReview } from "../../../../contract/index.ts";
import { send } from "../../../app/api/send.ts";
import { saveFile } from "../../../ui/save-file.ts";

/** Fetches the result and keeps it as a file. @throws RequestFailure */
export async function saveReviewFile({ id, title }: AccessReview): Promise<void> {
  const answer = await send(`/api/access-reviews/${id}/export.csv`, { method: "GET", accept: "text/csv" });
  saveFile(`access-review-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.csv`, await answer.text(), "text/csv");
}

import { RequestFailure } from "../../../../app/api.ts";
import { say } from "../access/words/index.ts";
import { downloadText } from "../trends/csv.ts";

/** Hands the signed version, its signatures and the keys to the browser as a file. @throws RequestFailure */
export async function downloadSignedRecord(address: string, fileName: string): Promise<void> {
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" }).catch(() => undefined);
  if (answer === undefined)
    throw new RequestFailure("unreachable", 0, {
      code: "request/unreachable",
      message: say("serverUnreachable"),
    });
  if (!answer.ok)
    throw new RequestFailure("refused", answer.status, {
      code: "request/refused",
      message: say("signedRecordRefused"),
    });
  downloadText(fileName, "application/json;charset=utf-8", await answer.text());
}

import { RequestFailure } from "../../../../app/api.ts";
import { downloadText } from "../trends/csv.ts";
import { say } from "./words/index.ts";

/** Fetches the inclusion proof of one entry and hands it to the browser as a file. */
export async function downloadProof(entryId: string): Promise<void> {
  await download(`/api/ledger/entries/${encodeURIComponent(entryId)}/proof`, `who-looked-${entryId}`);
}

/** As `downloadProof`, of every entry about a patient: that these are all. */
export async function downloadWholeProof(patientId: string): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  await download(`/api/patients/${encodeURIComponent(patientId)}/accesses/proof`, `who-looked-${today}`);
}

async function download(path: string, name: string): Promise<void> {
  const answer = await fetch(path, { credentials: "same-origin", cache: "no-store" }).catch(() => undefined);
  if (answer === undefined) throw failure("request/unreachable", 0, say("serverUnreachable"));
  if (answer.status === 404) throw failure("ledger/not-sequenced", 404, say("notSequenced"));
  if (answer.status === 429) throw failure("request/too-many", 429, say("tooMany"));
  if (!answer.ok) throw failure("request/refused", answer.status, say("proofRefused"));
  downloadText(`${name}.tlog-proof`, "text/plain;charset=utf-8", await answer.text());
}

function failure(code: string, status: number, message: string): RequestFailure {
  return new RequestFailure(status === 0 ? "unreachable" : "refused", status, { code, message });
}

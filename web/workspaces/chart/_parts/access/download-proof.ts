import { RequestFailure } from "../../../../app/api.ts";
import { downloadText } from "../trends/csv.ts";

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
  if (answer === undefined)
    throw failure("request/unreachable", 0, "The server can’t be reached. Try again when the connection is back.");
  if (answer.status === 404)
    throw failure(
      "ledger/not-sequenced",
      404,
      "This look is seconds old and isn’t in the tree yet. Try again in a moment.",
    );
  if (answer.status === 429)
    throw failure("request/too-many", 429, "Too many proofs were asked for in this minute. Try again in the next.");
  if (!answer.ok) throw failure("request/refused", answer.status, "The server refused the proof.");
  downloadText(`${name}.tlog-proof`, "text/plain;charset=utf-8", await answer.text());
}

function failure(code: string, status: number, message: string): RequestFailure {
  return new RequestFailure(status === 0 ? "unreachable" : "refused", status, { code, message });
}

import type { OutgoingMail } from "../../foundation/platform/mail/index.ts";
import { checkpointFingerprint } from "./checkpoint-fingerprint.ts";
import { parseCheckpoint, unverifiedText } from "./verify/index.ts";

const count = new Intl.NumberFormat("en-GB");

/** Words for whoever keeps a checkpoint. Mail is read in the open: all of it is public, and no organisation is named.
 *  @param shownAt milliseconds since 1970 */
export function checkpointWords({
  note,
  shownAt,
  logAddress,
  verifierKey,
}: {
  readonly note: string;
  readonly shownAt: number | undefined;
  readonly logAddress: string;
  readonly verifierKey: string;
}): Pick<OutgoingMail, "subject" | "text"> {
  const { origin, size, rootHash } = parseCheckpoint(unverifiedText(note));
  const entries = `${count.format(size)} ${size === 1 ? "entry" : "entries"}`;
  const time = shownAt === undefined ? [] : [`time         ${momentText(shownAt)}`];
  return {
    subject: `Checkpoint of the ledger ${origin}: ${entries}`,
    text: [
      `ledger       ${origin}`,
      `size         ${entries}`,
      `root hash    ${rootHash.toString("base64")}`,
      ...time,
      `fingerprint  ${checkpointFingerprint(note)}`,
      "",
      "Keep this mail where nobody who runs the ledger can reach it: it pins down",
      "every entry that there was, so that none can be changed, taken out or put",
      "in between them later without its showing. To check, save it as a file and",
      "run `wardbook ledger compare FILE` where the ledger is, or, without trusting",
      "anybody there, `wardbook verify COPY --key KEY --since CHECKPOINT` on a copy",
      "of it, with the lines below as the file CHECKPOINT.",
      "",
      `The log is at ${logAddress}.`,
      `Its KEY is ${verifierKey}`,
      "The checkpoint, as it was signed:",
      "",
      note.trimEnd(),
      "",
    ].join("\n"),
  };
}

function momentText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

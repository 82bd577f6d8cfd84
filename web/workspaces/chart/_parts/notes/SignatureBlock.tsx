import { Button } from "@mantine/core";
import { IconAlertTriangle, IconDownload, IconPrinter } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { NoteSignature, NoteSignatures } from "../../../../../contract/index.ts";
import { formatDateTime, formatTimeWithSeconds } from "../../../../ui/clinical/dates.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { SignatureLine } from "../../../../ui/SignatureLine.tsx";
import { isLetter } from "../../letters/is-letter.ts";
import type { NoteSummary } from "./note.ts";
import { downloadNotePaper, downloadSignedNote, signaturesQuery } from "./signature-calls.ts";
import classes from "./SignatureBlock.module.css";
import { say } from "./words/index.ts";

/** Under a signed note, on screen and on paper: printed name, date and time with its zone, meaning, and whether it all holds now. */
export function SignatureBlock({ note }: { readonly note: NoteSummary }) {
  const isSigned = note.signed || note.coSigning !== undefined;
  const query = useQuery({ ...signaturesQuery(note.id), enabled: isSigned });
  if (!isSigned) return null;
  return (
    <div role="group" className={classes.block} aria-label={say("signaturesOn", { title: note.title })}>
      {query.data !== undefined && <Checked note={note} found={query.data} at={query.dataUpdatedAt} />}
      {query.data === undefined && query.error === null && <p className={classes.quiet}>{say("checkingSignature")}</p>}
      {query.data === undefined && query.error !== null && (
        <>
          <p>{say("signatureUnchecked")}</p>
          <ErrorNotice error={query.error} again={() => void query.refetch()} />
        </>
      )}
    </div>
  );
}

type CheckedProps = {
  readonly note: NoteSummary;
  readonly found: NoteSignatures;
  /** When the server said so. */
  readonly at: number;
};

function Checked({ note, found: { state, signatures, keysAt }, at }: CheckedProps) {
  switch (state) {
    case "unsigned":
      return null;
    case "elsewhere":
      return <p className={classes.quiet}>{say("finalElsewhere")}</p>;
    case "before-signatures":
      return (
        <p>
          {say("beforeSignatures", {
            who: note.signedBy ?? say("somebodyUnnamed"),
            time: formatDateTime(note.when),
          })}
        </p>
      );
    case "broken":
      return (
        <>
          <div role="alert" className={classes.broken}>
            <IconAlertTriangle size={18} aria-hidden />
            <p>
              {say.rich("notAsSigned", { b: (inside) => <b key="b">{inside}</b> })}
              {signatures.length === 0 && ` ${say("signatureGone")}`}
            </p>
          </div>
          <Signatures signatures={signatures} at={at} />
        </>
      );
    case "awaiting":
    case "returned":
      return <Signatures signatures={signatures} at={at} />;
    case "holds":
      return (
        <>
          <Signatures signatures={signatures} at={at} />
          <OnPaper keysAt={keysAt} />
          <Downloads note={note} keysAt={keysAt} />
        </>
      );
  }
}

function Signatures({ signatures, at }: { readonly signatures: readonly NoteSignature[]; readonly at: number }) {
  return (
    <ul className={classes.list}>
      {signatures.map((signature, index) => (
        <li key={index}>
          <Signature signature={signature} at={at} />
        </li>
      ))}
    </ul>
  );
}

function Signature({ signature, at }: { readonly signature: NoteSignature; readonly at: number }) {
  const { verdict, key, relabelled } = signature;
  if (verdict === "broken") return <SignatureLine signature={signature} />;
  return (
    <>
      <SignatureLine signature={signature}>
        <span className={classes.onPaper}> {say("keyIs", { key: key ?? "" })}</span>
      </SignatureLine>
      <p className={classes.quiet}>
        {say("checkedAt", { time: formatTimeWithSeconds(at) })}
        {relabelled && ` ${say("relabelled")}`}
      </p>
    </>
  );
}

/** What whoever holds the paper needs to check what it says. */
function OnPaper({ keysAt }: { readonly keysAt: string }) {
  return <p className={classes.onPaper}>{say("toVerify", { address: keysAt })}</p>;
}

function Downloads({ note, keysAt }: { readonly note: NoteSummary; readonly keysAt: string }) {
  const paper = useMutation({ mutationFn: () => downloadNotePaper(note.id) });
  const record = useMutation({ mutationFn: () => downloadSignedNote(note.id) });
  const error = paper.error ?? record.error;
  return (
    <div className={classes.download}>
      {!isLetter(note.document) && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPrinter size={14} aria-hidden />}
          loading={paper.isPending}
          onClick={() => paper.mutate()}
        >
          {say("noteAsPdf")}
        </Button>
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconDownload size={14} aria-hidden />}
        loading={record.isPending}
        onClick={() => record.mutate()}
        title={say("keysStandAt", { address: keysAt })}
      >
        {say("signedNoteFile")}
      </Button>
      {error !== null && <ErrorNotice error={error} />}
    </div>
  );
}

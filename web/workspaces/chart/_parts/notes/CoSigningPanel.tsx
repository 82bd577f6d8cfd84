import { Button } from "@mantine/core";
import { IconArrowBackUp, IconPencil, IconSignature } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { allows } from "../../../../app/session/allows.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { announce } from "../../../../ui/announce.ts";
import { formatDateTime } from "../../../../ui/clinical/dates.ts";
import { later } from "../../../../ui/later.tsx";
import { isWrittenBy } from "./co-signing.ts";
import { useCoSign } from "./co-signing-calls.ts";
import { isLetter } from "../../letters/is-letter.ts";
import classes from "./CoSigningPanel.module.css";
import { type NoteSummary, noteBody } from "./note.ts";
import { NoteText } from "./NoteText.tsx";
import { say } from "./words/index.ts";

const SignDecisionDialog = later(
  async () => (await import("../../../../app/signing/SignDecisionDialog.tsx")).SignDecisionDialog,
);
const GiveBackDialog = later(async () => (await import("./GiveBackDialog.tsx")).GiveBackDialog);

type Props = {
  readonly note: NoteSummary;
  readonly patientId: string;
  /** Whether it can be answered from here; else it is only told. */
  readonly answers: boolean;
};

/** What a note still lacks that its author signed and somebody else has to, and who can do something about it. */
export function CoSigningPanel({ note, patientId, answers }: Props) {
  const { person, permissions = [], scopes } = useSession();
  const [asking, setAsking] = useState<"sign" | "give-back" | undefined>(undefined);
  const [draftId] = useState(() => crypto.randomUUID());
  const { coSigning } = note;
  const isMine = isWrittenBy(note.document, person.id);
  const coSigns = permissions.includes("notes.co-sign") && !permissions.includes("notes.supervised") && !isMine;
  const close = () => setAsking(undefined);
  switch (coSigning?.state) {
    case undefined:
    case "given":
      return null;
    case "replaced":
      return <Line>{say("replacedByAuthor")}</Line>;
    case "returned":
      return (
        <Line
          acts={
            answers &&
            isMine &&
            allows(scopes, "DocumentReference", "c") && (
              <Button
                size="compact-sm"
                leftSection={<IconPencil size={15} aria-hidden />}
                renderRoot={(props) =>
                  isLetter(note.document) ? (
                    <Link
                      {...props}
                      to="/patients/$patientId/letters/write"
                      params={{ patientId }}
                      search={{ replaces: note.id }}
                    />
                  ) : (
                    <Link
                      {...props}
                      to="/patients/$patientId/notes/write/$draftId"
                      params={{ patientId, draftId }}
                      search={{ replaces: note.id }}
                    />
                  )
                }
              >
                {say("writeAnew")}
              </Button>
            )
          }
        >
          {coSigning.returned === undefined ? (
            <b>{say("givenBack")}</b>
          ) : (
            say.rich(coSigning.returned.at === undefined ? "givenBackByWhom" : "givenBackBy", {
              b: (inside) => <b key="b">{inside}</b>,
              who: coSigning.returned.by,
              time: formatDateTime(coSigning.returned.at),
              words: (
                <q key="words" className={classes.words}>
                  <bdi>{coSigning.returned.words}</bdi>
                </q>
              ),
            })
          )}
        </Line>
      );
    case "awaited":
      return (
        <>
          <Line
            acts={
              answers &&
              (isMine || coSigns) && (
                <>
                  {coSigns && (
                    <Button
                      size="compact-sm"
                      leftSection={<IconSignature size={15} aria-hidden />}
                      onClick={() => setAsking("sign")}
                    >
                      {say("coSignEllipsis")}
                    </Button>
                  )}
                  <Button
                    size="compact-sm"
                    variant="default"
                    leftSection={<IconArrowBackUp size={15} aria-hidden />}
                    onClick={() => setAsking("give-back")}
                  >
                    {isMine ? say("takeBackEllipsis") : say("giveBackEllipsis")}
                  </Button>
                </>
              )
            }
          >
            {say.rich("waitsForCoSignature", {
              b: (inside) => <b key="b">{inside}</b>,
              author: note.author ?? say("itsAuthor"),
            })}
          </Line>
          {asking === "sign" && <CoSignDialog note={note} patientId={patientId} close={close} />}
          {asking === "give-back" && <GiveBackDialog note={note} patientId={patientId} isMine={isMine} close={close} />}
        </>
      );
  }
}

function Line({ children, acts }: { readonly children: ReactNode; readonly acts?: ReactNode }) {
  return (
    <div className={classes.panel} role="note">
      <p>{children}</p>
      {acts !== undefined && acts !== false && <div className={classes.acts}>{acts}</div>}
    </div>
  );
}

function CoSignDialog({
  note,
  patientId,
  close,
}: {
  readonly note: NoteSummary;
  readonly patientId: string;
  readonly close: () => void;
}) {
  const coSign = useCoSign(patientId, note.id);
  const body = noteBody(note.document);
  return (
    <SignDecisionDialog
      title={<b>{say("coSignThis")}</b>}
      size="xl"
      meaning="I have reviewed this."
      action={say("coSign")}
      decide={coSign}
      sign={(sent, tried) =>
        coSign.mutate(sent, {
          onSuccess: () => {
            announce(say("coSigned"));
            close();
          },
          onSettled: tried,
        })
      }
      close={close}
    >
      <p className={classes.about}>
        {say("writtenAndSignedBy", {
          author: note.author ?? say("somebodyUnnamed"),
          time: formatDateTime(note.when),
        })}
      </p>
      <div
        className={classes.exact}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long note is scrolled with the keyboard
        tabIndex={0}
        role="region"
        aria-label={say("exactlySigned")}
      >
        <p className={classes.title}>
          <bdi>{note.title}</bdi>
        </p>
        <NoteText text={body.kind === "text" ? body.text : ""} />
      </div>
    </SignDecisionDialog>
  );
}

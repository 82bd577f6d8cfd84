import { Button, Group, Text } from "@mantine/core";
import { IconFileTypePdf, IconPencilPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { saveFile } from "../../../ui/save-file.ts";
import { fileName } from "../../my-record/_parts/file-of.ts";
import type { NoteSummary } from "../_parts/notes/note.ts";
import classes from "./LetterPage.module.css";
import { recipientOf } from "./is-letter.ts";
import { say } from "../_parts/notes/words/index.ts";

/** To whom a letter goes, and its paper. @param patientId in whose chart it is read; absent: where nothing is written */
export function LetterPaper({
  note,
  patientId,
}: {
  readonly note: NoteSummary;
  readonly patientId: string | undefined;
}) {
  const { scopes } = useSession();
  const recipient = recipientOf(note.document);
  const pdf = note.document.content
    ?.map(({ attachment }) => attachment)
    .find((one) => one?.contentType === "application/pdf");
  const save = (data: string) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    saveFile(fileName(note.title, "application/pdf"), bytes, "application/octet-stream");
  };
  const data = pdf?.data;
  const mayWrite = patientId !== undefined && note.signed && allows(scopes, "DocumentReference", "c");
  return (
    <>
      {recipient !== undefined && (
        <p className={classes.lines} dir="auto">
          {recipient}
        </p>
      )}
      <Group gap="xs" mb="sm">
        {data !== undefined && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconFileTypePdf size={15} aria-hidden />}
            onClick={() => save(data)}
          >
            {say("savePdf")}
          </Button>
        )}
        {mayWrite && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPencilPlus size={15} aria-hidden />}
            renderRoot={(props) => (
              <Link
                {...props}
                to="/patients/$patientId/letters/write"
                params={{ patientId }}
                search={{ replaces: note.id }}
              />
            )}
          >
            {say("writeNewInPlace")}
          </Button>
        )}
        {note.coSigning?.state === "awaited" && <Text size="sm">{say("goesOutOnceCoSigned")}</Text>}
      </Group>
    </>
  );
}

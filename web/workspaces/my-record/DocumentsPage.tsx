import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { fhir, type Resource } from "../../app/api.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { Loaded, Nothing } from "../chart/_parts/layout/Loaded.tsx";
import { NotAll } from "../chart/_parts/layout/NotAll.tsx";
import type { NoteSummary } from "../chart/_parts/notes/note.ts";
import { useDocuments } from "../chart/_parts/record/use-record.ts";
import { CorrectButton } from "./_parts/CorrectButton.tsx";
import { fileName, fileOf, type FileOf } from "./_parts/file-of.ts";
import { Page } from "./_parts/Frame.tsx";
import classes from "./_parts/my-record.module.css";
import { documentWords as words, noteWords } from "./_parts/note-words.ts";
import { ownDocuments } from "./_parts/own-documents.ts";
import { useMyRecord } from "./_parts/own-records.ts";
import { plainDay } from "./_parts/plain-date.ts";
import { RestrictedMark } from "./_parts/RestrictedMark.tsx";

/** What came as files, to be taken out. */
export function DocumentsPage() {
  const query = useDocuments(useMyRecord());
  return (
    <Page title={words.title} about={words.about}>
      <Loaded query={query} what={words.title} lines={4}>
        {({ matches, included, complete }) => {
          const { files } = ownDocuments(matches, included);
          const all = files.flatMap(({ note, addenda }) => [note, ...addenda]);
          return (
            <>
              <NotAll complete={complete} what={words.title} />
              {all.length === 0 && <Nothing>{words.none}</Nothing>}
              <ul className={classes.items}>
                {all.map((note) => (
                  <li key={note.id} className={classes.item}>
                    <FileItem note={note} />
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

type Reachable = Exclude<FileOf, { readonly kind: "elsewhere" }>;

/** @throws RequestFailure */
async function take(file: Reachable, title: string): Promise<void> {
  const data =
    file.kind === "here"
      ? file.data
      : ((await fhir.read<Resource & { readonly data?: string }>("Binary", file.id)).data ?? "");
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  // Handed out as a download, never opened in this page's name: a file could carry a script.
  saveFile(fileName(title, file.contentType), bytes, "application/octet-stream");
}

function FileItem({ note }: { readonly note: NoteSummary }) {
  const file = fileOf(note.document);
  const day = plainDay(note.when) ?? "";
  const kind = words.kinds[file.contentType?.split(";")[0] ?? ""];
  const download = useMutation({ mutationFn: (found: Reachable) => take(found, note.title) });
  return (
    <>
      <h2 className={classes.name}>{note.title}</h2>
      <p className={classes.dim}>
        {[kind, noteWords.by(note.author), day].filter((part) => part !== undefined).join(", ")}
      </p>
      {file.kind === "elsewhere" && <p className={classes.line}>{words.elsewhere}</p>}
      {download.error !== null && <ErrorNotice error={download.error} />}
      <RestrictedMark reference={`DocumentReference/${note.id}`} />
      <div className={classes.acts}>
        {file.kind !== "elsewhere" && (
          <Button
            variant="default"
            size="sm"
            h={44}
            leftSection={<IconDownload size={17} aria-hidden />}
            loading={download.isPending}
            aria-label={`${words.open}: ${note.title}, ${day}`}
            onClick={() => download.mutate(file)}
          >
            {words.open}
          </Button>
        )}
        <CorrectButton what={`${note.title}, ${day}`} reference={`DocumentReference/${note.id}`} />
      </div>
    </>
  );
}

import { Alert, Button, FileButton, Group, Text } from "@mantine/core";
import { IconCamera, IconPaperclip } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { later } from "../../../ui/later.tsx";
import { LeaveGuard } from "../../administration/_parts/roles/LeaveGuard.tsx";
import { isTakenKey } from "../_parts/layout/is-typing.ts";
import { Waiting } from "../_parts/layout/Loaded.tsx";
import { NotAll } from "../_parts/layout/NotAll.tsx";
import { Section } from "../_parts/layout/Section.tsx";
import { useChart } from "../_parts/record/use-chart.ts";
import { FileList } from "./FileList.tsx";
import { useAttachments } from "./file-calls.ts";
import classes from "./FilesPage.module.css";
import { say } from "./words/index.ts";

const AddFilesDialog = later(async () => (await import("./AddFilesDialog.tsx")).AddFilesDialog);

const kinds = "image/jpeg,image/png,image/webp,image/heic,application/pdf";

/** Files that were chosen together, and what of them isn't added yet. */
type Chosen = { readonly id: string; readonly files: readonly File[]; readonly left: string };

/** Pictures and PDFs of the chart: chosen, dropped, pasted, or taken with the camera. */
export function FilesPage() {
  const { patientId } = useChart();
  const { scopes } = useSession();
  const { encounter, note } = useSearch({ from: "/signed-in/patients/$patientId/files" });
  const files = useAttachments(patientId);
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const [openId, setOpenId] = useState<string | undefined>(undefined);
  const [isOver, setOver] = useState(false);
  const mayAdd = allows(scopes, "DocumentReference", "c") && allows(scopes, "Binary", "c");
  const take = useCallback((list: Iterable<File> | null | undefined) => {
    const some = [...(list ?? [])];
    if (some.length === 0) return;
    const id = crypto.randomUUID();
    setChosen((before) => [...before, { id, files: some, left: "" }]);
    setOpenId(id);
  }, []);
  const aside = chosen.filter(({ id, left }) => id !== openId && left !== "");
  useEffect(() => {
    if (!mayAdd) return undefined;
    const onPaste = (event: ClipboardEvent) => {
      const pasted = [...(event.clipboardData?.files ?? [])];
      if (pasted.length === 0 || document.querySelector("[role=dialog]") !== null) return;
      event.preventDefault();
      take(pasted);
    };
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, [mayAdd, take]);
  useEffect(() => {
    if (!mayAdd) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "a" || isTakenKey(event)) return;
      event.preventDefault();
      document.querySelector<HTMLElement>("[data-add-files]")?.click();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [mayAdd]);
  const actions = mayAdd && (
    <Group gap="xs">
      <FileButton accept="image/*" capture="environment" onChange={(file) => take(file === null ? [] : [file])}>
        {(props) => (
          <Button {...props} size="compact-sm" variant="default" leftSection={<IconCamera size={15} aria-hidden />}>
            {say("takePhoto")}
          </Button>
        )}
      </FileButton>
      <FileButton accept={kinds} multiple onChange={take}>
        {(props) => (
          <Button {...props} size="compact-sm" data-add-files leftSection={<IconPaperclip size={15} aria-hidden />}>
            {say("addFiles")}
          </Button>
        )}
      </FileButton>
    </Group>
  );
  const shown = files.data?.files ?? [];
  return (
    <Section
      title={say("files")}
      level={1}
      aside={shown.length === 0 ? undefined : `${shown.length}`}
      actions={actions}
    >
      {aside.map(({ id, left }) => (
        <Alert key={id} variant="default" role="status" title={say("notInChart")} mb="sm">
          <Group justify="space-between" gap="xs">
            <Text size="sm" style={{ overflowWrap: "anywhere" }}>
              <bdi>{left}</bdi>
            </Text>
            <Button size="compact-sm" variant="default" onClick={() => setOpenId(id)}>
              {say("goOn")}
            </Button>
          </Group>
        </Alert>
      ))}
      <div
        className={classes.drop}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          if (!mayAdd || !event.dataTransfer.types.includes("Files")) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          if (!mayAdd) return;
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        {files.data === undefined ? (
          <Waiting queries={[files]} what={say("whatFiles")} lines={4} />
        ) : (
          <>
            <NotAll complete={files.data.complete} what={say("whatFiles")} />
            {shown.length === 0 ? (
              <EmptyState title={say("noFile")}>
                {say("filesStandHere")}
                {mayAdd && ` ${say("chooseOrDrop")}`}
              </EmptyState>
            ) : (
              <FileList files={shown} />
            )}
            {mayAdd && shown.length > 0 && <p className={classes.hint}>{say("dropHint")}</p>}
          </>
        )}
      </div>
      {chosen.map(({ id, files: some }) => (
        <AddFilesDialog
          key={id}
          files={some}
          encounter={encounter}
          note={note}
          opened={id === openId}
          close={() => setOpenId(undefined)}
          tell={(left) => setChosen((all) => all.map((one) => (one.id === id ? { ...one, left } : one)))}
          done={() => {
            setChosen((all) => all.filter((one) => one.id !== id));
            setOpenId(undefined);
          }}
        />
      ))}
      <LeaveGuard isUnsaved={() => chosen.some(({ left }) => left !== "")} what={say("filesYouChose")} />
    </Section>
  );
}

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconEraser } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { announce } from "../../../ui/announce.ts";
import { formatDate, formatDateTime } from "../../../ui/clinical/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useChart } from "../_parts/record/use-chart.ts";
import { RecordMenu } from "../_parts/sensitivity/RecordMenu.tsx";
import type { Attachment } from "./attachment.ts";
import { useMistake } from "./file-calls.ts";
import classes from "./FilesPage.module.css";
import { language } from "../../../language/index.ts";
import { dotted } from "../../../ui/dotted.ts";
import { OpenedFile } from "./OpenedFile.tsx";
import { say } from "./words/index.ts";

type Props = {
  readonly file: Attachment;
  /** "2 of 5" */
  readonly place: string;
  readonly go: (by: -1 | 1) => void;
  readonly close: () => void;
};

/** One file of the chart, with what was said of it. The arrows lead to the next. */
export function FileViewer({ file, place, go, close }: Props) {
  useFocusBack();
  const { patientId } = useChart();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const forth = event.key === (language.direction === "rtl" ? "ArrowLeft" : "ArrowRight");
      const by = forth ? 1 : event.key === "ArrowLeft" || event.key === "ArrowRight" ? -1 : undefined;
      const inMenu = document.querySelector("[role=menu]") !== null;
      if (by === undefined || inMenu || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      go(by);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [go]);
  const facts = [
    file.kind,
    file.bodySite,
    file.day === undefined ? undefined : formatDate(file.day),
    file.added === undefined
      ? undefined
      : file.by === undefined
        ? say("addedAt", { time: formatDateTime(file.added) })
        : say("addedAtBy", { time: formatDateTime(file.added), who: file.by }),
  ];
  return (
    <Modal
      opened
      onClose={close}
      title={<bdi>{file.title}</bdi>}
      size="xl"
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack gap="sm">
        <p className={classes.facts}>{dotted(facts)}</p>
        <OpenedFile fileId={file.fileId} contentType={file.contentType} title={file.title} />
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Mistake file={file} done={close} />
            {file.note !== undefined && (
              <Link to="/patients/$patientId/notes" params={{ patientId }} search={{ note: file.note }}>
                {say("noteAddedFrom")}
              </Link>
            )}
          </Group>
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {place}
            </Text>
            <RecordMenu type="DocumentReference" id={file.id} title={file.title} />
          </Group>
        </Group>
      </Stack>
    </Modal>
  );
}

function Mistake({ file, done }: { readonly file: Attachment; readonly done: () => void }) {
  const { patientId } = useChart();
  const { scopes } = useSession();
  const [asked, setAsked] = useState(false);
  const mistake = useMistake(patientId);
  if (!allows(scopes, "DocumentReference", "u")) return null;
  return (
    <>
      <Button
        size="compact-sm"
        variant={asked ? "filled" : "default"}
        color={asked ? "red" : undefined}
        leftSection={<IconEraser size={15} aria-hidden />}
        loading={mistake.isPending}
        onClick={() => {
          if (!asked) return setAsked(true);
          mistake.mutate(file.id, {
            onSuccess: () => {
              announce(say("markedMistake", { title: file.title }));
              done();
            },
          });
        }}
      >
        {asked ? say("yesMistake", { title: file.title }) : say("aMistake")}
      </Button>
      {mistake.error !== null && <ErrorNotice error={mistake.error} />}
    </>
  );
}

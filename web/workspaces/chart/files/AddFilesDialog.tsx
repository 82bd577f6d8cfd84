import { ActionIcon, Autocomplete, Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconFileTypePdf, IconX } from "@tabler/icons-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { bodyRegions } from "../../../../contract/therapy/index.ts";
import { announce } from "../../../ui/announce.ts";

import { dateText, exampleDay, inOrder, isoDay } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useChart } from "../_parts/record/use-chart.ts";
import { chooseNotSend } from "../therapy/choose-not-send.ts";
import { attachmentKinds, isAttachmentKind, kindTexts } from "./attachment.ts";
import { useAddFile } from "./file-calls.ts";
import { refusalText } from "./file-refusals.ts";
import classes from "./FilesPage.module.css";
import { type FileRefusal, type PreparedFile, prepareFile } from "./prepare-file.ts";
import { say } from "./words/index.ts";

type Item = {
  readonly requestId: string;
  readonly name: string;
  readonly title: string;
  readonly kind: string;
  readonly file: PreparedFile | FileRefusal | undefined;
};

type Props = {
  readonly files: readonly File[];
  readonly encounter: string | undefined;
  readonly note: string | undefined;
  readonly opened: boolean;
  /** Put aside: what wasn't added yet stays as it is. */
  readonly close: () => void;
  /** Told what isn't added yet, whenever that changes. */
  readonly tell: (left: string) => void;
  /** Everything is added, or nothing of it is wanted any more. */
  readonly done: () => void;
};

/** Says what the chosen files are, and adds them one after the other. What failed stays here to be sent again, also while it is closed. */
export function AddFilesDialog({ files, encounter, note, opened, close, tell, done }: Props) {
  useFocusBack();
  const { patientId } = useChart();
  const add = useAddFile(patientId);
  const [ids] = useState(() => files.map(() => crypto.randomUUID()));
  const [items, setItems] = useState<readonly Item[]>(() =>
    files.map((file, at) => ({
      requestId: ids[at] ?? crypto.randomUUID(),
      name: file.name,
      title: titleOf(file.name),
      kind: file.type === "application/pdf" ? "report" : "photo",
      file: undefined,
    })),
  );
  const areAllPdf = files.every((file) => file.type === "application/pdf");
  const [bodySite, setBodySite] = useState("");
  const [day, setDay] = useState(() => (areAllPdf ? "" : dateText(isoDay(new Date()))));
  const [tried, setTried] = useState(false);
  useEffect(() => {
    let isOver = false;
    void (async () => {
      for (const [at, file] of files.entries()) {
        const prepared = await prepareFile(file).catch((): FileRefusal => "unreadable");
        if (isOver) return;
        setItems((all) => all.map((one) => (one.requestId === ids[at] ? { ...one, file: prepared } : one)));
      }
    })();
    return () => {
      isOver = true;
    };
  }, [files, ids]);
  const refused = items.filter(({ file }) => typeof file === "string");
  const ready = items.filter((one): one is Item & { readonly file: PreparedFile } => typeof one.file === "object");
  const isoOf = day.trim() === "" ? "" : typedDate(day);
  const isAhead = isoOf !== undefined && isoOf > isoDay(new Date());
  const faults = {
    day: isoOf === undefined ? say("dayFault", { day: inOrder(exampleDay) }) : isAhead ? say("dayAhead") : undefined,
    title: ready.some(({ title }) => title.trim() === ""),
  };
  const edit = ({ requestId }: Item, part: Partial<Item>) =>
    setItems(items.map((one) => (one.requestId === requestId ? { ...one, ...part } : one)));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.day !== undefined || faults.title || ready.length === 0 || add.isPending) return;
    for (const { requestId, title, kind, file } of ready) {
      if (!isAttachmentKind(kind)) return;
      const said = { patientId, title: title.trim(), kind, bodySite, day: isoOf ?? "", encounter, note };
      const isAdded = await add.mutateAsync({ requestId, said, file }).then(
        () => true,
        () => false,
      );
      if (!isAdded) return;
      announce(say("wasAdded", { title: title.trim() }));
      setItems((all) => all.filter((one) => one.requestId !== requestId));
    }
    if (refused.length === 0) done();
  };
  const left = items.filter(({ file }) => typeof file !== "string").map(({ title, name }) => title || name);
  const leftWords = left.join(", ");
  const told = useRef(tell);
  told.current = tell;
  useEffect(() => told.current(leftWords), [leftWords]);
  const putAside = () => (left.length === 0 ? done() : close());
  return (
    <Modal
      opened={opened}
      onClose={putAside}
      title={files.length === 1 ? say("addAFile") : say("addFiles")}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          {items.map((item, at) =>
            typeof item.file === "string" ? (
              <Text key={item.requestId} size="sm" c="red" role="alert">
                {refusalText(item.name, item.file)}
              </Text>
            ) : (
              <div key={item.requestId} className={classes.item}>
                <span className={classes.small}>
                  <Preview file={item.file} />
                </span>
                <div className={classes.said}>
                  <TextInput
                    label={items.length === 1 ? say("title") : say("titleOfFile", { number: at + 1 })}
                    dir="auto"
                    value={item.title}
                    maxLength={200}
                    autoComplete="off"
                    data-autofocus={at === 0 || undefined}
                    error={tried && item.title.trim() === "" ? say("sayWhat") : undefined}
                    onChange={(event) => edit(item, { title: event.currentTarget.value })}
                  />
                  <Select
                    label={items.length === 1 ? say("whatItIs") : say("whatFileIs", { number: at + 1 })}
                    data={attachmentKinds.map(({ id }) => ({ value: id, label: kindTexts[id] }))}
                    value={item.kind}
                    allowDeselect={false}
                    onKeyDown={chooseNotSend}
                    onChange={(kind) => edit(item, { kind: kind ?? item.kind })}
                  />
                </div>
                {items.length > 1 && (
                  <ActionIcon
                    variant="default"
                    size="lg"
                    aria-label={say("leaveOutOf", { title: item.title === "" ? item.name : item.title })}
                    onClick={() => setItems(items.filter((one) => one !== item))}
                  >
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                )}
              </div>
            ),
          )}
          {(ready.length > 0 || refused.length < items.length) && (
            <div className={classes.said}>
              <Autocomplete
                label={say("placeOnBody")}
                data={bodyRegions.map(({ name }) => name)}
                value={bodySite}
                maxLength={100}
                limit={12}
                onKeyDown={chooseNotSend}
                onChange={setBodySite}
              />
              <TextInput
                label={areAllPdf ? say("writtenOn") : say("takenOn")}
                placeholder={exampleDay}
                value={day}
                autoComplete="off"
                error={tried ? faults.day : undefined}
                onChange={(event) => setDay(event.currentTarget.value)}
              />
            </div>
          )}
          <Text size="sm" c="dimmed">
            {say("drawnAnew")}
          </Text>
          {add.error !== null && <ErrorNotice error={add.error} />}
          {add.error !== null && !add.isPending && left.length > 0 && (
            <Text size="sm" role="status">
              {say("notAddedYet", { names: leftWords })}
            </Text>
          )}
          <Group>
            <Button
              type="submit"
              loading={add.isPending || (ready.length === 0 && refused.length < items.length)}
              disabled={ready.length === 0}
            >
              {ready.length > 1 ? say("addCount", { count: ready.length }) : say("addToChart")}
            </Button>
            <Button variant="subtle" onClick={done} disabled={add.isPending}>
              {left.length === 0 ? say("close") : say("leaveOut")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Preview({ file }: { readonly file: PreparedFile | FileRefusal | undefined }) {
  if (typeof file !== "object") return null;
  if (file.thumbnail !== undefined) return <img src={`data:image/jpeg;base64,${file.thumbnail}`} alt="" />;
  return <IconFileTypePdf size={30} stroke={1.4} role="img" aria-label="PDF" />;
}

/** A file's name without its ending, where it says more than a camera's number. */
function titleOf(name: string): string {
  const words = name
    .replace(/\.[a-z0-9]{2,5}$/i, "")
    .replaceAll(/[_\s]+/g, " ")
    .trim();
  return /^(?:img|dsc|image|pxl|scan|screenshot)?[ \d._-]*$/i.test(words) ? "" : words.slice(0, 200);
}

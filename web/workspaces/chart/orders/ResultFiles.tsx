import { ActionIcon, Button, FileButton, Group, Text } from "@mantine/core";
import { IconPaperclip, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { refusalText } from "../files/file-refusals.ts";
import { say } from "./words/index.ts";
import { type FileRefusal, type PreparedFile, prepareFile } from "../files/prepare-file.ts";

const mostFiles = 5;

type Chosen = { readonly title: string; readonly file: PreparedFile };

/** The report as a PDF, or pictures of it, beside what is typed. */
export function ResultFiles({
  files,
  change,
}: {
  readonly files: readonly Chosen[];
  readonly change: (files: readonly Chosen[]) => void;
}) {
  const [refused, setRefused] = useState<{ readonly name: string; readonly why: FileRefusal } | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const take = async (file: File | null) => {
    if (file === null) return;
    setRefused(undefined);
    setBusy(true);
    const prepared = await prepareFile(file).catch((): FileRefusal => "unreadable");
    setBusy(false);
    if (typeof prepared === "string") setRefused({ name: file.name, why: prepared });
    else change([...files, { title: file.name.slice(0, 200), file: prepared }]);
  };
  return (
    <>
      {files.map(({ title }, at) => (
        <Group key={at} gap="xs" wrap="nowrap">
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            <bdi>{title}</bdi>
          </Text>
          <ActionIcon
            size="md"
            variant="default"
            aria-label={say("leaveOut", { title })}
            onClick={() => change(files.filter((_, other) => other !== at))}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {refused !== undefined && (
        <Text size="sm" c="red" role="alert">
          {refusalText(refused.name, refused.why)}
        </Text>
      )}
      {files.length < mostFiles && (
        <Group>
          <FileButton accept="image/jpeg,image/png,image/webp,application/pdf" onChange={(file) => void take(file)}>
            {(props) => (
              <Button
                {...props}
                size="compact-sm"
                variant="default"
                loading={isBusy}
                leftSection={<IconPaperclip size={14} aria-hidden />}
              >
                {say("addFile")}
              </Button>
            )}
          </FileButton>
        </Group>
      )}
    </>
  );
}

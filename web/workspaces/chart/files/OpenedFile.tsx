import { Button, Group, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { saveFile } from "../../../ui/save-file.ts";
import { fileName } from "../../my-record/_parts/file-of.ts";
import { Loaded } from "../_parts/layout/Loaded.tsx";
import { useFile } from "./file-calls.ts";
import classes from "./FilesPage.module.css";
import { say } from "./words/index.ts";

type Props = { readonly fileId: string; readonly contentType: string; readonly title: string };

/** A picture as large as the window lets it be; a PDF is saved, and opened in what the device reads PDFs with. */
export function OpenedFile({ fileId, contentType, title }: Props) {
  const file = useFile(fileId, contentType);
  return (
    <Loaded query={file} what={say("theFile")} lines={5}>
      {(blob) => (
        <>
          {contentType.startsWith("image/") && <Picture blob={blob} title={title} />}
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="default"
              data-autofocus
              leftSection={<IconDownload size={15} aria-hidden />}
              onClick={() => void save(blob, title, contentType)}
            >
              {say("saveCopy")}
            </Button>
            <Text size="sm" c="dimmed">
              {say("copyUnprotected", { size: sizeWords(blob.size) })}
            </Text>
          </Group>
        </>
      )}
    </Loaded>
  );
}

async function save(blob: Blob, title: string, contentType: string): Promise<void> {
  // As a download, never opened in this page's name.
  saveFile(fileName(title, contentType), new Uint8Array(await blob.arrayBuffer()), "application/octet-stream");
}

function sizeWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function Picture({ blob, title }: { readonly blob: Blob; readonly title: string }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(blob);
    if (image.current !== null) image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [blob]);
  return <img ref={image} alt={title} className={classes.whole} />;
}

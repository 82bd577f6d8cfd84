import { Button, Group } from "@mantine/core";
import { IconFileTypePdf, IconPhoto } from "@tabler/icons-react";
import { useState } from "react";
import type { Attachment } from "../../../ui/clinical/fhir-types.ts";
import { later } from "../../../ui/later.tsx";
import { say } from "./words/index.ts";

const FileDialog = later(async () => (await import("./FileDialog.tsx")).FileDialog);

type Form = { readonly fileId: string; readonly contentType: string; readonly title: string };

function formsOf(forms: readonly Attachment[] | undefined): readonly Form[] {
  return (forms ?? []).flatMap(({ url, contentType, title }, at) => {
    const fileId = /^Binary\/([0-9a-f-]{36})$/.exec(url ?? "")?.[1];
    return fileId === undefined || contentType === undefined
      ? []
      : [{ fileId, contentType, title: title ?? say("fileNumber", { number: at + 1 }) }];
  });
}

/** Files in which a result came, to be opened. */
export function ReportFiles({ forms }: { readonly forms: readonly Attachment[] | undefined }) {
  const [open, setOpen] = useState<Form | undefined>(undefined);
  const files = formsOf(forms);
  if (files.length === 0) return null;
  return (
    <Group gap={4} mt={4}>
      {files.map((one) => (
        <Button
          key={one.fileId}
          size="compact-xs"
          variant="default"
          data-row
          leftSection={
            one.contentType === "application/pdf" ? (
              <IconFileTypePdf size={14} aria-hidden />
            ) : (
              <IconPhoto size={14} aria-hidden />
            )
          }
          onClick={() => setOpen(one)}
        >
          <bdi>{one.title}</bdi>
        </Button>
      ))}
      {open !== undefined && <FileDialog form={open} close={() => setOpen(undefined)} />}
    </Group>
  );
}

import { UnstyledButton } from "@mantine/core";
import { IconFileTypePdf, IconPhoto } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { formatDate } from "../../../ui/clinical/dates.ts";
import { dotted } from "../../../ui/dotted.ts";
import { useRowKeys } from "../_parts/layout/use-row-keys.ts";
import { SensitivityChips } from "../_parts/sensitivity/SensitivityChips.tsx";
import type { Attachment } from "./attachment.ts";
import { FileViewer } from "./FileViewer.tsx";
import classes from "./FilesPage.module.css";
import { say } from "./words/index.ts";

/** Small pictures with what each is; Enter opens one. */
export function FileList({ files }: { readonly files: readonly Attachment[] }) {
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list);
  const [openId, setOpenId] = useState<string | undefined>(undefined);
  const at = files.findIndex(({ id }) => id === openId);
  const open = files[at];
  return (
    <>
      <ul ref={list} className={classes.files}>
        {files.map((file) => (
          <li key={file.id}>
            <UnstyledButton className={classes.file} data-row onClick={() => setOpenId(file.id)}>
              <span className={classes.picture}>
                <Small file={file} />
              </span>
              <span className={classes.title}>
                <bdi>{file.title}</bdi>
              </span>
              <span className={classes.meta}>
                {dotted([file.kind, file.bodySite])}
                <SensitivityChips meta={file.document.meta} />
              </span>
              <span className={classes.meta}>{formatDate(file.day ?? file.added)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {open !== undefined && (
        <FileViewer
          key={open.id}
          file={open}
          place={say("placeOf", { at: at + 1, all: files.length })}
          go={(by) => setOpenId(files[at + by]?.id ?? open.id)}
          close={() => setOpenId(undefined)}
        />
      )}
    </>
  );
}

/** The title stands beside it. */
function Small({ file }: { readonly file: Attachment }) {
  if (file.thumbnail !== undefined) return <img src={file.thumbnail} alt="" />;
  return file.contentType === "application/pdf" ? (
    <IconFileTypePdf size={36} stroke={1.4} role="img" aria-label="PDF" />
  ) : (
    <IconPhoto size={36} stroke={1.4} aria-hidden />
  );
}

import { ActionIcon, Button, FileButton, Group, Text } from "@mantine/core";
import { IconFileTypePdf, IconPaperclip, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useKeepReceipt, useReceipt } from "./expense-calls.ts";
import classes from "./Receipts.module.css";
import { shrinkPicture } from "./shrink-picture.ts";
import { say } from "../words/index.ts";

/** Pictures and PDFs of what was received. */
export function Receipts({ ids, remove }: { readonly ids: readonly string[]; readonly remove?: (id: string) => void }) {
  if (ids.length === 0) return null;
  return (
    <ul className={classes.receipts} aria-label={say("receipts")}>
      {ids.map((id, index) => (
        <li key={id} className={classes.receipt}>
          <Receipt id={id} ordinal={index + 1} />
          {remove !== undefined && (
            <ActionIcon
              variant="default"
              aria-label={say("leaveOutReceipt", { number: index + 1 })}
              onClick={() => remove(id)}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
}

function Receipt({ id, ordinal }: { readonly id: string; readonly ordinal: number }) {
  const file = useReceipt(id);
  if (file.error !== null) return <Text size="sm">{say("receiptNotShown", { number: ordinal })}</Text>;
  if (file.data === undefined) return <Text size="sm">{say("receiptLoading", { number: ordinal })}</Text>;
  const { type, url } = file.data;
  const isPdf = type === "application/pdf";
  return (
    <a href={url} download={`receipt-${ordinal}.${isPdf ? "pdf" : type === "image/png" ? "png" : "jpg"}`}>
      {isPdf ? (
        <Group gap={4} component="span">
          <IconFileTypePdf size={18} aria-hidden /> {say("receipt", { number: ordinal })}
        </Group>
      ) : (
        <img src={url} alt={say("receipt", { number: ordinal })} />
      )}
    </a>
  );
}

/** Takes a picture with the camera, or a file. It goes to the server at once, so that it can't get lost. */
export function AddReceipt({ branchId, added }: { readonly branchId: string; readonly added: (id: string) => void }) {
  const keep = useKeepReceipt();
  const [fault, setFault] = useState("");
  const choose = async (file: File | null) => {
    if (file === null) return;
    setFault("");
    const content = await shrinkPicture(file).catch(() => undefined);
    if (content === undefined) {
      setFault(say("pictureUnreadable"));
      return;
    }
    keep.mutate({ title: file.name, branchId, content }, { onSuccess: ({ id }) => added(id) });
  };
  return (
    <div>
      <FileButton accept="image/jpeg,image/png,application/pdf" onChange={(file) => void choose(file)}>
        {(props) => (
          <Button
            {...props}
            variant="default"
            leftSection={<IconPaperclip size={16} aria-hidden />}
            loading={keep.isPending}
          >
            {say("addReceipt")}
          </Button>
        )}
      </FileButton>
      {fault !== "" && (
        <Text size="sm" c="red" role="alert">
          {fault}
        </Text>
      )}
      {keep.error !== null && <ErrorNotice error={keep.error} />}
    </div>
  );
}

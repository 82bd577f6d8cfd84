import { IconFileUpload } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import classes from "./FileDrop.module.css";
import { say } from "./ledger/words/index.ts";

/** Takes one file, dropped or chosen. */
export function FileDrop({ disabled, take }: { readonly disabled: boolean; readonly take: (file: File) => void }) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined && !disabled) take(file);
  };
  return (
    <label
      className={classes.drop}
      data-over={over || undefined}
      data-disabled={disabled || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileUpload size={28} stroke={1.5} aria-hidden />
      <span className={classes.words}>
        <strong>{say("dropFile")}</strong>
        <span>{say("dropFileWhy")}</span>
      </span>
      <input
        type="file"
        className="wb-visually-hidden"
        accept=".json,.ndjson,.gz,application/json,application/fhir+json,application/x-ndjson,application/gzip"
        disabled={disabled}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // Emptied, so that choosing the same file again is a change too.
          event.currentTarget.value = "";
          if (file !== undefined) take(file);
        }}
      />
    </label>
  );
}

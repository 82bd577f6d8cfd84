import { Anchor, Group, NativeSelect, Text } from "@mantine/core";
import { useState } from "react";
import type { PreviewedPaper, StationeryPreview } from "../../../../../contract/index.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import classes from "./Papers.module.css";
import { usePreview } from "./use-preview.ts";

type Props = { readonly asked: Omit<StationeryPreview, "paper"> | undefined };

const papers: readonly { readonly value: PreviewedPaper; readonly label: string }[] = [
  { value: "receipt", label: "Receipt" },
  { value: "invoice", label: "Invoice" },
  { value: "letter", label: "Letter" },
  { value: "card", label: "Patient card" },
  { value: "label", label: "Label" },
];

/** A made-up paper as it would be printed: the PDF itself. */
export function PaperPreview({ asked }: Props) {
  const [paper, setPaper] = useState<PreviewedPaper>("receipt");
  const { address, state } = usePreview(asked && { paper, ...asked });
  const isOut = address !== undefined;
  return (
    <div className={classes.preview}>
      <Group align="end" justify="space-between">
        <NativeSelect
          label="Preview of"
          data={[...papers]}
          value={paper}
          onChange={({ currentTarget: { value } }) => setPaper(value as PreviewedPaper)}
        />
        {isOut && (
          <Anchor href={address} target="_blank" rel="noopener" size="sm" mb={8}>
            Open the PDF
          </Anchor>
        )}
      </Group>
      {isOut && navigator.pdfViewerEnabled && (
        <iframe className={classes.paper} src={address} title={`Preview: ${paper}, made-up content`} />
      )}
      {isOut && !navigator.pdfViewerEnabled && (
        <Text size="sm" my="sm">
          This browser shows no PDF inside a page: open it.
        </Text>
      )}
      <Text size="sm" c="dimmed" role="status">
        {asked === undefined
          ? "It is set once everything fits."
          : state === "waiting"
            ? "Being set…"
            : state === "shown"
              ? "Made-up content, as it would be printed."
              : ""}
      </Text>
      {typeof state === "object" && <ErrorNotice error={state.error} />}
    </div>
  );
}

import { Anchor, Group, NativeSelect, Text } from "@mantine/core";
import { useState } from "react";
import type { PreviewedPaper, StationeryPreview } from "../../../../../contract/index.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import classes from "./Papers.module.css";
import { usePreview } from "./use-preview.ts";
import { say } from "../../words/index.ts";

type Props = { readonly asked: Omit<StationeryPreview, "paper"> | undefined };

const papers: readonly { readonly value: PreviewedPaper; readonly label: string }[] = [
  { value: "receipt", label: say("receipt") },
  { value: "invoice", label: say("invoice") },
  { value: "letter", label: say("letter") },
  { value: "card", label: say("patientCard") },
  { value: "label", label: say("label") },
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
          label={say("previewOf")}
          data={[...papers]}
          value={paper}
          onChange={({ currentTarget: { value } }) => setPaper(value as PreviewedPaper)}
        />
        {isOut && (
          <Anchor href={address} target="_blank" rel="noopener" size="sm" mb={8}>
            {say("openPdf")}
          </Anchor>
        )}
      </Group>
      {isOut && navigator.pdfViewerEnabled && (
        <iframe className={classes.paper} src={address} title={say("previewMade", { paper })} />
      )}
      {isOut && !navigator.pdfViewerEnabled && (
        <Text size="sm" my="sm">
          {say("noPdf")}
        </Text>
      )}
      <Text size="sm" c="dimmed" role="status">
        {asked === undefined
          ? say("setOnceFits")
          : state === "waiting"
            ? say("beingSet")
            : state === "shown"
              ? say("madeUp")
              : ""}
      </Text>
      {typeof state === "object" && <ErrorNotice error={state.error} />}
    </div>
  );
}

import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { DecisionSignature } from "../../contract/index.ts";
import { saveFile } from "./save-file.ts";
import { SignatureLine } from "./SignatureLine.tsx";
import { say } from "./words/index.ts";

/** Who signed a decision, when and meaning what, and the file that others check it with. Nothing of one that isn't signed. */
export function DecisionSignatureLine({
  signature,
  name,
}: {
  readonly signature: DecisionSignature | undefined;
  /** Of the file: "signed-role". */
  readonly name: string;
}) {
  if (signature === undefined) return null;
  const { file } = signature;
  return (
    <div>
      <SignatureLine signature={signature} />
      {file !== undefined && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => saveFile(`${name}.json`, file, "application/json;charset=utf-8")}
        >
          {say("signedDecision")}
        </Button>
      )}
    </div>
  );
}

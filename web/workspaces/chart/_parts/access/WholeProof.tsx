import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { announce } from "../../../../ui/announce.ts";
import { failureText } from "../../../../ui/ErrorNotice.tsx";
import { downloadWholeProof } from "./download-proof.ts";
import { say } from "./words/index.ts";

/** For those who are told of every look: the file that shows that there was no other. */
export function WholeProof({ patientId }: { readonly patientId: string }) {
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    setRefusal(undefined);
    try {
      await downloadWholeProof(patientId);
      announce(say("proofDownloaded"));
    } catch (error) {
      setRefusal(failureText(error));
    }
    setBusy(false);
  };
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDownload size={14} aria-hidden />}
        loading={busy}
        onClick={() => void download()}
      >
        {say("everyoneProof")}
      </Button>
      {refusal !== undefined && <span role="alert">{refusal}</span>}
    </>
  );
}

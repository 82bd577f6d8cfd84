import { Button } from "@mantine/core";
import { useState } from "react";
import { InReadersLanguage } from "../../../ui/InEnglish.tsx";
import { say } from "../words/index.ts";
import { later } from "../../../ui/later.tsx";

const UnrecognisedDialog = later(async () => (await import("./UnrecognisedDialog.tsx")).UnrecognisedDialog);

/** Asks for an explanation of a look that a patient doesn't recognise: the officer has to answer, in the law's time.
 *  @param look who it was and when, with the entry of the ledger
 *  @param large to hit with a finger */
export function UnrecognisedButton({ look, large = false }: { readonly look: string; readonly large?: boolean }) {
  const [asking, setAsking] = useState(false);
  return (
    <InReadersLanguage>
      <Button
        {...(large ? { size: "sm", h: 44 } : { size: "compact-sm" })}
        variant="default"
        onClick={() => setAsking(true)}
      >
        {say("dontRecognise")}
      </Button>
      {asking && <UnrecognisedDialog look={look} close={() => setAsking(false)} />}
    </InReadersLanguage>
  );
}

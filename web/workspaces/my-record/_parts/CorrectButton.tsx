import { Button } from "@mantine/core";
import { IconFlag } from "@tabler/icons-react";
import { useState } from "react";
import { correctWords } from "./home-words.ts";
import { InReadersLanguage } from "../../../ui/InEnglish.tsx";
import { later } from "../../../ui/later.tsx";

const CorrectDialog = later(async () => (await import("./CorrectDialog.tsx")).CorrectDialog);

type Props = {
  /** What stands there, in words: "Amlodipine tablet 10 mg". */
  readonly what: string;
  /** "MedicationRequest/…" */
  readonly reference: string;
};

/** Asks for a correction of one record, through the queue of requests. What was typed stays while the page does. */
export function CorrectButton({ what, reference }: Props) {
  const [asking, setAsking] = useState(false);
  const [words, setWords] = useState("");
  return (
    <InReadersLanguage>
      <Button
        variant="subtle"
        size="sm"
        h={44}
        px="xs"
        leftSection={<IconFlag size={16} aria-hidden />}
        aria-label={`${correctWords.button}: ${what}`}
        onClick={() => setAsking(true)}
      >
        {correctWords.button}
      </Button>
      {asking && (
        <CorrectDialog
          asked={correctWords.asked(what, reference)}
          words={words}
          setWords={setWords}
          close={() => setAsking(false)}
        />
      )}
    </InReadersLanguage>
  );
}

import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { announce } from "./announce.ts";
import { say } from "./words/index.ts";

/** Copies a text that is shown beside it. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <Button
      variant="default"
      size="compact-sm"
      flex="none"
      aria-label={say("copyWhat", { what })}
      leftSection={clipboard.copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      onClick={() => {
        clipboard.copy(text);
        announce(say("copiedWhat", { what }));
      }}
    >
      {say(clipboard.copied ? "copied" : "copy")}
    </Button>
  );
}

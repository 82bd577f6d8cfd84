import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { say } from "./words/index.ts";

/** Starts a note. Its id is chosen here, so that its address, the device and the server know one and the same draft. */
export function NewNoteButton({ patientId }: { readonly patientId: string }) {
  const [draftId] = useState(() => crypto.randomUUID());
  return (
    <Button
      size="compact-sm"
      leftSection={<IconPencil size={15} aria-hidden />}
      aria-keyshortcuts="n"
      title={say("keyN")}
      renderRoot={(props) => (
        <Link {...props} to="/patients/$patientId/notes/write/$draftId" params={{ patientId, draftId }} />
      )}
    >
      {say("writeNote")}
    </Button>
  );
}

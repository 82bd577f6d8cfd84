import { Button } from "@mantine/core";
import { IconMessage } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { say } from "./words/index.ts";

/** Writes to colleagues about this patient. */
export function MessageLink({ patientId }: { readonly patientId: string }) {
  return (
    <Button
      renderRoot={(props) => <Link to="/messages" search={{ write: true, patient: patientId }} {...props} />}
      size="compact-sm"
      variant="default"
      leftSection={<IconMessage size={16} aria-hidden />}
    >
      {say("message")}
    </Button>
  );
}

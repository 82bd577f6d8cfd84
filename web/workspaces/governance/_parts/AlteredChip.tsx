import { IconAlertOctagon } from "@tabler/icons-react";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { say } from "./words/index.ts";

/** Somebody changed this in the database behind the server's back. */
export function AlteredChip({ children = say("altered") }: { readonly children?: string }) {
  return (
    <StatusChip icon={IconAlertOctagon} tone="danger">
      {children}
    </StatusChip>
  );
}

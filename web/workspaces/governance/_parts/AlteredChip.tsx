import { IconAlertOctagon } from "@tabler/icons-react";
import { StatusChip } from "../../../ui/StatusChip.tsx";

/** Somebody changed this in the database behind the server's back. */
export function AlteredChip({ children = "Altered: can’t be read" }: { readonly children?: string }) {
  return (
    <StatusChip icon={IconAlertOctagon} tone="danger">
      {children}
    </StatusChip>
  );
}

import { IconCheck, IconKey, IconLock, IconUserOff } from "@tabler/icons-react";
import type { PersonRow } from "../../../../contract/index.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";

/** Whether a person can sign in. */
export function PersonStateChip({ state }: { readonly state: PersonRow["state"] }) {
  switch (state) {
    case "active":
      return (
        <StatusChip icon={IconCheck} tone="good">
          Active
        </StatusChip>
      );
    case "awaiting-first-sign-in":
      return (
        <StatusChip icon={IconKey} tone="info">
          Awaits first sign-in
        </StatusChip>
      );
    case "locked":
      return (
        <StatusChip icon={IconLock} tone="caution">
          Locked
        </StatusChip>
      );
    case "ended":
      return <StatusChip icon={IconUserOff}>Ended</StatusChip>;
  }
}

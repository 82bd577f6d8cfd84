import { IconCheck, IconKey, IconLock, IconUserOff } from "@tabler/icons-react";
import type { PersonRow } from "../../../../contract/index.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { say } from "./words/index.ts";

/** Whether a person can sign in. */
export function PersonStateChip({ state }: { readonly state: PersonRow["state"] }) {
  switch (state) {
    case "active":
      return (
        <StatusChip icon={IconCheck} tone="good">
          {say("active")}
        </StatusChip>
      );
    case "awaiting-first-sign-in":
      return (
        <StatusChip icon={IconKey} tone="info">
          {say("awaitsFirst")}
        </StatusChip>
      );
    case "locked":
      return (
        <StatusChip icon={IconLock} tone="caution">
          {say("locked")}
        </StatusChip>
      );
    case "ended":
      return <StatusChip icon={IconUserOff}>{say("ended")}</StatusChip>;
  }
}

import {
  IconAlarm,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconHourglass,
  IconInbox,
  IconUserQuestion,
} from "@tabler/icons-react";
import type { RightsRequest } from "../../../../contract/index.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { AlteredChip } from "../../governance/_parts/AlteredChip.tsx";

/** How a request stands. */
export function RequestChip({ request }: { readonly request: RightsRequest }) {
  if (request.words === undefined) return <AlteredChip />;
  if (request.overdue)
    return (
      <StatusChip icon={IconAlarm} tone="danger">
        Overdue
      </StatusChip>
    );
  switch (request.state) {
    case "received":
      return (
        <StatusChip icon={IconInbox} tone="info">
          New
        </StatusChip>
      );
    case "identity-asked":
      return (
        <StatusChip icon={IconUserQuestion} tone="caution">
          Awaits proof of identity
        </StatusChip>
      );
    case "open":
      return (
        <StatusChip icon={IconClock} tone="info">
          To be decided
        </StatusChip>
      );
    case "decided":
      return (
        <StatusChip icon={IconHourglass} tone="caution">
          Decided, not answered
        </StatusChip>
      );
    case "delivered":
      return (
        <StatusChip icon={IconCircleCheck} tone="good">
          Answered
        </StatusChip>
      );
    case "unidentified":
      return <StatusChip icon={IconCircleX}>Closed: identity not shown</StatusChip>;
    case "withdrawn":
      return <StatusChip icon={IconCircleX}>Withdrawn</StatusChip>;
  }
}

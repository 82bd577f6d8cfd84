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
import { say } from "../words/index.ts";

/** How a request stands. */
export function RequestChip({ request }: { readonly request: RightsRequest }) {
  if (request.words === undefined) return <AlteredChip />;
  if (request.overdue)
    return (
      <StatusChip icon={IconAlarm} tone="danger">
        {say("overdue")}
      </StatusChip>
    );
  switch (request.state) {
    case "received":
      return (
        <StatusChip icon={IconInbox} tone="info">
          {say("new")}
        </StatusChip>
      );
    case "identity-asked":
      return (
        <StatusChip icon={IconUserQuestion} tone="caution">
          {say("awaitsProof")}
        </StatusChip>
      );
    case "open":
      return (
        <StatusChip icon={IconClock} tone="info">
          {say("toBeDecided")}
        </StatusChip>
      );
    case "decided":
      return (
        <StatusChip icon={IconHourglass} tone="caution">
          {say("decidedNotAnswered")}
        </StatusChip>
      );
    case "delivered":
      return (
        <StatusChip icon={IconCircleCheck} tone="good">
          {say("answered")}
        </StatusChip>
      );
    case "unidentified":
      return <StatusChip icon={IconCircleX}>{say("closedNoIdentity")}</StatusChip>;
    case "withdrawn":
      return <StatusChip icon={IconCircleX}>{say("withdrawn")}</StatusChip>;
  }
}

import {
  type Icon,
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
} from "@tabler/icons-react";
import type { OnlineState } from "../../../../contract/index.ts";
import type { Tone } from "../../../ui/StatusChip.tsx";
import { say } from "./words/index.ts";

type Chip = { readonly label: string; readonly tone: Tone; readonly icon: Icon };

export const onlineStates: Readonly<Record<OnlineState, Chip>> = {
  asked: { label: say("noLink"), tone: "neutral", icon: IconCircleDashed },
  open: { label: say("waitsToBePaid"), tone: "caution", icon: IconClock },
  pending: { label: say("bankWorks"), tone: "info", icon: IconClock },
  paid: { label: say("paid"), tone: "good", icon: IconCircleCheck },
  expired: { label: say("linkOver"), tone: "neutral", icon: IconCircleX },
  cancelled: { label: say("withdrawn"), tone: "neutral", icon: IconCircleX },
  mismatch: { label: say("notAsked"), tone: "danger", icon: IconAlertTriangle },
  requested: { label: say("waitsForApproval"), tone: "caution", icon: IconCircleDashed },
  sending: { label: say("onWayBack"), tone: "info", icon: IconClock },
  returned: { label: say("givenBack"), tone: "good", icon: IconArrowBackUp },
  failed: { label: say("didntGoBack"), tone: "danger", icon: IconAlertTriangle },
};

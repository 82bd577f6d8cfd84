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

type Chip = { readonly label: string; readonly tone: Tone; readonly icon: Icon };

export const onlineStates: Readonly<Record<OnlineState, Chip>> = {
  asked: { label: "No link yet", tone: "neutral", icon: IconCircleDashed },
  open: { label: "Waits to be paid", tone: "caution", icon: IconClock },
  pending: { label: "The bank works on it", tone: "info", icon: IconClock },
  paid: { label: "Paid", tone: "good", icon: IconCircleCheck },
  expired: { label: "Not paid, link over", tone: "neutral", icon: IconCircleX },
  cancelled: { label: "Withdrawn", tone: "neutral", icon: IconCircleX },
  mismatch: { label: "Not what was asked", tone: "danger", icon: IconAlertTriangle },
  requested: { label: "Waits for approval", tone: "caution", icon: IconCircleDashed },
  sending: { label: "On its way back", tone: "info", icon: IconClock },
  returned: { label: "Given back", tone: "good", icon: IconArrowBackUp },
  failed: { label: "Didn’t go back", tone: "danger", icon: IconAlertTriangle },
};

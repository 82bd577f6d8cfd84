import { IconCircleCheck, IconCircleX, IconHourglass } from "@tabler/icons-react";
import type { Proxy } from "../../../../contract/index.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { AlteredChip } from "../../governance/_parts/AlteredChip.tsx";

/** How an authority stands. */
export function ProxyChip({ proxy }: { readonly proxy: Proxy }) {
  if (proxy.altered) return <AlteredChip />;
  switch (proxy.state) {
    case "waiting":
      return (
        <StatusChip icon={IconHourglass} tone="caution">
          Awaits a second person
        </StatusChip>
      );
    case "in-force":
      return (
        <StatusChip icon={IconCircleCheck} tone="good">
          In force
        </StatusChip>
      );
    case "ended":
      return <StatusChip icon={IconCircleX}>Ended</StatusChip>;
    case "refused":
      return <StatusChip icon={IconCircleX}>Not confirmed</StatusChip>;
    case "withdrawn":
      return <StatusChip icon={IconCircleX}>Taken back</StatusChip>;
    case "lapsed":
      return <StatusChip icon={IconCircleX}>Nobody confirmed it in time</StatusChip>;
  }
}

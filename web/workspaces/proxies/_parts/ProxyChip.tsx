import { IconCircleCheck, IconCircleX, IconHourglass } from "@tabler/icons-react";
import type { Proxy } from "../../../../contract/index.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { AlteredChip } from "../../governance/_parts/AlteredChip.tsx";
import { say } from "../words/index.ts";

/** How an authority stands. */
export function ProxyChip({ proxy }: { readonly proxy: Proxy }) {
  if (proxy.altered) return <AlteredChip />;
  switch (proxy.state) {
    case "waiting":
      return (
        <StatusChip icon={IconHourglass} tone="caution">
          {say("awaitsSecond")}
        </StatusChip>
      );
    case "in-force":
      return (
        <StatusChip icon={IconCircleCheck} tone="good">
          {say("inForce")}
        </StatusChip>
      );
    case "ended":
      return <StatusChip icon={IconCircleX}>{say("ended")}</StatusChip>;
    case "refused":
      return <StatusChip icon={IconCircleX}>{say("notConfirmed")}</StatusChip>;
    case "withdrawn":
      return <StatusChip icon={IconCircleX}>{say("takenBack")}</StatusChip>;
    case "lapsed":
      return <StatusChip icon={IconCircleX}>{say("lapsed")}</StatusChip>;
  }
}

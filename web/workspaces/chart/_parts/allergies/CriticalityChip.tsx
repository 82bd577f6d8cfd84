import { IconAlertTriangle, IconHelpCircle, IconMinus } from "@tabler/icons-react";
import type { AllergyLine } from "../../../../ui/clinical/allergies.ts";
import { StatusChip } from "../../../../ui/StatusChip.tsx";
import { say } from "../../words/index.ts";

export function CriticalityChip({ criticality }: { readonly criticality: AllergyLine["criticality"] }) {
  switch (criticality) {
    case "high":
      return (
        <StatusChip icon={IconAlertTriangle} tone="danger">
          {say("highRisk")}
        </StatusChip>
      );
    case "low":
      return <StatusChip icon={IconMinus}>{say("lowRisk")}</StatusChip>;
    case "unassessed":
      return (
        <StatusChip icon={IconHelpCircle} tone="caution">
          {say("riskNotAssessed")}
        </StatusChip>
      );
  }
}

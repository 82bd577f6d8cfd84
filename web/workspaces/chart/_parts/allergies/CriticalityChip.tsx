import { IconAlertTriangle, IconHelpCircle, IconMinus } from "@tabler/icons-react";
import type { AllergyLine } from "../../../../ui/clinical/allergies.ts";
import { StatusChip } from "../../../../ui/StatusChip.tsx";

export function CriticalityChip({ criticality }: { readonly criticality: AllergyLine["criticality"] }) {
  switch (criticality) {
    case "high":
      return (
        <StatusChip icon={IconAlertTriangle} tone="danger">
          High risk
        </StatusChip>
      );
    case "low":
      return <StatusChip icon={IconMinus}>Low risk</StatusChip>;
    case "unassessed":
      return (
        <StatusChip icon={IconHelpCircle} tone="caution">
          Risk not assessed
        </StatusChip>
      );
  }
}

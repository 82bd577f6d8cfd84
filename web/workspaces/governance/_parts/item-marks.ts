import {
  IconApps,
  IconBuildingFactory2,
  IconClockShield,
  type Icon,
  IconUser,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { ReviewItemKind } from "../../../../contract/index.ts";

/** What a grant belongs to, for the eye. */
export const itemMarks: Readonly<Record<ReviewItemKind, Icon>> = {
  "person-role": IconUser,
  "api-client": IconApps,
  "oauth-client": IconApps,
  "app-grant": IconApps,
  "federation-mapping": IconUsersGroup,
  "vendor-access": IconBuildingFactory2,
  standing: IconClockShield,
};

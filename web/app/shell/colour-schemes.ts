import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import { say } from "../words/index.ts";

/** What a person can choose, in the order in which it is offered. */
export const colourSchemes = {
  light: { label: say("light"), icon: IconSun },
  dark: { label: say("dark"), icon: IconMoon },
  auto: { label: say("asTheSystem"), icon: IconDeviceDesktop },
} as const;

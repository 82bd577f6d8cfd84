import type { ActsMenuProps } from "./ActsMenu.tsx";
import { fetchedLater } from "./later.tsx";
import { LateMenu } from "./LateMenu.tsx";

const ActsMenu = fetchedLater(async () => (await import("./ActsMenu.tsx")).ActsMenu);

/** A button with what can be done with one thing. A page has one for each of many, and few are pressed. */
export function ActsButton({ button, ...menu }: ActsMenuProps) {
  return <LateMenu button={button} menu={(pressed) => <ActsMenu {...menu} button={pressed} />} />;
}

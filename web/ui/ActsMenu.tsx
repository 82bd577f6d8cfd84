import { Menu, type MenuProps } from "@mantine/core";
import type { ReactNode } from "react";
import { AskedMenu } from "./AskedMenu.tsx";
import type { MenuButton } from "./LateMenu.tsx";

/** One thing that can be done, or a file that can be had. */
export type Act = {
  readonly key: string;
  readonly words: ReactNode;
  readonly icon?: ReactNode;
} & ({ readonly run: (() => void) | undefined } | { readonly file: string });

export type ActsMenuProps = Pick<MenuProps, "floatingStrategy" | "position" | "withinPortal"> & {
  readonly button: MenuButton;
  readonly acts: readonly Act[];
  /** Of another kind, under a line. */
  readonly others?: readonly Act[];
  /** What stands above the acts. */
  readonly heading?: string;
  /** What came of one, below them. */
  readonly failure?: string | undefined;
};

/** What can be done with one thing, by a button of its own. */
export function ActsMenu({ acts, others = [], heading, failure, ...menu }: ActsMenuProps) {
  return (
    <AskedMenu {...menu}>
      {heading !== undefined && <Menu.Label>{heading}</Menu.Label>}
      {acts.map(itemOf)}
      {others.length > 0 && <Menu.Divider />}
      {others.map(itemOf)}
      {failure !== undefined && <Menu.Label role="alert">{failure}</Menu.Label>}
    </AskedMenu>
  );
}

function itemOf({ key, words, icon, ...act }: Act): ReactNode {
  return "file" in act ? (
    <Menu.Item key={key} component="a" href={act.file} download leftSection={icon}>
      {words}
    </Menu.Item>
  ) : (
    <Menu.Item key={key} leftSection={icon} onClick={act.run}>
      {words}
    </Menu.Item>
  );
}

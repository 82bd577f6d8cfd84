import { Menu } from "@mantine/core";
import { IconEraser, IconLock } from "@tabler/icons-react";
import { useState } from "react";
import { AskedMenu } from "../../../ui/AskedMenu.tsx";
import type { MenuButton } from "../../../ui/LateMenu.tsx";
import { say } from "./words/index.ts";

type Props = {
  readonly button: MenuButton;
  readonly title: string;
  readonly sensitivity: () => void;
  readonly mark: () => void;
};

/** Who may see it, and that it is a mistake: asked once more where it was pressed. */
export function MistakeActs({ button, title, sensitivity, mark }: Props) {
  const [asked, setAsked] = useState(false);
  return (
    <AskedMenu button={button} floatingStrategy="fixed" onClose={() => setAsked(false)}>
      <Menu.Item leftSection={<IconLock size={16} aria-hidden />} onClick={sensitivity}>
        {say("sensitivityEllipsis")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconEraser size={16} aria-hidden />}
        closeMenuOnClick={asked}
        onClick={() => (asked ? mark() : setAsked(true))}
      >
        {asked ? say("yesMistake", { title }) : say("aMistake")}
      </Menu.Item>
    </AskedMenu>
  );
}

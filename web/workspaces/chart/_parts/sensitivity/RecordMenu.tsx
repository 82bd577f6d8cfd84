import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconLock } from "@tabler/icons-react";
import { useState } from "react";
import { allows } from "../../../../app/session/allows.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import classes from "./RecordMenu.module.css";
import { SensitivityDialog } from "./SensitivityDialog.tsx";
import { say } from "./words/index.ts";

type Props = {
  readonly type: string;
  readonly id: string | undefined;
  /** What the record is called where the menu stands. */
  readonly title: string;
};

/** Heads the column of menus in a table of records. */
export function MenuHead() {
  return (
    <th scope="col">
      <span className="wb-visually-hidden">{say("more")}</span>
    </th>
  );
}

/** What can be done with a single record, for whoever may change it. */
export function RecordMenu({ type, id, title }: Props) {
  const { scopes } = useSession();
  const [marking, setMarking] = useState(false);
  if (id === undefined || id === "" || !allows(scopes, type, "u")) return null;
  return (
    <span className={classes.menu}>
      {/* Fixed: in a table that scrolls sideways it would be cut off. */}
      <Menu position="bottom-end" floatingStrategy="fixed">
        <Menu.Target>
          <ActionIcon size="md" aria-label={say("moreAbout", { title })}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconLock size={16} aria-hidden />} onClick={() => setMarking(true)}>
            {say("sensitivityEllipsis")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {marking && <SensitivityDialog type={type} id={id} title={title} close={() => setMarking(false)} />}
    </span>
  );
}

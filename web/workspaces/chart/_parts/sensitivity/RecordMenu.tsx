import { ActionIcon } from "@mantine/core";
import { IconDots, IconLock } from "@tabler/icons-react";
import { useState } from "react";
import { ActsButton } from "../../../../ui/ActsButton.tsx";
import { later } from "../../../../ui/later.tsx";
import { allows } from "../../../../app/session/allows.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import classes from "./RecordMenu.module.css";
import { say } from "./words/index.ts";

const SensitivityDialog = later(async () => (await import("./SensitivityDialog.tsx")).SensitivityDialog);

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
      <ActsButton
        floatingStrategy="fixed"
        button={
          <ActionIcon size="md" aria-label={say("moreAbout", { title })}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        }
        acts={[
          {
            key: "sensitivity",
            words: say("sensitivityEllipsis"),
            icon: <IconLock size={16} aria-hidden />,
            run: () => setMarking(true),
          },
        ]}
      />
      {marking && <SensitivityDialog type={type} id={id} title={title} close={() => setMarking(false)} />}
    </span>
  );
}

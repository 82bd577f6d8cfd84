import { Modal, Switch } from "@mantine/core";
import { useState } from "react";
import { Kbd } from "../../ui/Kbd.tsx";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import { allows } from "../session/allows.ts";
import { useSession } from "../session/use-session.ts";
import { say } from "../words/index.ts";
import { sectionsFor } from "./sections.ts";
import classes from "./ShortcutsDialog.module.css";
import { setSingleKeys, singleKeysOn } from "./single-keys.ts";

/** Every key there is. */
export function ShortcutsDialog({ close }: { readonly close: () => void }) {
  useFocusBack();
  const session = useSession();
  const [on, setOn] = useState(singleKeysOn);
  const rows = [
    { keys: "Ctrl K", does: say("findAnything") },
    { keys: "/", does: say("keySearch") },
    { keys: "?", does: say("keyShowKeys") },
    ...sectionsFor(session).map((section) => ({
      keys: `g ${section.key}`,
      does: say("keyGoTo", { section: section.label }),
    })),
    { keys: "j k", does: say("keyRows") },
    { keys: "Enter", does: say("keyOpen") },
    { keys: "1 … 9, 0", does: say("keyChartSection") },
    { keys: "n", does: say("keyNote") },
    { keys: "Ctrl Enter", does: say("keySign") },
    ...(allows(session.scopes, "Appointment", "s")
      ? [
          { keys: "b", does: say("keyBook") },
          { keys: "t [ ]", does: say("keyDays") },
          { keys: "w", does: say("keyWeek") },
        ]
      : []),
    { keys: "Esc", does: say("keyClose") },
  ];
  return (
    <Modal opened onClose={close} title={say("keyboardShortcuts")} closeButtonProps={{ "aria-label": say("close") }}>
      <table className={classes.keys}>
        <tbody>
          {rows.map((row) => (
            <tr key={row.keys}>
              <th scope="row">
                <Kbd keys={row.keys} />
              </th>
              <td>{row.does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Switch
        mt="md"
        label={say("singleKeys")}
        description={say("singleKeysWhy")}
        checked={on}
        onChange={(event) => {
          setSingleKeys(event.currentTarget.checked);
          setOn(event.currentTarget.checked);
        }}
      />
    </Modal>
  );
}

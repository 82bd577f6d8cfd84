import { Modal, Switch } from "@mantine/core";
import { useState } from "react";
import { Kbd } from "../../ui/Kbd.tsx";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import { allows } from "../session/allows.ts";
import { useSession } from "../session/use-session.ts";
import { sectionsFor } from "./sections.ts";
import classes from "./ShortcutsDialog.module.css";
import { setSingleKeys, singleKeysOn } from "./single-keys.ts";

/** Every key there is. */
export function ShortcutsDialog({ close }: { readonly close: () => void }) {
  useFocusBack();
  const session = useSession();
  const [on, setOn] = useState(singleKeysOn);
  const rows = [
    { keys: "Ctrl K", does: "Find a patient, go anywhere, do anything" },
    { keys: "/", does: "Search this page" },
    { keys: "?", does: "Show these keys" },
    ...sectionsFor(session).map((section) => ({ keys: `g ${section.key}`, does: `Go to ${section.label}` })),
    { keys: "j k", does: "Next and previous row of a list (arrows too)" },
    { keys: "Enter", does: "Open the row" },
    { keys: "1 … 9, 0", does: "Go to a section of the open chart" },
    { keys: "n", does: "Write a note in the open chart" },
    { keys: "Ctrl Enter", does: "Sign the note being written" },
    ...(allows(session.scopes, "Appointment", "s")
      ? [
          { keys: "b", does: "Book, on the flow board and in the calendar" },
          { keys: "t [ ]", does: "Today, the day before and the day after in the calendar" },
          { keys: "w", does: "A therapist’s week in the calendar, and back" },
        ]
      : []),
    { keys: "Esc", does: "Close what is open" },
  ];
  return (
    <Modal opened onClose={close} title="Keyboard shortcuts" closeButtonProps={{ "aria-label": "Close" }}>
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
        label="Single-key shortcuts"
        description="Turn off if keys are pressed by accident, or with speech input. Ctrl K always works."
        checked={on}
        onChange={(event) => {
          setSingleKeys(event.currentTarget.checked);
          setOn(event.currentTarget.checked);
        }}
      />
    </Modal>
  );
}

import { Select } from "@mantine/core";
import { useState } from "react";
import { type RightsLaw, rightsLaw } from "../../../../contract/index.ts";
import { lawWords } from "./rights-words.ts";
import classes from "./LawChoice.module.css";
import { say } from "../words/index.ts";

type Props = { readonly law: RightsLaw; readonly onChange: (law: RightsLaw) => void };

/** Under which law somebody asks: told in a line, and chosen only by whoever cares to. */
export function LawChoice({ law, onChange }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes.summary}>{say("askedUnder", { law: lawWords[law] })}</summary>
      {open && (
        <Select
          label={say("law")}
          data={rightsLaw.options.map((value) => ({ value, label: lawWords[value] }))}
          allowDeselect={false}
          value={law}
          onChange={(value) => onChange(rightsLaw.options.find((one) => one === value) ?? law)}
        />
      )}
    </details>
  );
}

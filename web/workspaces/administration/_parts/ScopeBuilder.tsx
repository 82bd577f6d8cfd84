import { Button, Checkbox, Group, Select, Textarea } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./ScopeBuilder.module.css";
import { scopeGroups, typeWords } from "./scope-words.ts";

// What integrations ask for most; any other type can be written by hand.
const types = [
  "*",
  "Patient",
  "Practitioner",
  "Organization",
  "Location",
  "Appointment",
  "Schedule",
  "Slot",
  "Encounter",
  "Condition",
  "Observation",
  "DiagnosticReport",
  "DocumentReference",
  "MedicationRequest",
  "MedicationStatement",
  "AllergyIntolerance",
  "Immunization",
  "Procedure",
  "CarePlan",
  "Coverage",
  "ServiceRequest",
] as const;

const rights = [
  { letters: "rs", label: "find and read" },
  { letters: "c", label: "create" },
  { letters: "u", label: "change" },
  { letters: "d", label: "delete" },
] as const;

/** Builds `system/Observation.rs` scopes from a type and ticked rights; the text stays editable. */
export function ScopeBuilder({
  value,
  onChange,
  error,
}: {
  readonly value: string;
  readonly onChange: (scope: string) => void;
  readonly error?: string;
}) {
  const [type, setType] = useState<string>("Patient");
  const [ticked, setTicked] = useState<readonly string[]>(["rs"]);
  const letters = ["c", "r", "u", "d", "s"].filter((letter) => ticked.some((one) => one.includes(letter))).join("");
  const add = () =>
    onChange(
      [...new Set([...value.split(/\s+/).filter((scope) => scope !== ""), `system/${type}.${letters}`])].join(" "),
    );
  const groups = scopeGroups(value.split(/\s+/).filter((scope) => scope !== ""));
  return (
    <fieldset className={classes.builder}>
      <legend>What it may do</legend>
      <Group align="end" gap="sm">
        <Select
          label="With"
          w={210}
          searchable
          data={types.map((one) => ({ value: one, label: one === "*" ? "Everything" : typeWords(one) }))}
          value={type}
          onChange={(next) => setType(next ?? type)}
        />
        <Group gap="sm" className={classes.rights}>
          {rights.map(({ letters: own, label }) => (
            <Checkbox
              key={own}
              label={label}
              checked={ticked.includes(own)}
              onChange={(event) =>
                setTicked(event.currentTarget.checked ? [...ticked, own] : ticked.filter((one) => one !== own))
              }
            />
          ))}
        </Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={letters === ""}
          onClick={add}
        >
          Add
        </Button>
      </Group>
      <Textarea
        label="Scopes"
        description="SMART v2, separated by spaces"
        styles={{ input: { minBlockSize: "4lh" } }}
        spellCheck={false}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
        classNames={{ input: classes.text }}
      />
      {groups.length > 0 && (
        <p className={classes.words}>
          It may{" "}
          {groups
            .map(
              (group) =>
                `${group.rights} ${group.types.map((one) => (one === "everything" ? one : typeWords(one).toLowerCase())).join(", ")}`,
            )
            .join("; ")}
          .
        </p>
      )}
    </fieldset>
  );
}

import { Button, Checkbox, Group, SegmentedControl, Select, Textarea } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { ClientKind } from "../../../../contract/index.ts";
import classes from "./ScopeBuilder.module.css";
import { scopeGroups } from "./scope-words.ts";
import { typeWords } from "../../../ui/record-types/type-words.ts";

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

const levels = {
  system: { value: "system", label: "By itself" },
  user: { value: "user", label: "For who signs in" },
  patient: { value: "patient", label: "About one patient" },
} as const;
type Level = keyof typeof levels;

/** What an app asks people for beside records. */
const specials = [
  { scope: "openid fhirUser", label: "who is signed in" },
  { scope: "launch/patient", label: "which patient is meant" },
  { scope: "launch", label: "being opened from a chart" },
  { scope: "offline_access", label: "staying connected afterwards" },
] as const;

function levelsOf(kind: ClientKind): readonly Level[] {
  switch (kind) {
    case "backend":
      return ["system"];
    case "public":
      return ["patient", "user"];
    case "confidential":
      return ["system", "user", "patient"];
  }
}

/** Builds `system/Observation.rs` scopes from a type and ticked rights; the text stays editable. */
export function ScopeBuilder({
  value,
  kind,
  onChange,
  error,
}: {
  readonly value: string;
  readonly kind: ClientKind;
  readonly onChange: (scope: string) => void;
  readonly error?: string;
}) {
  const [type, setType] = useState<string>("Patient");
  const offered = levelsOf(kind);
  const [wanted, setLevel] = useState<Level>("system");
  const level = offered.includes(wanted) ? wanted : (offered[0] ?? "system");
  const [ticked, setTicked] = useState<readonly string[]>(["rs"]);
  const letters = ["c", "r", "u", "d", "s"].filter((letter) => ticked.some((one) => one.includes(letter))).join("");
  const scopes = value.split(/\s+/).filter((scope) => scope !== "");
  const add = () => onChange([...new Set([...scopes, `${level}/${type}.${letters}`])].join(" "));
  const has = (special: string) => special.split(" ").every((scope) => scopes.includes(scope));
  const toggle = (special: string) => {
    const parts = special.split(" ");
    onChange(
      (has(special) ? scopes.filter((one) => !parts.includes(one)) : [...new Set([...parts, ...scopes])]).join(" "),
    );
  };
  const groups = scopeGroups(scopes.filter((scope) => scope.includes("/") && !scope.startsWith("launch")));
  return (
    <fieldset className={classes.builder}>
      <legend>What it may do</legend>
      {kind !== "backend" && (
        <Group gap="md" role="group" aria-label="It asks people for">
          {specials.map(({ scope, label }) => (
            <Checkbox key={scope} label={label} checked={has(scope)} onChange={() => toggle(scope)} />
          ))}
        </Group>
      )}
      {offered.length > 1 && (
        <SegmentedControl
          aria-label="In whose name"
          data={offered.map((one) => levels[one])}
          value={level}
          onChange={(next) => setLevel(offered.find((one) => one === next) ?? level)}
        />
      )}
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

import { Button, Checkbox, Group, SegmentedControl, Select, Textarea } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { ClientKind } from "../../../../contract/index.ts";
import classes from "./ScopeBuilder.module.css";
import { scopeGroups } from "./scope-words.ts";
import { typeWords } from "../../../ui/record-types/type-words.ts";
import { say } from "./words/index.ts";

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
  { letters: "rs", label: say("findAndRead") },
  { letters: "c", label: say("createLower") },
  { letters: "u", label: say("changeLower") },
  { letters: "d", label: say("deleteLower") },
] as const;

const levels = {
  system: { value: "system", label: say("bySelf") },
  user: { value: "user", label: say("forWhoSignsIn") },
  patient: { value: "patient", label: say("aboutOnePatient") },
} as const;
type Level = keyof typeof levels;

/** What an app asks people for beside records. */
const specials = [
  { scope: "openid fhirUser", label: say("whoSignedIn") },
  { scope: "launch/patient", label: say("whichPatient") },
  { scope: "launch", label: say("openedFromChart") },
  { scope: "offline_access", label: say("stayingConnected") },
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
      <legend>{say("whatItMayDo")}</legend>
      {kind !== "backend" && (
        <Group gap="md" role="group" aria-label={say("asksPeopleFor")}>
          {specials.map(({ scope, label }) => (
            <Checkbox key={scope} label={label} checked={has(scope)} onChange={() => toggle(scope)} />
          ))}
        </Group>
      )}
      {offered.length > 1 && (
        <SegmentedControl
          aria-label={say("inWhoseName")}
          data={offered.map((one) => levels[one])}
          value={level}
          onChange={(next) => setLevel(offered.find((one) => one === next) ?? level)}
        />
      )}
      <Group align="end" gap="sm">
        <Select
          label={say("with")}
          w={210}
          searchable
          data={types.map((one) => ({ value: one, label: one === "*" ? say("everything") : typeWords(one) }))}
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
          {say("add")}
        </Button>
      </Group>
      <Textarea
        label={say("scopes")}
        description={say("scopesWhy")}
        styles={{ input: { minBlockSize: "4lh" } }}
        spellCheck={false}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
        classNames={{ input: classes.text }}
      />
      {groups.length > 0 && (
        <p className={classes.words}>
          {say("itMay", {
            what: groups
              .map((group) =>
                say("mayDo", {
                  rights: group.rights,
                  types: group.types.map((one) => typeWords(one).toLowerCase()).join(", "),
                }),
              )
              .join("; "),
          })}
        </p>
      )}
    </fieldset>
  );
}

import { Button, Checkbox, Group, Radio, Select, Stack, Switch, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useMemo, useRef, useState } from "react";
import type { PolicyChoices, RoleDefinitionRow, StoredRoleRow } from "../../../../../contract/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../../../ui/PageHeader.tsx";
import { Section } from "../../../../ui/Section.tsx";
import { FieldRules } from "./FieldRules.tsx";
import { LeaveGuard } from "./LeaveGuard.tsx";
import { LimitedScopes } from "./LimitedScopes.tsx";
import { RightsMatrix } from "./RightsMatrix.tsx";
import { reachedTypes, rightsOf, scopesOf } from "./rights.ts";
import { useCheckRole, usePutRole } from "./role-calls.ts";
import { faultsByPlace, faultsOfAnswer } from "./role-faults.ts";
import { roleIdOf } from "./role-places.ts";
import classes from "./RoleForm.module.css";
import { SeeAs } from "./SeeAs.tsx";
import { say } from "./words/index.ts";
import { inEnglish } from "../../../../language/index.ts";

type Props = {
  /** The role that is changed; absent: a new one. */
  readonly stored: StoredRoleRow | undefined;
  /** What a new one begins as. */
  readonly like: StoredRoleRow | undefined;
  readonly roles: readonly StoredRoleRow[];
  readonly choices: PolicyChoices;
};

const blank: RoleDefinitionRow = {
  label: "",
  inSentence: "",
  summary: "",
  scopes: [],
  permissions: [],
  reach: "related",
  fieldRules: [],
  clearances: [],
  purposes: ["TREAT"],
};

const settleMilliseconds = 350;

/** A role on paper: nothing counts until it is saved, and *see as* looks through it before. */
export function RoleForm({ stored, like, roles, choices }: Props) {
  const navigate = useNavigate();
  const beginning =
    stored?.definition ?? (like === undefined ? blank : { ...like.definition, label: "", inSentence: "" });
  const [definition, setDefinition] = useState(beginning);
  const [rights, setRights] = useState(() => rightsOf(beginning.scopes));
  const put = usePutRole();
  const set = (part: Partial<RoleDefinitionRow>) => setDefinition((former) => ({ ...former, ...part }));
  const sources = useMemo(() => scopesOf(rights, choices.resourceGroups), [rights, choices]);
  const whole = useMemo(() => ({ ...definition, scopes: sources.map(({ text }) => text) }), [definition, sources]);
  const [before] = useState(() => JSON.stringify(whole));
  const saved = useRef(false);
  const isUnsaved = () => !saved.current && JSON.stringify(whole) !== before;
  const id = stored?.id ?? freeId(roleIdOf(definition.label), roles);
  const [settled] = useDebouncedValue(whole, settleMilliseconds);
  const check = useCheckRole(id === "" ? "new-role" : id, settled, definition.label.trim() !== "");
  const answer = check.data;
  const found = put.error === null ? answer : faultsOfAnswer(put.error);
  const { at, types, limited } = faultsByPlace(found, sources);
  const reached = reachedTypes(
    rights,
    choices.resourceGroups.flatMap((group) => group.types),
  );
  const unplaced =
    answer?.refusal !== undefined && answer.refusal.path === undefined ? answer.refusal.message : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put.mutate(
      { id, revision: stored?.revision ?? 0, definition: whole },
      {
        onSuccess: (role) => {
          saved.current = true;
          announce(say("roleSaved", { label: role.definition.label }));
          void navigate({ to: "/administration/roles/$roleId", params: { roleId: role.id } });
        },
      },
    );
  };
  const clearances = definition.clearances;
  return (
    <>
      <PageHeader
        title={stored === undefined ? say("makeRole") : say("changeLabel", { label: stored.definition.label })}
        summary={
          stored === undefined
            ? say("beginWithRole")
            : stored.people === 0
              ? say("nobodyYet")
              : say("countsForPeople", { people: stored.people })
        }
      />
      <LeaveGuard
        isUnsaved={isUnsaved}
        what={stored === undefined ? say("theNewRole") : say("theRole", { label: stored.definition.label })}
      />
      <form onSubmit={submit} className={classes.form} noValidate>
        {stored === undefined && (
          <Select
            label={say("beginWith")}
            placeholder={say("nothing")}
            searchable
            maw={320}
            mb="lg"
            data={roles.map((role) => ({ value: role.id, label: role.definition.label }))}
            value={like?.id ?? null}
            onChange={(next) =>
              void navigate({
                to: "/administration/roles/new",
                search: next === null ? {} : { like: next },
                replace: true,
              })
            }
          />
        )}
        <Section title={say("whatItIsSection")}>
          <Stack gap="sm" maw={560}>
            <TextInput
              label={say("name")}
              autoComplete="off"
              data-autofocus
              value={definition.label}
              error={at.get("label") ?? at.get("id")}
              onChange={(event) => {
                const label = event.currentTarget.value;
                const follows = definition.inSentence === definition.label.toLowerCase();
                set({ label, ...(follows ? { inSentence: label.toLowerCase() } : {}) });
              }}
            />
            <TextInput
              label={say("inASentence")}
              description={say("whoLookedAs", { role: definition.inSentence || "…" })}
              autoComplete="off"
              value={definition.inSentence}
              error={at.get("inSentence")}
              onChange={(event) => set({ inSentence: event.currentTarget.value })}
            />
            <TextInput
              label={say("whatFor")}
              autoComplete="off"
              value={definition.summary}
              error={at.get("summary")}
              onChange={(event) => set({ summary: event.currentTarget.value })}
            />
          </Stack>
        </Section>
        <Section title={say("whoseRecords")} words={say("beforeConsents")}>
          <Radio.Group
            aria-label={say("whoseRecords")}
            value={definition.reach}
            error={at.get("reach")}
            onChange={(value) => {
              const reach = (["organisation", "facility", "related", "patient"] as const).find((one) => one === value);
              if (reach !== undefined) set({ reach });
            }}
          >
            <Stack gap="xs">
              {choices.reaches.map(({ code, label, summary }) => (
                <Radio key={code} size="md" value={code} label={label} description={summary} />
              ))}
            </Stack>
          </Radio.Group>
        </Section>
        <Section title={say("whichRecords")} words={say("openLine")}>
          {at.get("scopes") !== undefined && <p className={classes.fault}>{at.get("scopes")}</p>}
          <RightsMatrix rights={rights} groups={choices.resourceGroups} onChange={setRights} faults={types} />
        </Section>
        <Section title={say("someOfKind")} words={say("limitWords")}>
          <LimitedScopes
            scopes={rights.limited}
            types={choices.resourceGroups.flatMap((group) => group.types)}
            faults={limited}
            onChange={(next) => setRights({ ...rights, limited: next })}
          />
        </Section>
        <Section title={say("fields")} words={say("fieldsWhy")}>
          <FieldRules
            rules={definition.fieldRules}
            types={reached}
            faults={at}
            onChange={(fieldRules) => set({ fieldRules })}
          />
        </Section>
        <Section title={say("sensitiveRecords")} words={say("sensitiveWhy")}>
          <Switch
            size="md"
            label={say("seesMarked")}
            checked={clearances === null}
            onChange={(event) => set({ clearances: event.currentTarget.checked ? null : [] })}
          />
          {clearances !== null && (
            <Stack gap="xs" mt="sm">
              {choices.sensitivities.map(({ code, label, summary }) => (
                <Checkbox
                  size="md"
                  key={code}
                  label={label}
                  description={summary}
                  checked={clearances.includes(code)}
                  onChange={() => set({ clearances: toggled(clearances, code) })}
                />
              ))}
            </Stack>
          )}
        </Section>
        <Section title={say("whatFor2")} words={say("whatForWhy")}>
          {at.get("purposes") !== undefined && <p className={classes.fault}>{at.get("purposes")}</p>}
          <div className={classes.columns}>
            {choices.purposes.map(({ code, label }) => (
              <Checkbox
                size="md"
                key={code}
                label={`${label.charAt(0).toUpperCase()}${label.slice(1)}`}
                checked={definition.purposes.includes(code)}
                onChange={() => set({ purposes: toggled(definition.purposes, code) })}
              />
            ))}
          </div>
          {definition.purposes.length > 1 && (
            <Select
              label={say("sessionBegins")}
              mt="sm"
              maw={280}
              data={definition.purposes.map((code) => ({
                value: code,
                label: choices.purposes.find((one) => one.code === code)?.label ?? code,
              }))}
              value={definition.purposes[0] ?? null}
              onChange={(next) =>
                next !== null && set({ purposes: [next, ...definition.purposes.filter((one) => one !== next)] })
              }
            />
          )}
        </Section>
        <Section title={say("besidesRecords")}>
          <div className={classes.columns}>
            {choices.permissions.map(({ code, label }) => (
              <Checkbox
                size="md"
                key={code}
                label={label}
                error={at.get(`permissions[${definition.permissions.indexOf(code)}]`)}
                checked={definition.permissions.includes(code)}
                onChange={() => set({ permissions: toggled(definition.permissions, code) })}
              />
            ))}
          </div>
          {at.get("permissions") !== undefined && <p className={classes.fault}>{at.get("permissions")}</p>}
        </Section>
        <div className={classes.end}>
          {(answer?.cautions ?? []).map((caution) => (
            <p key={caution} className={classes.caution}>
              <IconAlertTriangle size={16} aria-hidden />
              <span {...inEnglish}>{caution}</span>
            </p>
          ))}
          {put.error !== null && <ErrorNotice error={put.error} />}
          {put.error === null && unplaced !== undefined && <p className={classes.fault}>{unplaced}</p>}
          {at.size + types.size + limited.size > 0 && (
            <p className={classes.fault} role="status">
              {at.size + types.size + limited.size === 1
                ? say("oneCantBeSaved")
                : say("cantBeSaved", { count: at.size + types.size + limited.size })}
            </p>
          )}
          <Group>
            <Button type="submit" loading={put.isPending} disabled={definition.label.trim() === ""}>
              {say("saveRole")}
            </Button>
            <Button
              variant="subtle"
              onClick={() =>
                void (stored === undefined
                  ? navigate({ to: "/administration/roles" })
                  : navigate({ to: "/administration/roles/$roleId", params: { roleId: stored.id } }))
              }
            >
              {say("cancel")}
            </Button>
          </Group>
        </div>
      </form>
      <SeeAs role={{ definition: whole }} roleLabel={definition.label || say("thisRole")} choices={choices} />
    </>
  );
}

function toggled(list: readonly string[], one: string): string[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}

/** A new role never overwrites another one. */
function freeId(id: string, roles: readonly StoredRoleRow[]): string {
  const taken = new Set(roles.map((role) => role.id));
  if (!taken.has(id)) return id;
  let number = 2;
  while (taken.has(`${id}-${number}`)) number += 1;
  return `${id}-${number}`;
}

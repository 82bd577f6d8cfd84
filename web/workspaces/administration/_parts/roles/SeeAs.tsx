import { Button, Select, TextInput } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import type { PolicyChoices, PreviewRequest } from "../../../../../contract/index.ts";
import { isOfField } from "../../../../app/api.ts";
import { allows } from "../../../../app/session/allows.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { Section } from "../../../../ui/Section.tsx";
import { typeWords } from "../../../../ui/record-types/type-words.ts";
import { PatientField } from "./PatientField.tsx";
import { usePreview, usePreviewPeople } from "./role-calls.ts";
import { SeenRows } from "./SeenRows.tsx";
import classes from "./SeeAs.module.css";
import { say } from "./words/index.ts";

type Props = {
  /** The stored role by its id, or what is being edited. */
  readonly role: NonNullable<PreviewRequest["role"]>;
  readonly roleLabel: string;
  readonly choices: PolicyChoices;
};

/** Groups of which no record belongs to a patient. */
const ofNobody = new Set(["directory", "catalogue", "definition", "machinery"]);
const first = ["Patient", "Appointment", "Condition", "Observation", "MedicationRequest", "DocumentReference"];

/** *See as*: what somebody gets in this role, decided by the code that will answer them. */
export function SeeAs({ role, roleLabel, choices }: Props) {
  const { scopes } = useSession();
  const people = usePreviewPeople();
  const look = usePreview();
  const everybody = people.data?.people ?? [];
  const holder = "id" in role ? everybody.find((person) => person.role.id === role.id) : undefined;
  const [chosen, setChosen] = useState<string | null>(null);
  const [type, setType] = useState("Patient");
  const [patient, setPatient] = useState<string | undefined>(undefined);
  const [where, setWhere] = useState("");
  const personId = chosen ?? holder?.id ?? everybody[0]?.id ?? null;
  const group = choices.resourceGroups.find(({ types }) => types.includes(type))?.code ?? "";
  const hasPatient = !ofNobody.has(group);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (personId !== null) look.mutate({ personId, role, path: pathOf(type, hasPatient ? patient : undefined, where) });
  };
  const aboutPath = look.error !== null && isOfField(look.error, { path: "" }) ? look.error.message : undefined;
  return (
    <div className={classes.seeAs}>
      <Section title={say("seeAs")} words={say("seeAsWhy")}>
        {people.error !== null && <ErrorNotice error={people.error} again={() => void people.refetch()} />}
        <form onSubmit={submit} className={classes.form}>
          <Select
            label={say("somebodyField")}
            searchable
            data={everybody.map(({ id, name, role: own }) => ({
              value: id,
              label: say("nameAndRole", { name, role: own.label.toLowerCase() }),
            }))}
            value={personId}
            onChange={setChosen}
            description={say("asRole", { role: roleLabel })}
            inputWrapperOrder={["label", "input", "description", "error"]}
          />
          <Select
            label={say("looksAt")}
            searchable
            data={[
              { group: say("mostAsked"), items: first.map(asItem) },
              ...choices.resourceGroups.map(({ label, types }) => ({
                group: label,
                items: types.filter((one) => !first.includes(one)).map(asItem),
              })),
            ].filter(({ items }) => items.length > 0)}
            value={type}
            onChange={(next) => setType(next ?? type)}
          />
          {hasPatient && allows(scopes, "Patient", "s") && <PatientField value={patient} onChange={setPatient} />}
          <TextInput
            label={say("onlyWhere")}
            description={say("searchSuchAs")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            autoComplete="off"
            spellCheck={false}
            value={where}
            error={aboutPath}
            onChange={(event) => setWhere(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            className={classes.look}
            leftSection={<IconEye size={16} aria-hidden />}
            loading={look.isPending}
            disabled={personId === null}
          >
            {say("look")}
          </Button>
        </form>
        {look.error !== null && aboutPath === undefined && <ErrorNotice error={look.error} />}
        {look.data !== undefined && <SeenRows preview={look.data} choices={choices} />}
      </Section>
    </div>
  );
}

function asItem(type: string) {
  return { value: type, label: typeWords(type) };
}

/** @returns a read of one patient, or a search */
function pathOf(type: string, patient: string | undefined, where: string): string {
  const criteria = where.trim().replace(/^[?&]/, "");
  if (type === "Patient" && patient !== undefined && criteria === "") return `Patient/${patient}`;
  const pairs = [patient === undefined ? "" : `${type === "Patient" ? "_id" : "patient"}=${patient}`, criteria].filter(
    (part) => part !== "",
  );
  return pairs.length === 0 ? type : `${type}?${pairs.join("&")}`;
}

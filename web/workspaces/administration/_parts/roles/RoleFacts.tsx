import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { PolicyChoices, RoleDefinitionRow } from "../../../../../contract/index.ts";
import { inSentence } from "../../../../ui/in-sentence.ts";
import { rightsText } from "../scope-words.ts";
import { typeWords } from "../../../../ui/record-types/type-words.ts";
import { RightsMatrix } from "./RightsMatrix.tsx";
import { rightsOf } from "./rights.ts";
import classes from "./RoleFacts.module.css";
import { say } from "./words/index.ts";
import { inEnglish } from "../../../../language/index.ts";

/** A role in plain words: whom it reaches, what it may do, what stays hidden. */
export function RoleFacts({
  definition,
  choices,
  cautions,
}: {
  readonly definition: RoleDefinitionRow;
  readonly choices: PolicyChoices;
  readonly cautions: readonly string[];
}) {
  const rights = rightsOf(definition.scopes);
  const reach = choices.reaches.find(({ code }) => code === definition.reach);
  const word = (list: readonly { code: string; label: string }[], code: string) =>
    list.find((one) => one.code === code)?.label ?? code;
  const { clearances } = definition;
  const unseen = clearances === null ? [] : choices.sensitivities.filter(({ code }) => !clearances.includes(code));
  return (
    <>
      {cautions.map((caution) => (
        <p key={caution} className={classes.caution}>
          <IconAlertTriangle size={16} aria-hidden />
          <span {...inEnglish}>{caution}</span>
        </p>
      ))}
      <dl className={classes.facts}>
        <Fact name={say("reaches")}>
          {reach?.label ?? definition.reach}
          {reach?.summary !== undefined && <span className={classes.dim}>{reach.summary}</span>}
        </Fact>
        <Fact name={say("actsFor")}>
          {definition.purposes.map((code) => capital(word(choices.purposes, code))).join(", ")}
        </Fact>
        <Fact name={say("besidesRecords")}>
          {definition.permissions.length === 0 ? (
            <span className={classes.dim}>{say("nothingStop")}</span>
          ) : (
            <ul className={classes.list}>
              {definition.permissions.map((code) => (
                <li key={code}>{word(choices.permissions, code)}</li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact name={say("sensitiveRecords")}>
          {unseen.length === 0
            ? say("seesHowever")
            : clearances?.length === 0
              ? say("seesNone")
              : say("doesntSee", { labels: unseen.map(({ label }) => inSentence(label)).join(", ") })}
        </Fact>
        {definition.fieldRules.length > 0 && (
          <Fact name={say("fields")}>
            <ul className={classes.list}>
              {[...fieldsByType(definition)].map(([key, { type, access, paths }]) => (
                <li key={key}>
                  {access === "hidden"
                    ? say.rich("fieldHidden", {
                        type: typeWords(type),
                        paths: paths.join(", "),
                        count: paths.length,
                        b: asPaths,
                      })
                    : say.rich("fieldReadOnly", { type: typeWords(type), paths: paths.join(", "), b: asPaths })}
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </dl>
      <RightsMatrix rights={rights} groups={choices.resourceGroups} />
      {rights.limited.length > 0 && (
        <ul className={classes.limited}>
          {rights.limited.map(({ type, letters, criteria }) => (
            <li key={`${type}.${letters}?${criteria}`}>
              {say.rich(criteria === "" ? "mayLimited" : "mayLimitedOnly", {
                rights: rightsText(letters),
                type: type === "*" ? say("everyKindLower") : typeWords(type),
                criteria: criteria.replaceAll("&", " and "),
                b: (inside) => <b key="type">{inside}</b>,
                c: (inside) => <code key="criteria">{inside}</code>,
              })}
            </li>
          ))}
        </ul>
      )}
      <details className={classes.raw}>
        <summary>{say("asScopes")}</summary>
        <code dir="ltr">{definition.scopes.join(" ")}</code>
      </details>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function fieldsByType({ fieldRules }: RoleDefinitionRow) {
  const found = new Map<string, { type: string; access: string; paths: string[] }>();
  for (const { type, path, access } of fieldRules) {
    const key = `${type} ${access}`;
    const there = found.get(key);
    if (there === undefined) found.set(key, { type, access, paths: [path] });
    else there.paths.push(path);
  }
  return found;
}

const asPaths = (inside: readonly ReactNode[]) => (
  <span key="paths" className={classes.paths}>
    {inside}
  </span>
);

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { chooseLanguage, language, type LanguageTag, languages } from "../../../language/index.ts";
import { say } from "../words/index.ts";
import classes from "./LanguageChoice.module.css";

/** The page in another language. It is loaded anew for it: whoever has typed something is asked first, for nothing is kept here. */
export function LanguageChoice() {
  const [asked, setAsked] = useState<LanguageTag | undefined>(undefined);
  const own = languages.find(({ tag }) => tag === asked)?.own ?? "";
  return (
    <nav aria-label={say("language")} className={classes.choice}>
      <ul className={classes.list}>
        {languages.map(({ tag, own: name, direction }) => (
          <li key={tag}>
            <button
              type="button"
              lang={tag}
              dir={direction}
              className={classes.language}
              aria-current={tag === language.tag || undefined}
              onClick={() => (isTyped() ? setAsked(tag) : chooseLanguage(tag))}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
      {asked !== undefined && asked !== language.tag && (
        <div role="alert" className={classes.question}>
          <Text size="sm">{say("typedGoes")}</Text>
          <Group gap="xs">
            <Button size="compact-sm" variant="default" onClick={() => chooseLanguage(asked)}>
              {say("changeAllTheSame", { language: own })}
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={() => setAsked(undefined)}>
              {say("stay")}
            </Button>
          </Group>
        </div>
      )}
    </nav>
  );
}

/** Whether a field that is typed into holds something. */
function isTyped(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("main form :is(input, textarea)");
  return [...fields].some((field) => field.type !== "checkbox" && !field.readOnly && field.value !== "");
}

import { Button, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import classes from "./RecordField.module.css";
import { say } from "./words/index.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Asks for a record by its id: an auditor sees who looked, without seeing whom the record is about. */
export function RecordField({ initial = "" }: { readonly initial?: string }) {
  const navigate = useNavigate();
  const [text, setText] = useState(initial);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const id = text
      .trim()
      .toLowerCase()
      .replace(/^patient\//, "");
    if (!uuid.test(id)) {
      setFault(say("idForm"));
      return;
    }
    setFault(undefined);
    void navigate({ to: "/accesses", search: { record: id } });
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <TextInput
        label={say("recordId")}
        description={say("recordIdWhy")}
        autoComplete="off"
        spellCheck={false}
        data-search
        value={text}
        error={fault}
        onChange={(event) => setText(event.currentTarget.value)}
        className={classes.field}
      />
      <Button type="submit" variant="default">
        {say("show")}
      </Button>
    </form>
  );
}

import { Button, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import classes from "./RecordField.module.css";

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
      setFault("A record’s id has the form 0c89b627-646b-40ff-a620-c8509a10912c.");
      return;
    }
    setFault(undefined);
    void navigate({ to: "/accesses", search: { record: id } });
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <TextInput
        label="Record id"
        description="As it stands in the address of a chart, in a complaint or in an export"
        autoComplete="off"
        spellCheck={false}
        data-search
        value={text}
        error={fault}
        onChange={(event) => setText(event.currentTarget.value)}
        className={classes.field}
      />
      <Button type="submit" variant="default">
        Show
      </Button>
    </form>
  );
}

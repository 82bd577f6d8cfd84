import { Button, PasswordInput, Stack } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { CodeField } from "../../workspaces/sign-in/_parts/CodeField.tsx";
import { isRefusal } from "../api.ts";
import { say } from "../../workspaces/sign-in/words/index.ts";
import { say as sayOfPage } from "../words/index.ts";

type Props = {
  /** Whether the focus begins here. */
  readonly first: boolean;
  readonly busy: boolean;
  readonly failed: unknown;
  readonly prove: (password: string, code: string) => void;
};

/** Password and a code from the authenticator app, at once. What was refused is emptied, and nothing else. */
export function PasswordAndCode({ first, busy, failed, prove }: Props) {
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const passwordField = useRef<HTMLInputElement>(null);
  const codeField = useRef<HTMLInputElement>(null);
  const [seen, setSeen] = useState(failed);
  const codeAlone = isRefusal(failed, "session/wrong-code");
  if (failed !== seen) {
    setSeen(failed);
    if (failed !== null && failed !== undefined) {
      setCode("");
      if (!codeAlone) setPassword("");
    }
  }
  useEffect(() => {
    if (failed === null || failed === undefined) return;
    (codeAlone ? codeField : passwordField).current?.focus();
  }, [failed, codeAlone]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove(password, code);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <PasswordInput
          ref={passwordField}
          label={say("password")}
          name="password"
          autoComplete="current-password"
          autoFocus={first}
          size="md"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": say("showPassword") }}
        />
        <CodeField
          label={say("code")}
          value={code}
          onChange={setCode}
          disabled={busy}
          autoFocus={false}
          fieldRef={codeField}
        />
        <Button
          type="submit"
          size="md"
          variant={first ? "filled" : "default"}
          loading={busy}
          disabled={password === "" || code.length !== 6}
        >
          {sayOfPage("goOn")}
        </Button>
      </Stack>
    </form>
  );
}

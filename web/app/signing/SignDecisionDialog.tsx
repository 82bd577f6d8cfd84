import { Button, Group, Modal, Stack } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import { SignerFields } from "./SignerFields.tsx";
import { type Signing, useSigning } from "./use-signing.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly title: ReactNode;
  /** What is decided, in words. */
  readonly children: ReactNode;
  readonly meaning: string;
  /** "Sign and approve". */
  readonly action: string;
  readonly decide: {
    readonly isPending: boolean;
    readonly error: unknown;
  };
  /** Sends the decision with what signs it; calls back once it is answered. */
  readonly sign: (sent: Signing["sent"], tried: () => void) => void;
  readonly close: () => void;
  readonly size?: string;
};

/** Shows what a second person decides before they sign it. */
export function SignDecisionDialog({ title, children, meaning, action, decide, sign, close, size = "md" }: Props) {
  useFocusBack();
  const signing = useSigning();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (signing.ready) sign(signing.sent, signing.tried);
  };
  return (
    <Modal opened onClose={close} title={title} size={size} closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <div>{children}</div>
          <SignerFields signing={signing} meaning={meaning} />
          {decide.error !== null && <ErrorNotice error={decide.error} />}
          <Group>
            <Button type="submit" loading={decide.isPending} disabled={!signing.ready}>
              {action}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

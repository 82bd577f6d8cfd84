import { PasswordInput, Stack, Text } from "@mantine/core";
import { useSession } from "../session/use-session.ts";
import type { Signing } from "./use-signing.ts";

/** By whom and meaning what is signed, and what the signature takes. */
export function SignerFields({ signing, meaning }: { readonly signing: Signing; readonly meaning: string }) {
  const { person } = useSession();
  const { takes, password, type } = signing;
  return (
    <Stack gap="xs">
      <Text size="sm">
        Signed by <b>{person.displayName}</b>. Meaning: {meaning}
      </Text>
      {takes === "password" && (
        <PasswordInput
          label="Your password, to sign"
          value={password}
          onChange={(event) => type(event.currentTarget.value)}
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
      )}
      {takes === "proof" && (
        <Text size="sm" c="dimmed">
          This signature takes a fresh proof that it is you: with your passkey, or with password and code. You are asked
          for it next.
        </Text>
      )}
    </Stack>
  );
}

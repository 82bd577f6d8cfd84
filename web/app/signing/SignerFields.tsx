import { PasswordInput, Stack, Text } from "@mantine/core";
import { inEnglish } from "../../language/index.ts";
import { useSession } from "../session/use-session.ts";
import type { Signing } from "./use-signing.ts";
import { say } from "../words/index.ts";

/** By whom and meaning what is signed, and what the signature takes. */
export function SignerFields({ signing, meaning }: { readonly signing: Signing; readonly meaning: string }) {
  const { person } = useSession();
  const { takes, password, type } = signing;
  return (
    <Stack gap="xs">
      <Text size="sm">
        {say.rich("signedBy", {
          person: <b key="person">{person.displayName}</b>,
          meaning: (
            <span key="meaning" {...inEnglish}>
              {meaning}
            </span>
          ),
        })}
      </Text>
      {takes === "password" && (
        <PasswordInput
          label={say("passwordToSign")}
          value={password}
          onChange={(event) => type(event.currentTarget.value)}
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
      )}
      {takes === "proof" && (
        <Text size="sm" c="dimmed">
          {say("proofToSign")}
        </Text>
      )}
    </Stack>
  );
}

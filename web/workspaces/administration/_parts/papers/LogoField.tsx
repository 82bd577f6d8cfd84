import { Button, FileButton, Group, Input, Text } from "@mantine/core";
import { useState } from "react";
import type { DraftLogo } from "./paper-draft.ts";
import { drawLogo } from "./draw-logo.ts";
import classes from "./Papers.module.css";

type Props = { readonly logo: DraftLogo | undefined; readonly change: (logo: DraftLogo | undefined) => void };

/** A logo from a file, drawn anew here; or none. */
export function LogoField({ logo, change }: Props) {
  const [failed, setFailed] = useState(false);
  const take = (file: File | null) => {
    if (file === null) return;
    setFailed(false);
    drawLogo(file)
      .then((png) => change({ png }))
      .catch(() => setFailed(true));
  };
  return (
    <Input.Wrapper
      label="Logo"
      labelElement="div"
      description="PNG or JPEG. It is drawn anew, on white and at most 600 × 240 dots large."
      error={failed ? "This file can’t be read as a picture. Choose a PNG or a JPEG." : undefined}
    >
      <Group mt="xs" gap="sm">
        {logo === undefined ? (
          <Text size="sm" c="dimmed">
            None
          </Text>
        ) : (
          <img className={classes.logo} src={`data:image/png;base64,${logo.png}`} alt="The logo as it is printed" />
        )}
        <FileButton accept="image/png,image/jpeg" onChange={take} resetRef={undefined}>
          {(props) => (
            <Button {...props} variant="default" size="compact-md">
              {logo === undefined ? "Choose a file" : "Choose another"}
            </Button>
          )}
        </FileButton>
        {logo !== undefined && (
          <Button variant="subtle" size="compact-md" onClick={() => change(undefined)}>
            No logo
          </Button>
        )}
      </Group>
    </Input.Wrapper>
  );
}

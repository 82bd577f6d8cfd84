import { Button, FileButton, Group, Modal, Slider, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { fhir } from "../../../../app/api.ts";
import { announce } from "../../../../ui/announce.ts";
import type { Patient } from "../../../../ui/clinical/fhir-types.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { photoOf } from "../../../../ui/PatientPhoto.tsx";
import { patientName } from "../../../../ui/patient-words.ts";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { type Cut, encodePhoto, preview, wholeCut } from "./crop.ts";
import classes from "./PhotoDialog.module.css";
import { useCamera } from "./use-camera.ts";
import { say } from "../../words/index.ts";

type Props = { readonly patient: Patient; readonly close: () => void };

/** Takes a photo, or one from a file, cuts it and keeps it in the record; or takes it out again. */
export function PhotoDialog({ patient, close }: Props) {
  useFocusBack();
  const camera = useCamera();
  const [picture, setPicture] = useState<ImageBitmap | undefined>(undefined);
  const [cut, setCut] = useState<Cut>(wholeCut);
  const [isUnreadable, setUnreadable] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const save = useSavePhoto(patient, close);
  const current = photoOf(patient);
  const take = (source: ImageBitmapSource) => {
    setUnreadable(false);
    createImageBitmap(source)
      .then((found) => {
        setPicture(found);
        setCut(wholeCut);
        camera.stop();
      })
      .catch(() => setUnreadable(true));
  };
  return (
    <Modal
      opened
      onClose={close}
      title={say("photoOf", { name: patientName(patient) })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack gap="md">
        {picture !== undefined ? (
          <Cutting picture={picture} cut={cut} change={setCut} />
        ) : camera.state === "on" ? (
          // biome-ignore lint/a11y/useMediaCaption: what the camera sees has no words
          <video ref={camera.video} className={classes.video} muted playsInline aria-label={say("cameraSees")} />
        ) : current !== undefined ? (
          <img src={current} alt={say("asInRecord")} className={classes.current} />
        ) : (
          <Text size="sm">{say("photoWords")}</Text>
        )}
        {camera.state === "refused" && (
          <Text size="sm" role="alert">
            {say("noCamera")}
          </Text>
        )}
        {isUnreadable && (
          <Text size="sm" role="alert">
            {say("noPicture")}
          </Text>
        )}
        {save.error !== null && <ErrorNotice error={save.error} />}
        <Group gap="xs">
          {picture !== undefined ? (
            <>
              <Button
                loading={save.isPending}
                onClick={() =>
                  save.mutate(async () => [{ contentType: "image/jpeg", data: await encodePhoto(picture, cut) }])
                }
              >
                {say("keepPhoto")}
              </Button>
              <Button variant="default" onClick={() => setPicture(undefined)}>
                {say("anotherOne")}
              </Button>
            </>
          ) : camera.state === "on" ? (
            <>
              <Button data-autofocus onClick={() => camera.video.current !== null && take(camera.video.current)}>
                {say("takeIt")}
              </Button>
              <Button variant="default" onClick={camera.stop}>
                {say("cameraOff")}
              </Button>
            </>
          ) : (
            <>
              <Button onClick={camera.start} loading={camera.state === "asking"} data-autofocus>
                {say("useCamera")}
              </Button>
              <FileButton accept="image/*" onChange={(file) => file !== null && take(file)}>
                {(props) => (
                  <Button variant="default" {...props}>
                    {say("fromFile")}
                  </Button>
                )}
              </FileButton>
              {current !== undefined && (
                <Button
                  variant="subtle"
                  color={isRemoving ? "red" : undefined}
                  loading={isRemoving && save.isPending}
                  onClick={() => (isRemoving ? save.mutate(async () => []) : setRemoving(true))}
                >
                  {isRemoving ? say("yesRemove") : say("removeIt")}
                </Button>
              )}
            </>
          )}
        </Group>
        {isRemoving && <Text size="sm">{say("removingWords")}</Text>}
      </Stack>
    </Modal>
  );
}

type Photo = NonNullable<Patient["photo"]>[number];

/** Replaces what is kept in the record; addresses of photos elsewhere stay. */
function useSavePhoto({ id = "" }: Patient, close: () => void) {
  const queries = useQueryClient();
  return useMutation({
    networkMode: "always",
    mutationFn: async (make: () => Promise<readonly Photo[]>) => {
      const photo = await make();
      const newest = await fhir.read<Patient>("Patient", id);
      const elsewhere = newest.photo?.filter(({ data }) => data === undefined) ?? [];
      const all = [...photo, ...elsewhere];
      const { photo: _before, ...rest } = newest;
      await fhir.update<Patient>(all.length === 0 ? rest : { ...rest, photo: all });
      return photo.length > 0;
    },
    onSuccess: async (isKept) => {
      await queries.invalidateQueries({ queryKey: ["Patient"] });
      announce(isKept ? say("photoKept") : say("photoRemoved"));
      close();
    },
  });
}

/** What of the picture is kept, by three sliders that keys move too. */
function Cutting({
  picture,
  cut,
  change,
}: {
  readonly picture: ImageBitmap;
  readonly cut: Cut;
  readonly change: (cut: Cut) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) preview(canvas.current, picture, cut);
  }, [picture, cut]);
  const sliders = [
    { key: "nearness", label: say("howNear"), min: 1, max: 4 },
    { key: "across", label: say("leftToRight"), min: 0, max: 1 },
    { key: "down", label: say("upAndDown"), min: 0, max: 1 },
  ] as const;
  return (
    <Group align="start" gap="md" wrap="wrap">
      <canvas
        ref={canvas}
        width={192}
        height={240}
        role="img"
        aria-label={say("photoWillBe")}
        className={classes.cut}
      />
      <Stack gap="sm" className={classes.sliders}>
        {sliders.map(({ key, label, min, max }) => (
          <div key={key}>
            <Text size="sm" component="span">
              {label}
            </Text>
            <Slider
              thumbLabel={label}
              label={null}
              min={min}
              max={max}
              step={0.02}
              value={cut[key]}
              onChange={(value) => change({ ...cut, [key]: value })}
            />
          </div>
        ))}
      </Stack>
    </Group>
  );
}

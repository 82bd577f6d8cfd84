import { Button, Group, Text } from "@mantine/core";
import { type PointerEvent, useRef, useState } from "react";
import classes from "./SignaturePad.module.css";
import { say } from "../../words/index.ts";

const size = { width: 600, height: 200 } as const;
/** Dots of a pen on glass: fewer would be a slip of the finger. */
const leastSteps = 6;

type Props = {
  /** The drawing as a PNG in base64; nothing once it is wiped away. */
  readonly change: (drawing: string | undefined) => void;
  readonly error?: string | undefined;
};

/** Where somebody signs with a finger, a pen or the mouse: black on white in either colour scheme, as it is kept. */
export function SignaturePad({ change, error }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const steps = useRef(0);
  const last = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined);
  const [isEmpty, setEmpty] = useState(true);
  const at = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLCanvasElement>) => {
    const box = currentTarget.getBoundingClientRect();
    return {
      x: ((clientX - box.left) / box.width) * size.width,
      y: ((clientY - box.top) / box.height) * size.height,
    };
  };
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    const context = canvas.current?.getContext("2d");
    const from = last.current;
    if (context === null || context === undefined || from === undefined) return;
    if (steps.current === 0) {
      context.fillStyle = "#ffffff";
      context.fillRect(0, 0, size.width, size.height);
    }
    const to = at(event);
    context.strokeStyle = "#000000";
    context.lineWidth = 3;
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
    last.current = to;
    steps.current += 1;
  };
  const lift = () => {
    if (last.current === undefined) return;
    last.current = undefined;
    setEmpty(false);
    if (steps.current >= leastSteps) change(canvas.current?.toDataURL("image/png").split(",")[1]);
  };
  const wipe = () => {
    canvas.current?.getContext("2d")?.clearRect(0, 0, size.width, size.height);
    steps.current = 0;
    setEmpty(true);
    change(undefined);
  };
  return (
    <div className={classes.frame}>
      <canvas
        ref={canvas}
        {...size}
        role="img"
        aria-label={isEmpty ? say("padEmpty") : say("patientsSignature")}
        className={classes.pad}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          last.current = at(event);
          draw(event);
        }}
        onPointerMove={draw}
        onPointerUp={lift}
        onPointerCancel={lift}
      />
      <Group justify="space-between" gap="xs">
        <Text size="sm" c={error === undefined ? "dimmed" : "red"} role={error === undefined ? undefined : "alert"}>
          {error ?? say("signAbove")}
        </Text>
        <Button size="compact-sm" variant="subtle" onClick={wipe} disabled={isEmpty}>
          {say("wipeAway")}
        </Button>
      </Group>
    </div>
  );
}

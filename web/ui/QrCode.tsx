import { useMemo } from "react";
import { encode } from "uqr";

/** A QR code, drawn as one path: dark on white in either colour scheme, since cameras need it. */
export function QrCode({
  text,
  label,
  size = 180,
}: {
  readonly text: string;
  readonly label: string;
  readonly size?: number;
}) {
  const code = useMemo(() => encode(text, { ecc: "M", border: 3 }), [text]);
  const path = useMemo(
    () => code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join(""),
    [code],
  );
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${code.size} ${code.size}`}
      shapeRendering="crispEdges"
    >
      <rect width={code.size} height={code.size} rx={1.5} fill="#ffffff" />
      <path d={path} fill="#10161a" />
    </svg>
  );
}

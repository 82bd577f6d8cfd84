import * as fs from "node:fs";
fs.writeFileSync("/tmp/spool-t", Buffer.alloc(4_000_000)); { const f = fs.openSync("/tmp/spool-t", "r+"); fs.fsyncSync(f); fs.closeSync(f); }
const b = Buffer.alloc(1200, 7);
for (const [name, flags] of [["O_DSYNC", fs.constants.O_RDWR | fs.constants.O_DSYNC], ["O_DSYNC|DIRECT", fs.constants.O_RDWR | fs.constants.O_DSYNC | fs.constants.O_DIRECT]] as const) {
  let fd = fs.openSync("/tmp/spool-t", flags);
  const len = name.includes("DIRECT") ? 4096 : 1200; 
  const raw = new ArrayBuffer(3 * 4096); 
  const buf = name.includes("DIRECT") ? Buffer.from(raw, 0, 4096) : b;
  try {
  for (const mode of ["sync", "async"]) {
    const times: number[] = [];
    for (let i = 0; i < 2000; i++) { const t = performance.now(); if (mode === "sync") fs.writeSync(fd, buf, 0, len, (i % 900) * len); else await new Promise<void>((res, rej) => fs.write(fd, buf, 0, len, (i % 900) * len, (e) => e ? rej(e) : res())); times.push(performance.now() - t); }
    times.sort((a, b) => a - b); console.log(name, mode, "p10", times[200]!.toFixed(3), "p50", times[1000]!.toFixed(3), "p90", times[1800]!.toFixed(3), "p99", times[1980]!.toFixed(3));
  } } catch (e) { console.log(name, String(e)); }
  fs.closeSync(fd);
}

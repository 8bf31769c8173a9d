// Where a Chromium is for the browser tests, and how to get one where that is allowed.
import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
];

/** Programs outside PATH, where installers of macOS and Windows put them. */
function usualPlaces(env) {
  if (process.platform === "darwin")
    return ["/Applications", join(homedir(), "Applications")].flatMap((folder) =>
      ["Google Chrome", "Chromium", "Microsoft Edge"].map((app) =>
        join(folder, `${app}.app`, "Contents", "MacOS", app),
      ),
    );
  if (process.platform === "win32")
    return [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA]
      .filter(Boolean)
      .flatMap((folder) => [
        join(folder, "Google", "Chrome", "Application", "chrome.exe"),
        join(folder, "Chromium", "Application", "chrome.exe"),
        join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
      ]);
  return [];
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Some distributions have a `chromium-browser` that only tells how to install it. On Windows `--version` would open a window. */
function answers(path) {
  if (process.platform === "win32") return true;
  const asked = spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 });
  return asked.status === 0;
}

const onPath = (env, names) =>
  (env.PATH ?? env.Path ?? "")
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => names.map((name) => join(folder, name)));

/** The path of a Chromium that runs, or null. A path that the environment names goes first. */
export function findChromium(env) {
  const named = [env.KRACHTWIJK_CHROMIUM, env.CHROME_PATH].filter(Boolean);
  const places = [...named, ...onPath(env, names), ...usualPlaces(env)];
  return places.find((path) => isProgram(path) && answers(path)) ?? null;
}

/** Null when Chromium may be installed here from the distribution's packages; otherwise why not. */
export function whyNotInstall(env) {
  if (env.KRACHTWIJK_NO_INSTALL === "1") return "KRACHTWIJK_NO_INSTALL=1 says to install nothing";
  if (process.platform !== "linux" || !onPath(env, ["apt-get"]).some(isProgram))
    return "install Chromium or Chrome, or name one in KRACHTWIJK_CHROMIUM";
  if (process.getuid() !== 0) return "install it as root: apt-get install chromium";
  return null;
}

/** Installs Debian's Chromium. @returns null when it did, otherwise why not, in a few words */
export function installChromium(env, limitMs) {
  const deadline = Date.now() + limitMs;
  const steps = [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", "chromium"],
  ];
  for (const step of steps) {
    const done = spawnSync("apt-get", step, {
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
      env: { ...env, DEBIAN_FRONTEND: "noninteractive" },
      timeout: Math.max(1, deadline - Date.now()),
    });
    if (done.error?.code === "ETIMEDOUT")
      return `apt-get ${step[0]} took longer than the ${limitMs / 60_000} minutes it gets`;
    if (done.status !== 0) {
      const lines = (done.stderr ?? "").split("\n").filter((line) => line.startsWith("E: "));
      return `apt-get ${step[0]} failed${lines.length > 0 ? ` (${lines[0].slice(3)})` : ""}`;
    }
  }
  return null;
}

/** The path of a Chromium that runs, or null. */
export function findChromium(env: NodeJS.ProcessEnv): string | null;

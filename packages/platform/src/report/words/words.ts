import type { Run, Trace, Words } from "../types.ts";

/** What a sentence can be put together from. */
export type Part = string | Run | Words;

const isWords = (part: Run | Words): part is Words => Array.isArray(part);

/** A sentence with figures in it: words`Het waren er ${figure}.` */
export function words(texts: TemplateStringsArray, ...parts: readonly Part[]): Words {
  const runs: Run[] = [];
  for (const [at, text] of texts.entries()) {
    const part = at === 0 ? "" : parts[at - 1]!;
    const before: Words = typeof part === "string" ? [said(part)] : isWords(part) ? part : [part];
    runs.push(...before, said(text));
  }
  return merge(runs);
}

/** Sentences one after the other, with a space between; those without words are left out. */
export function sentences(...all: readonly (Words | null)[]): Words {
  const spoken = all.filter((one) => one !== null).filter((one) => one.length > 0);
  return merge(spoken.flatMap((one, at) => (at === 0 ? one : [said(" "), ...one])));
}

/** Words without a figure. */
export function said(text: string): Run {
  return { kind: "text", text };
}

/** A figure with where it comes from. */
export function figure(shown: string, value: number, trace: Trace): Run {
  return { kind: "figure", shown, value, trace };
}

function merge(runs: readonly Run[]): Words {
  const merged: Run[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (run.kind === "text" && run.text === "") continue;
    if (run.kind === "text" && last?.kind === "text")
      merged[merged.length - 1] = said(last.text + run.text);
    else merged.push(run);
  }
  return merged;
}

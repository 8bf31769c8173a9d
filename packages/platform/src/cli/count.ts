import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  anonymise,
  comparisonText,
  completions,
  rules,
  utilities,
  writePabulib,
} from "@krachtwijk/allocate";
import { Refusal } from "#kernel";
import type { Call, Command, ExitCode } from "./command.ts";
import { countAll } from "./count/all.ts";
import { duplicateRules, takeBallots } from "./count/ballots.ts";
import { countDocument } from "./count/document.ts";
import { servedBy, toldProjects } from "./count/explanations.ts";
import { countLines, explanationLines, verdictLines } from "./count/lines.ts";
import { runCount } from "./count/run-count.ts";
import { askedSettings, sideBySide } from "./count/settings.ts";
import { writeFileWhole } from "./write-file.ts";

async function countOne(call: Call, file: string): Promise<ExitCode> {
  const { values, progress, result, global } = call;
  const asked = askedSettings(values);
  progress(`Reading ${file} …`);
  const ballots = await takeBallots(call, file);
  const count = runCount(file, ballots.election, asked, progress);
  if (typeof values["anonymised"] === "string")
    await writeFileWhole(values["anonymised"], writePabulib(anonymise(ballots.election)));
  const explanations = toldProjects(count, { allNeeds: values["needs"] === true, progress });
  const rival = sideBySide(count, values, progress);
  result(
    {
      ...countDocument(count),
      explanations,
      proportionality: servedBy(count),
      ...(rival === null ? {} : { sideBySide: rival }),
      ballots: ballots.told,
    },
    [
      ...countLines(count, global.lang),
      ...explanationLines(count, explanations, global.lang),
      ...verdictLines(count, global.lang),
      ...(rival === null ? [] : ["", ...comparisonText(rival, global.lang)]),
    ],
  );
  return 0;
}

async function electionsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => {
    throw new Refusal("input-missing", `${folder}: there is no such folder.`);
  });
  const files = names.filter((name) => name.endsWith(".pb")).sort();
  if (files.length === 0)
    throw new Refusal("input-missing", `${folder}: no file here ends in .pb.`);
  return files.map((name) => join(folder, name));
}

/** `krachtwijk count`: the result of an election. */
export const countCommand: Command = {
  name: "count",
  usage: "count ELECTION.pb [--rule RULE] [options]  |  count --all DIR [options]",
  about: "Count an election on a neighbourhood budget (Pabulib file), and explain the outcome.",
  help: [
    "Without --rule it counts by the file's own rule, with its threshold and limits; with it, by that rule in its plain form.",
    "Where the file has the official outcome, the result is held against it.",
    "",
    "  krachtwijk count examples/count/buurtbudget.pb",
    "  krachtwijk count examples/count/buurtbudget.pb --rule equal-shares --completion add1 --json",
  ],
  options: {
    rule: { type: "string", value: "RULE", about: rules.join(", ") },
    utility: {
      type: "string",
      value: "WHAT",
      about: `what counts as worth: ${utilities.join(", ")}`,
    },
    completion: {
      type: "string",
      value: "HOW",
      about: `Equal Shares, money left: ${completions.join(", ")}`,
    },
    "whole-share": {
      type: "boolean",
      about: "Equal Shares begins with a whole number of euros per voter",
    },
    compare: {
      type: "string",
      value: "greedy",
      about: "let voters choose between Equal Shares and greedy",
    },
    ties: { type: "string", value: "ORDER", about: "what decides a tie (default votes,cost,id)" },
    limits: { type: "boolean", about: "with --rule: keep the file's threshold and limits" },
    "valid-only": {
      type: "boolean",
      about: "leave out ballots that do not keep to the form in META",
    },
    paper: { type: "string", value: "FILE.pb", about: "a second source of ballots, such as paper" },
    duplicates: {
      type: "string",
      value: "RULE",
      about: `who voted twice: ${duplicateRules.join(", ")}`,
    },
    anonymised: {
      type: "string",
      value: "OUT.pb",
      about: "also write the ballots fit for publication",
    },
    needs: {
      type: "boolean",
      about: "look for what losers would have needed in a large election too",
    },
    "side-by-side": {
      type: "string",
      value: "RULE,RULE",
      about: "also count by these rules, and compare",
    },
    voucher: {
      type: "string",
      value: "SUM",
      about: "vouchers: what each is worth (default: an equal part)",
    },
    strict: { type: "boolean", about: "refuse a file with anything odd in it" },
    all: { type: "string", value: "DIR", about: "count every .pb file of a folder, as a table" },
  },
  async run(call) {
    const { values, positionals } = call;
    const [file, ...more] = positionals;
    const folder = values["all"];
    if (typeof folder === "string" && folder !== "" && file === undefined)
      return countAll(call, await electionsIn(folder), askedSettings(values));
    if (file === undefined || more.length > 0 || folder !== undefined)
      throw new Refusal(
        "usage-wrong",
        "count needs one ELECTION.pb, or --all DIR. See krachtwijk count --help.",
      );
    return countOne(call, file);
  },
};

// How fast a vote is counted. bench/README.md says what each figure is.
//
//   node --import tsx bench/allocate/run.mjs
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { equalShares, makeInstance, readPabulib } from "../../packages/allocate/src/index.ts";
import { rationalToNumber } from "../../packages/allocate/src/rational.ts";
import { ShareCounter } from "../../packages/allocate/src/rules/share-round.ts";
import { defaultTies, tiePlaces } from "../../packages/allocate/src/ties.ts";
import { quantile, shown } from "../numbers.mjs";
import { naiveShares } from "./naive-shares.mjs";

const rounds = 5;
const real = fileURLToPath(
  new URL("../../../shared/data/elections/Poland_Lodz_2022.pb", import.meta.url),
);

/** An election of the size of a large city, where the real one is not here: 90,494 voters, 160 projects. */
function madeElection() {
  let state = 7;
  const next = (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
    return Math.floor((((state ^ (state >>> 12)) >>> 0) / 2 ** 32) * below);
  };
  const lines = [
    "META",
    "key;value",
    "budget;6112868",
    "vote_type;approval",
    "PROJECTS",
    "project_id;cost",
  ];
  for (let project = 0; project < 160; project++) lines.push(`p${project};${5000 + next(400_000)}`);
  lines.push("VOTES", "voter_id;vote");
  for (let voter = 0; voter < 90_494; voter++) {
    const named = new Set(
      Array.from({ length: 1 + next(5) }, () => Math.floor((next(1000) ** 2 / 1e6) * 160)),
    );
    lines.push(`${voter};${[...named].map((project) => `p${project}`).join()}`);
  }
  return lines.join("\n");
}

function seconds(work) {
  const times = Array.from({ length: rounds }, () => {
    const begin = performance.now();
    work();
    return (performance.now() - begin) / 1000;
  });
  return quantile(times, 0.5);
}

const isReal = existsSync(real);
const text = isReal ? readFileSync(real, "utf8") : madeElection();
console.log(isReal ? "The vote of Łódź in 2022" : "A made-up vote of the size of Łódź in 2022");
const election = readPabulib(text);
const size = election.votes.length * election.projects.length;
const tell = (name, value, unit, more = "") =>
  console.log(
    `${name.padEnd(58)}${shown(value).padStart(8)} ${unit}${more === "" ? "" : `   ${more}`}`,
  );

const reading = seconds(() => readPabulib(text));
tell("reading", reading, "s", `${shown(election.votes.length / reading)} ballots/s`);
const preparing = seconds(() => makeInstance(election));
tell("preparing (equal ballots together)", preparing, "s");
const instance = makeInstance(election);
const outcome = equalShares(instance, { completion: "add1" });
const counting = seconds(() => equalShares(instance, { completion: "add1" }));
tell(
  `Equal Shares with add1, exact (${outcome.steps} raises)`,
  counting,
  "s",
  `${shown((size * (outcome.steps + 1)) / counting / 1e6)} million voters × projects/s`,
);
const counter = new ShareCounter(instance, "cost", tiePlaces(instance, defaultTies));
const once = seconds(() => counter.count(outcome.share));
tell("one share, exact", once, "s");
const share = rationalToNumber(outcome.share);
const begin = performance.now();
const naive = naiveShares(instance, share);
const naiveTime = (performance.now() - begin) / 1000;
tell("one share, naive and in doubles", naiveTime, "s", `${shown(naiveTime / once)} × as long`);
const same = JSON.stringify(naive) === JSON.stringify(counter.count(outcome.share).winners);
console.log(
  `The naive count ${same ? "has the same winners" : "has other winners: it is not exact"}.`,
);
tell("largest memory of this process", process.resourceUsage().maxRSS / 1024, "MB");

import { type ClassMethod, classBreaks, classOf, roundCutOffs } from "@krachtwijk/measure/classes";
import { Refusal } from "#kernel";
import type { Values } from "../command.ts";
import { rowNames } from "./areas-in-column.ts";
import { numberColumn } from "./columns.ts";
import type { Method } from "./method.ts";
import { choiceOption, requiredOption, textOption, wholeOption } from "./options.ts";
import { significant } from "./significant.ts";

const kinds = ["quantile", "equal-interval", "natural", "given"] as const;

function givenCutOffs(values: Values): readonly number[] {
  const text = requiredOption(values, "cut-offs");
  return text.split(",").map((part) => {
    const cutOff = part.trim() === "" ? Number.NaN : Number(part);
    if (Number.isFinite(cutOff)) return cutOff;
    throw new Refusal("usage-wrong", `--cut-offs "${text}": "${part}" is not a number.`);
  });
}

function methodAsked(values: Values): ClassMethod {
  const kind = choiceOption(values, "method", kinds);
  if (kind === "given") return { kind, cutOffs: givenCutOffs(values) };
  return { kind, classes: wholeOption(values, "classes", 1, 5) };
}

/** `krachtwijk measure classes`. */
export const classesMethod: Method = {
  name: "classes",
  usage: "INPUT.csv --value C [--method quantile|equal-interval|natural|given] [--classes N]",
  about: "Values in a few classes, as on a map: equally full, equally wide, natural, or as given.",
  help: [
    "A value on a cut-off is in the class above it. Equal values are never parted, so there can be fewer classes than asked.",
    "With --decimals cut-offs are rounded as far as no row goes to another class.",
    "",
    "  krachtwijk measure classes examples/measure/incomes.csv --value income_1000_euro --id neighbourhood --method natural --classes 4 --decimals 0",
  ],
  options: {
    value: { type: "string", value: "C", about: "column of values; empty cells are in no class" },
    id: { type: "string", value: "C", about: "column of names" },
    method: { type: "string", value: kinds.join("|"), about: "default quantile" },
    classes: { type: "string", value: "N", about: "how many, default 5" },
    "cut-offs": { type: "string", value: "N,N", about: "with --method given" },
    decimals: { type: "string", value: "N", about: "of cut-offs; default: not rounded" },
  },
  run({ table, values: options }) {
    const value = requiredOption(options, "value");
    const method = methodAsked(options);
    const all = numberColumn(table, value, "keep");
    const present = all.filter((one) => !Number.isNaN(one));
    const found = classBreaks(present, method);
    const decimals =
      textOption(options, "decimals") === undefined ? null : wholeOption(options, "decimals", 0);
    const shown = decimals === null ? null : roundCutOffs(present, found.cutOffs, decimals);
    const cutOffs = Array.from(shown?.cutOffs ?? found.cutOffs);
    const names = rowNames(table, options);
    // A cut-off that was given can lie beyond all values.
    const [first = found.least, last = found.most] = [cutOffs[0], cutOffs.at(-1)];
    const edges = [Math.min(found.least, first), ...cutOffs, Math.max(found.most, last)];
    const classes = found.counts.map((count, at) => ({
      from: edges[at]!,
      to: edges[at + 1]!,
      count,
    }));
    return {
      parameters: { value, method: method.kind, asked: method, decimals: shown?.decimals ?? null },
      results: {
        count: present.length,
        different: found.different,
        fewer: found.fewer,
        goodnessOfFit: found.goodnessOfFit,
        cutOffs,
        classes,
        rows: Array.from(all, (one, at) => ({
          id: names[at]!,
          class: Number.isNaN(one) ? null : classOf(one, cutOffs) + 1,
        })),
      },
      lines: [
        ...classes.map(
          ({ from, to, count }, at) =>
            `${at + 1}   ${significant(from)} to ${significant(to)}   ${count} rows`,
        ),
        ...(found.fewer ? ["fewer classes than asked: equal values are never parted"] : []),
        `between classes lies ${significant(found.goodnessOfFit)} of all spread`,
      ],
    };
  },
};

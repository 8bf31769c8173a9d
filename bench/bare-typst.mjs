// What the report is measured beside: the typesetter alone, on the same text. node bench/bare-typst.mjs IN.typ OUT.pdf
import { readFileSync, writeFileSync } from "node:fs";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";

const [source, out] = process.argv.slice(2);
const compiler = NodeCompiler.create();
const mainFileContent = readFileSync(source, "utf8");
writeFileSync(out, compiler.pdf({ mainFileContent }, { pdfStandard: "ua-1" }));

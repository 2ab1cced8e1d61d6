// Builds what the application ships: one style sheet, one script, one sprite. `node build.mjs [--watch]`
import * as esbuild from "esbuild";
import { readFile, writeFile } from "node:fs/promises";

const out = "../interco/foundation/ui/static/interco";
const target = ["chrome123", "firefox121", "safari17.5"];
const shared = { bundle: true, minify: true, target, legalComments: "none", logLevel: "info", charset: "utf8" };
const options = [
  { ...shared, entryPoints: ["css/index.css"], outfile: `${out}/interco.css`, external: ["./fonts/*"] },
  { ...shared, entryPoints: ["ts/main.ts"], outfile: `${out}/interco.js`, format: "iife" },
];

/** One symbol per name listed in icons.txt; `own/` first, then lucide. */
async function sprite() {
  const names = (await readFile("icons.txt", "utf8")).split(/\s+/).filter(Boolean).sort();
  const symbols = await Promise.all(names.map(async (name) => {
    const source = await readFile(`icons/${name}.svg`, "utf8")
      .catch(() => readFile(`node_modules/lucide-static/icons/${name}.svg`, "utf8"));
    const inside = source.replace(/^[\s\S]*?<svg[\s\S]*?>/, "").replace("</svg>", "").replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${inside}</symbol>`;
  }));
  const note = "<!-- Icons of Lucide (ISC licence), see LICENSE-lucide.txt, and our own. -->";
  await writeFile(`${out}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${note}${symbols.join("")}</svg>\n`);
  await writeFile(`${out}/LICENSE-lucide.txt`, await readFile("node_modules/lucide-static/LICENSE"));
  await writeFile(`${out}/LICENSE-htmx.txt`, await readFile("node_modules/htmx.org/LICENSE"));
}

await sprite();
await Promise.all(options.map((each) => esbuild.build(each)));

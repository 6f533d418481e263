// Holds a dashboard to the types that Grafana publishes of it: one complaint a line, and the schema's version last.
//
//   node dashboard.mjs <dashboard.json>

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultDashboard } from '@grafana/schema';
import ts from 'typescript';

const dashboard = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const raw = '@grafana/schema/dist/types/raw';
const { panels, ...rest } = dashboard;
const lines = [
  `import type { Dashboard, Panel, RowPanel } from '${raw}/dashboard/x/types.gen';`,
];
const kinds = [...new Set(panels.map(each => each.type))].filter(each => each !== 'row');
kinds.forEach((kind, i) => {
  lines.push(`import type * as kind${i} from '${raw}/composable/${kind}/panelcfg/x/types.gen';`);
});
lines.push(
  // In JSON the member of an enumeration is its text.
  'type Json<T> = T extends string ? `${T}` : T extends object ? { [K in keyof T]: Json<T[K]> } : T;',
  `export const dashboard: Json<Dashboard> = ${JSON.stringify(rest)};`);
panels.forEach((panel, i) => {
  const kind = `kind${kinds.indexOf(panel.type)}`;
  const what = `panel${panel.id}`;
  lines.push(`export const ${what}: Json<${panel.type === 'row' ? 'RowPanel' : 'Panel'}> = ${JSON.stringify(panel)};`);
  if (panel.type !== 'row') {
    lines.push(`export const ${what}Options: Json<${kind}.Options> = ${JSON.stringify(panel.options)};`);
    lines.push(`export const ${what}Field: Json<${kind}.FieldConfig> = ${JSON.stringify(panel.fieldConfig.defaults.custom)};`);
  }
});

const file = fileURLToPath(new URL('dashboard-types.ts', import.meta.url)); // which is never written
// Without lib it would read the types of all of a browser, too, for half a second.
const options = { noEmit: true, strict: true, skipLibCheck: true, types: [], lib: ['lib.es2022.d.ts'], moduleResolution: ts.ModuleResolutionKind.Node10, module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
const host = ts.createCompilerHost(options);
const { getSourceFile, fileExists, readFile } = host;
host.getSourceFile = (name, ...more) => name === file ? ts.createSourceFile(name, lines.join('\n'), more[0]) : getSourceFile.call(host, name, ...more);
host.fileExists = name => name === file || fileExists.call(host, name);
host.readFile = name => name === file ? lines.join('\n') : readFile.call(host, name);
for (const each of ts.getPreEmitDiagnostics(ts.createProgram([file], options, host))) {
  const line = each.file?.fileName === file ? lines[each.file.getLineAndCharacterOfPosition(each.start).line] : '';
  console.log(`${line.replace(/=.*/, '')}${ts.flattenDiagnosticMessageText(each.messageText, ' ')}`);
}
console.log(`schemaVersion ${defaultDashboard.schemaVersion}`);

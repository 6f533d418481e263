// What an editor shows of pipeline files, by the language server for YAML that editors run.
//
// node editor.mjs EXAMPLE: prints JSON: what is marked in the example and in one with mistakes, what
// stands beside a key, and what is offered after each of some keys.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const rpc = require('vscode-jsonrpc/node');
const manifest = require.resolve('yaml-language-server/package.json');
const server = spawn(process.execPath, [
  resolve(dirname(manifest), require(manifest).bin['yaml-language-server']),
  '--stdio',
]);
const connection = rpc.createMessageConnection(
  new rpc.StreamMessageReader(server.stdout),
  new rpc.StreamMessageWriter(server.stdin),
);

const waiting = new Map(); // by address, for what is marked there
connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) =>
  waiting.get(uri)?.(diagnostics),
);
connection.onRequest('workspace/configuration', ({ items }) =>
  items.map(({ section }) =>
    section === 'yaml' ? { validate: true, hover: true, completion: true } : {},
  ),
);
connection.onRequest('client/registerCapability', () => null);
connection.onRequest('custom/schema/request', () => []);
connection.onUnhandledNotification(() => {});
connection.listen();

const example = resolve(process.argv[2]);
const text = readFileSync(example, 'utf8');
const first = text.split('\n', 1)[0]; // names the schema

/** Opens a text as a file beside the example; returns its address and what is marked. */
function open(name, content) {
  const uri = pathToFileURL(resolve(dirname(example), name)).href;
  const marked = new Promise((done) => waiting.set(uri, done));
  connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text: content },
  });
  return marked.then((all) => ({
    uri,
    marked: all.map(({ range, message }) => `${range.start.line + 1}: ${message}`),
  }));
}

const at = (content, key) => content.split('\n').findIndex((line) => line.startsWith(`${key}:`));

await connection.sendRequest('initialize', {
  processId: process.pid,
  rootUri: null,
  capabilities: {
    workspace: { configuration: true },
    textDocument: {
      completion: { completionItem: { snippetSupport: true } },
      hover: { contentFormat: ['markdown'] },
    },
  },
});
connection.sendNotification('initialized', {});

const good = await open('good.yaml', text);
const bad = await open('bad.yaml', text.replace('learning-rate:', 'learning-rat:'));
const hover = await connection.sendRequest('textDocument/hover', {
  textDocument: { uri: good.uri },
  position: { line: at(text, 'optimizer'), character: 2 },
});
const offered = {};
for (const key of ['features', 'model', 'loss', 'optimizer', 'validation', 'http', 'kafka']) {
  const content = `${first}\npipeline: p\n${key}: \n`;
  const { uri } = await open(`${key}.yaml`, content);
  const answer = await connection.sendRequest('textDocument/completion', {
    textDocument: { uri },
    position: { line: at(content, key), character: key.length + 2 },
  });
  offered[key] = (answer.items ?? answer).map((item) => ({
    label: item.label,
    text: item.textEdit?.newText ?? item.insertText,
  }));
}
console.log(
  JSON.stringify({ good: good.marked, bad: bad.marked, hover: hover.contents.value, offered }),
);
server.kill();
process.exit(0);

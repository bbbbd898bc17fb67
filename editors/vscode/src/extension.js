// Starts `stet lsp` for text and Markdown in VS Code.
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function start() {
  const settings = vscode.workspace.getConfiguration("stet");
  const server = { command: settings.get("path"), args: ["lsp"] };
  client = new LanguageClient("stet", "Stet", server, {
    documentSelector: [
      { scheme: "file", language: "plaintext" },
      { scheme: "file", language: "markdown" },
      { scheme: "untitled", language: "plaintext" },
      { scheme: "untitled", language: "markdown" },
    ],
    initializationOptions: settings.get("settings"),
    synchronize: {
      fileEvents: [
        vscode.workspace.createFileSystemWatcher("**/.stet.{yml,yaml}"),
        vscode.workspace.createFileSystemWatcher("**/.stet/**"),
      ],
    },
  });
  return client.start();
}

async function restart() {
  if (client) await client.stop();
  return start();
}

// Has the draft cleaned; the server asks to show what came of it.
async function clean(command, more = {}) {
  const editor = vscode.window.activeTextEditor;
  if (!client || !editor) return;
  try {
    await client.sendRequest("workspace/executeCommand", {
      command,
      arguments: [{ uri: client.code2ProtocolConverter.asUri(editor.document.uri), ...more }],
    });
  } catch (error) {
    vscode.window.showErrorMessage(`Stet: ${error.message}`);
  }
}

const vocabularies = {
  stet: "Stet article",
  jats: "JATS",
  docbook: "DocBook",
  dita: "DITA",
  tei: "TEI",
  xhtml: "XHTML",
  jsonld: "JSON-LD",
  markdown: "Markdown",
};

async function exportAs() {
  const choice = await vscode.window.showQuickPick(
    Object.entries(vocabularies).map(([vocabulary, label]) => ({ label, vocabulary })),
    { placeHolder: "Export as" }
  );
  if (choice) await clean("stet.exportArticle", { vocabulary: choice.vocabulary });
}

exports.activate = function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("stet.restart", restart),
    vscode.commands.registerCommand("stet.fixAllSafe", () =>
      vscode.commands.executeCommand("editor.action.codeAction", {
        kind: "source.fixAll.stet",
        apply: "first",
      })
    ),
    vscode.commands.registerCommand("stet.export", () => clean("stet.exportArticle")),
    vscode.commands.registerCommand("stet.exportAs", exportAs),
    vscode.commands.registerCommand("stet.changes", () => clean("stet.showChanges")),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("stet")) restart();
    })
  );
  return start();
};

exports.deactivate = function deactivate() {
  return client ? client.stop() : undefined;
};

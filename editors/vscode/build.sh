#!/usr/bin/env bash
# Makes stet-VERSION.vsix, which VS Code installs with
# `code --install-extension stet-VERSION.vsix`. Needs Node.js 20 and its packages.
set -euo pipefail
cd "$(dirname "$0")"
npm install --no-audit --no-fund
npx vsce package --allow-missing-repository

-- Run by the tests as smoke.lua is, in a folder with a project: takes the three decisions about
-- questions that a draft asks twice, each undone afterwards, and prints a line for each.

local function fail(message)
  io.stdout:write('FAIL ' .. message .. '\n')
  vim.cmd('cquit 1')
end

local function say(line) io.stdout:write(line .. '\n') end

require('stet').setup({ cmd = { os.getenv('STET'), 'lsp' } })
vim.bo.filetype = 'markdown'
local buffer = vim.api.nvim_get_current_buf()
local folder = vim.fn.expand('%:p:h')
local register = folder .. '/.stet/questions.yml'

local function twin()
  for _, d in ipairs(vim.diagnostic.get(buffer)) do
    if d.code == 'duplicate-question' then return d end
  end
end

local function text(of)
  return table.concat(vim.api.nvim_buf_get_lines(of, 0, -1, false), '\n')
end

local function registered()
  local number = vim.fn.bufnr(register)
  if number > 0 and vim.api.nvim_buf_is_loaded(number) then return text(number) end
  return vim.fn.filereadable(register) == 1 and table.concat(vim.fn.readfile(register), '\n') or ''
end

-- Chooses the action whose title begins so, as an editor's menu would.
local function choose(title)
  if not vim.wait(20000, function() return twin() ~= nil end, 20) then
    fail('no duplicate question before ' .. title)
  end
  local found = twin()
  local client = vim.lsp.get_active_clients()[1]
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = {
      start = { line = found.lnum, character = found.col },
      ['end'] = { line = found.end_lnum, character = found.end_col },
    },
    context = { diagnostics = {} },
  }
  local answer = client.request_sync('textDocument/codeAction', params, 10000, buffer)
  for _, action in ipairs(answer and answer.result or {}) do
    if vim.startswith(action.title, title) then
      if action.data then
        action = client.request_sync('codeAction/resolve', action, 10000, buffer).result
      end
      if action.edit then
        vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
      else
        client.request_sync('workspace/executeCommand', action.command, 10000, buffer)
      end
      return
    end
  end
  fail('no action “' .. title .. '” in ' .. vim.inspect(answer))
end

local function save()
  vim.cmd('silent wall')
end

local function undo(of)
  vim.api.nvim_buf_call(of, function() vim.cmd('silent undo') end)
end

local function main()
  local before = text(buffer)

  -- It exists already: merge it into the first asking.
  choose('Merge into “How do you treat back spasm?”')
  if text(buffer):find('What are treatments', 1, true) then fail('the twin is still asked') end
  if not text(buffer):find('With rest.\n\nHeat helps.', 1, true) then fail('an answer is lost') end
  if not registered():find('- What are treatments for back muscle spasms?', 1, true) then
    fail('not registered: ' .. registered())
  end
  undo(buffer)
  if text(buffer) ~= before then fail('merging is not undone') end
  save()
  say('merged')

  -- It exists as an alternate of this question: make it the primary.
  choose('Make “What are treatments for back muscle spasms?” the primary question and merge')
  if not text(buffer):find('## What are treatments for back muscle spasms?\n\nWith rest.', 1, true) then
    fail('not made the primary: ' .. text(buffer))
  end
  if not registered():find('question: What are treatments', 1, true) then
    fail('not the primary in ' .. registered())
  end
  undo(buffer)
  if text(buffer) ~= before then fail('making it the primary is not undone') end
  say('promoted')

  -- It exists and is an alternate of a third question: merge this one into that.
  local number = vim.fn.bufnr(register)
  vim.api.nvim_buf_set_lines(number, 0, -1, false, {
    'questions:',
    '  - question: How are spasms of the back treated?',
    '    alternates:',
    '      - What are treatments for back muscle spasms?',
  })
  save()
  if not vim.wait(20000, function()
    local client = vim.lsp.get_active_clients()[1]
    local found = twin()
    if not found then return false end
    local answer = client.request_sync('textDocument/codeAction', {
      textDocument = vim.lsp.util.make_text_document_params(buffer),
      range = {
        start = { line = found.lnum, character = found.col },
        ['end'] = { line = found.end_lnum, character = found.end_col },
      },
      context = { diagnostics = {} },
    }, 10000, buffer)
    for _, action in ipairs(answer and answer.result or {}) do
      if vim.startswith(action.title, 'Merge “How do you') then return true end
    end
    return false
  end, 50) then fail('the third question is not offered') end
  choose('Merge “How do you treat back spasm?” into “How are spasms of the back treated?”')
  if not registered():find('- How do you treat back spasm?', 1, true) then
    fail('not merged into the third: ' .. registered())
  end
  say('merged into the third')

  -- They are two: never reported again.
  undo(buffer)
  vim.api.nvim_buf_set_lines(number, 0, -1, false, { '' })
  save()
  choose('Keep both')
  save()
  if not vim.wait(20000, function() return twin() == nil end, 20) then fail('reported again') end
  say('kept both')
  vim.cmd('qall!')
end

-- An error must end the editor, which would wait for ever otherwise.
local ok, reason = xpcall(main, debug.traceback)
if not ok then fail(reason) end

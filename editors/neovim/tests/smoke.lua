-- Run by the tests: nvim --headless --clean -u NONE -l is newer than 0.7, so
--   nvim --headless --clean --cmd 'set rtp+=editors/neovim' -c 'luafile …/smoke.lua' DRAFT
-- with STET naming the program. Prints one line for each fact, then quits.

local function fail(message)
  io.stdout:write('FAIL ' .. message .. '\n')
  vim.cmd('cquit 1')
end

local function say(line) io.stdout:write(line .. '\n') end

require('stet').setup({ cmd = { os.getenv('STET'), 'lsp' } })
vim.bo.filetype = 'text'
local buffer = vim.api.nvim_get_current_buf()

local function found()
  return vim.tbl_filter(function(d) return d.source == 'stet' end, vim.diagnostic.get(buffer))
end

local function find(text)
  for _, d in ipairs(found()) do
    if d.lnum == d.end_lnum then
      local line = vim.api.nvim_buf_get_lines(buffer, d.lnum, d.lnum + 1, false)[1] or ''
      if line:sub(d.col + 1, d.end_col) == text then return d end
    end
  end
end

if not vim.wait(20000, function() return #found() > 0 end, 20) then fail('no diagnostics') end
say('diagnostics ' .. #found())
local misspelling = find('Interuption')
if not misspelling then fail('Interuption is not exactly covered') end
say('covered Interuption')

-- The quick fix that an editor would offer first.
local client = vim.lsp.get_active_clients()[1]
local params = {
  textDocument = vim.lsp.util.make_text_document_params(buffer),
  -- The word stands at the start of its line: columns count alike in every encoding.
  range = {
    start = { line = misspelling.lnum, character = misspelling.col },
    ['end'] = { line = misspelling.end_lnum, character = misspelling.end_col },
  },
  context = { diagnostics = {} },
}
local answer = client.request_sync('textDocument/codeAction', params, 10000, buffer)
local applied = false
for _, action in ipairs(answer and answer.result or {}) do
  -- This Neovim does not ask which action is preferred; the preferred one comes first.
  if action.kind == 'quickfix' and not applied then
    if not action.edit then
      action = client.request_sync('codeAction/resolve', action, 10000, buffer).result
    end
    vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
    applied = true
  end
end
if not applied then fail('no quick fix in ' .. vim.inspect(answer)) end
local line = vim.api.nvim_buf_get_lines(buffer, misspelling.lnum, misspelling.lnum + 1, false)[1]
if not line:find('^Interruption of brain') then fail('the fix gave: ' .. line:sub(1, 40)) end
if not vim.wait(20000, function() return find('Interuption') == nil end, 20) then
  fail('the misspelling is still reported')
end
say('fixed Interuption')

require('stet').fix_all()
local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
if text:find('Thanks for the feedback!', 1, true) then fail('fixAll left chrome') end
if not text:find('without your feet tou', 1, true) then fail('fixAll took a cut answer') end
say('fixed all')

vim.cmd('StetChanges')
if not table.concat(vim.api.nvim_buf_get_lines(0, 0, 2, false), '\n'):find('^%-%-%- ') then
  fail('no difference is shown')
end
vim.cmd('quit')
local article = vim.fn.tempname() .. '.xml'
vim.cmd('StetExport ' .. article)
if vim.fn.expand('%:p') ~= vim.fn.fnamemodify(article, ':p') then fail('the export is not shown') end
local first = table.concat(vim.api.nvim_buf_get_lines(0, 0, 2, false), '\n')
if not first:find('<article', 1, true) then fail('the export starts: ' .. first) end
vim.fn.delete(article)
say('exported')
vim.cmd('qall!')

-- Stet in Neovim (0.7 or later): starts `stet lsp` for drafts and gives the
-- commands :StetFixAll, :StetExport, :StetChanges and :StetRestart.

local M = {}

local defaults = {
  -- The program, and what else its command line needs.
  cmd = { 'stet', 'lsp' },
  filetypes = { 'text', 'markdown' },
  -- Settings in the shape of .stet.yml.
  settings = {},
  on_attach = nil,
  capabilities = nil,
}

local options = defaults
local clients = {}

-- The folder of the nearest .stet.yml, or of the repository, or of the file.
local function root_of(path)
  local folder = vim.fn.fnamemodify(path, ':p:h')
  local current = folder
  local repository = nil
  while true do
    for _, name in ipairs({ '.stet.yml', '.stet.yaml', '.stet' }) do
      if vim.fn.empty(vim.fn.glob(current .. '/' .. name)) == 0 then return current end
    end
    if not repository and vim.fn.isdirectory(current .. '/.git') == 1 then
      repository = current
    end
    local parent = vim.fn.fnamemodify(current, ':h')
    if parent == current then break end
    current = parent
  end
  return repository or folder
end

-- Lua cannot tell an empty list from an empty object; JSON can.
local function object(settings)
  return next(settings) == nil and vim.empty_dict() or settings
end

local function client_for(root)
  local id = clients[root]
  if id and vim.lsp.get_client_by_id(id) then return id end
  id = vim.lsp.start_client({
    name = 'stet',
    cmd = options.cmd,
    root_dir = root,
    workspace_folders = {
      { uri = vim.uri_from_fname(root), name = vim.fn.fnamemodify(root, ':t') },
    },
    init_options = object(options.settings),
    settings = { stet = object(options.settings) },
    capabilities = options.capabilities or vim.lsp.protocol.make_client_capabilities(),
    on_attach = options.on_attach,
    on_exit = function() clients[root] = nil end,
  })
  clients[root] = id
  return id
end

-- Attaches Stet to a buffer; the current one when none is given.
function M.attach(buffer)
  buffer = buffer or vim.api.nvim_get_current_buf()
  local name = vim.api.nvim_buf_get_name(buffer)
  if name == '' then name = vim.fn.getcwd() .. '/draft.txt' end
  local id = client_for(root_of(name))
  if id then vim.lsp.buf_attach_client(buffer, id) end
  return id
end

-- Applies every safe fix in the current buffer.
function M.fix_all()
  local buffer = vim.api.nvim_get_current_buf()
  local last = vim.api.nvim_buf_line_count(buffer)
  for _, client in pairs(vim.lsp.get_active_clients()) do
    if client.name == 'stet' and vim.lsp.buf_is_attached(buffer, client.id) then
      local answer = client.request_sync('textDocument/codeAction', {
        textDocument = vim.lsp.util.make_text_document_params(buffer),
        range = {
          start = { line = 0, character = 0 },
          ['end'] = { line = last, character = 0 },
        },
        context = { diagnostics = {}, only = { 'source.fixAll.stet' } },
      }, 5000, buffer)
      for _, action in ipairs(answer and answer.result or {}) do
        if not action.edit and action.data then
          local resolved = client.request_sync('codeAction/resolve', action, 5000, buffer)
          action = resolved and resolved.result or action
        end
        if action.edit then
          vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
        end
      end
    end
  end
end

-- Has the current buffer's draft cleaned, and opens what came of it in a split:
-- the article, or what cleaning changes. Written to the file `to` if given; an article
-- in `vocabulary`, such as 'docbook', if given.
local function show_cleaned(command, to, vocabulary)
  local buffer = vim.api.nvim_get_current_buf()
  local argument = { uri = vim.uri_from_bufnr(buffer), show = false }
  if to and to ~= '' then argument.to = vim.uri_from_fname(vim.fn.fnamemodify(to, ':p')) end
  argument.vocabulary = vocabulary
  for _, client in pairs(vim.lsp.get_active_clients()) do
    if client.name == 'stet' and vim.lsp.buf_is_attached(buffer, client.id) then
      local answer, problem = client.request_sync(
        'workspace/executeCommand', { command = command, arguments = { argument } }, 30000, buffer)
      if answer and answer.result then
        vim.cmd('split ' .. vim.fn.fnameescape(vim.uri_to_fname(answer.result.uri)))
        -- It may have been open, and is written anew.
        vim.cmd('edit!')
      else
        vim.notify(answer and answer.err and answer.err.message or problem or 'No answer',
          vim.log.levels.ERROR)
      end
      return
    end
  end
end

local vocabularies = { 'stet', 'jats', 'docbook', 'dita', 'tei', 'xhtml', 'jsonld', 'markdown' }

function M.export(to, vocabulary) show_cleaned('stet.exportArticle', to, vocabulary) end

function M.changes() show_cleaned('stet.showChanges') end

-- Stops every Stet and attaches it anew to the current buffer.
function M.restart()
  for root, id in pairs(clients) do
    vim.lsp.stop_client(id)
    clients[root] = nil
  end
  vim.defer_fn(M.attach, 200)
end

function M.setup(user)
  options = vim.tbl_deep_extend('force', defaults, user or {})
  local group = vim.api.nvim_create_augroup('stet', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = options.filetypes,
    callback = function(event) M.attach(event.buf) end,
  })
  vim.api.nvim_create_user_command('StetFixAll', M.fix_all, {})
  vim.api.nvim_create_user_command('StetExport', function(command)
    -- `:StetExport docbook`, `:StetExport roses.xml`, `:StetExport docbook roses.xml`.
    local first = command.fargs[1]
    if vim.tbl_contains(vocabularies, first) then
      M.export(command.fargs[2], first)
    else
      M.export(first)
    end
  end, {
    nargs = '*',
    complete = function(typed)
      local names = vim.tbl_filter(function(name) return vim.startswith(name, typed) end,
        vocabularies)
      return vim.list_extend(names, vim.fn.getcompletion(typed, 'file'))
    end,
  })
  vim.api.nvim_create_user_command('StetChanges', function() M.changes() end, {})
  vim.api.nvim_create_user_command('StetRestart', M.restart, {})
end

return M

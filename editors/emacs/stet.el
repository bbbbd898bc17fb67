;;; stet.el --- Editorial checks with Stet through Eglot  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: Apache-2.0
;; Package-Requires: ((emacs "26.3") (eglot "1.9"))

;;; Commentary:

;; Registers `stet lsp' with Eglot for text and Markdown.  See README.md.

;;; Code:

(require 'eglot)

(defgroup stet nil
  "Editorial checks with Stet."
  :group 'text)

(defcustom stet-command '("stet" "lsp")
  "The program that Eglot starts, and its arguments."
  :type '(repeat string))

(defcustom stet-settings nil
  "Settings in the shape of .stet.yml, as a property list.
For example (:rules (:extra-spaces \"off\"))."
  :type 'plist)

(defun stet--contact (&rest _)
  "The command and settings with which Eglot starts Stet."
  (append stet-command
          (when stet-settings
            (list :initializationOptions stet-settings))))

(add-to-list 'eglot-server-programs
             '((text-mode markdown-mode gfm-mode) . stet--contact))

;;;###autoload
(defun stet-fix-all ()
  "Apply every safe fix in the current buffer."
  (interactive)
  (eglot-code-actions (point-min) (point-max) "source.fixAll.stet" t))

(defconst stet-vocabularies
  '("stet" "jats" "docbook" "dita" "tei" "xhtml" "jsonld" "markdown")
  "What an article can be written in.")

;; Eglot before Emacs 30 shows no documents that a server asks for.
(defun stet--show (command &optional to vocabulary)
  "Open what COMMAND makes of the current draft, in the file TO if given.
An article is written in VOCABULARY, such as \"docbook\", if given."
  (let* ((document (eglot--TextDocumentIdentifier))
         (argument (append document (list :show :json-false)
                           (when to (list :to (eglot--path-to-uri (expand-file-name to))))
                           (when vocabulary (list :vocabulary vocabulary))))
         (answer (jsonrpc-request (eglot--current-server-or-lose) :workspace/executeCommand
                                  (list :command command :arguments (vector argument)))))
    (with-current-buffer
        (find-file-other-window (eglot--uri-to-path (plist-get answer :uri)))
      ;; It may have been open, and is written anew.
      (revert-buffer t t)
      (current-buffer))))

;;;###autoload
(defun stet-export (&optional to vocabulary)
  "Show the cleaned article of the current draft.
With a prefix argument ask for the VOCABULARY, such as \"docbook\", and for the
file TO which it is written."
  (interactive
   (when current-prefix-arg
     (let ((vocabulary (completing-read "Export as: " stet-vocabularies nil t nil nil "stet")))
       (list (read-file-name "Export to: ") vocabulary))))
  (stet--show "stet.exportArticle" to vocabulary))

;;;###autoload
(defun stet-show-changes ()
  "Show what cleaning changes in the current draft."
  (interactive)
  (stet--show "stet.showChanges"))

(provide 'stet)
;;; stet.el ends here

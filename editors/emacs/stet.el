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

(provide 'stet)
;;; stet.el ends here
